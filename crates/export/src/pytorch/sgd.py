class SGD:
    """Down the gradient, with a share of the last step. A change of the rate leaves that share as it is, as in Keras."""

    def __init__(self, weights, learning_rate, momentum, nesterov):
        self.weights = list(weights)
        self.learning_rate, self.momentum, self.nesterov = learning_rate, momentum, nesterov
        self.velocities = [torch.zeros_like(w) for w in self.weights]

    @torch.no_grad()
    def step(self):
        for w, velocity in zip(self.weights, self.velocities):
            step = self.learning_rate * w.grad
            velocity.mul_(self.momentum).sub_(step)
            w += self.momentum * velocity - step if self.nesterov else velocity
