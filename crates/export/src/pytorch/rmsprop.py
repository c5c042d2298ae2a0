class RMSprop:
    """Divides each weight's step by the size of its recent gradients. ε is inside the root, as in Keras."""

    def __init__(self, weights, learning_rate, rho, momentum, epsilon):
        self.weights = list(weights)
        self.learning_rate, self.rho, self.momentum, self.epsilon = learning_rate, rho, momentum, epsilon
        self.squares = [torch.zeros_like(w) for w in self.weights]
        self.velocities = [torch.zeros_like(w) for w in self.weights]

    @torch.no_grad()
    def step(self):
        for w, v, velocity in zip(self.weights, self.squares, self.velocities):
            v.mul_(self.rho).add_((1 - self.rho) * w.grad.square())
            velocity.mul_(self.momentum).add_(self.learning_rate * w.grad / torch.sqrt(v + self.epsilon))
            w -= velocity
