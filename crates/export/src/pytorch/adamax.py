class Adamax:
    """Adam that divides by the largest recent gradient. ε is outside that maximum, as in Keras."""

    def __init__(self, weights, learning_rate, beta_1, beta_2, epsilon):
        self.weights = list(weights)
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.means = [torch.zeros_like(w) for w in self.weights]
        self.largest = [torch.zeros_like(w) for w in self.weights]
        self.steps = 0

    @torch.no_grad()
    def step(self):
        self.steps += 1
        for w, m, u in zip(self.weights, self.means, self.largest):
            m.add_((w.grad - m) * (1 - self.beta_1))
            u.copy_(torch.maximum(self.beta_2 * u, w.grad.abs()))
            w -= self.learning_rate * m / ((1 - self.beta_1**self.steps) * (u + self.epsilon))
