class Adam:
    """Momentum, divided by the size of recent gradients. ε is added before the second moment is corrected, as in Keras."""

    def __init__(self, weights, learning_rate, beta_1, beta_2, epsilon):
        self.weights = list(weights)
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.means = [torch.zeros_like(w) for w in self.weights]
        self.squares = [torch.zeros_like(w) for w in self.weights]
        self.steps = 0

    @torch.no_grad()
    def step(self):
        self.steps += 1
        correction = math.sqrt(1 - self.beta_2**self.steps) / (1 - self.beta_1**self.steps)
        for w, m, v in zip(self.weights, self.means, self.squares):
            m.add_((w.grad - m) * (1 - self.beta_1))
            v.add_((w.grad.square() - v) * (1 - self.beta_2))
            w -= self.learning_rate * correction * m / (v.sqrt() + self.epsilon)
