class Nadam:
    """Adam that looks ahead along its momentum, which rises from step to step as in Keras."""

    def __init__(self, weights, learning_rate, beta_1, beta_2, epsilon):
        self.weights = list(weights)
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.means = [torch.zeros_like(w) for w in self.weights]
        self.squares = [torch.zeros_like(w) for w in self.weights]
        self.steps, self.product = 0, 1.0

    def momentum(self, step):
        return self.beta_1 * (1 - 0.5 * 0.96**step)

    @torch.no_grad()
    def step(self):
        self.steps += 1
        now, ahead = self.momentum(self.steps), self.momentum(self.steps + 1)
        self.product *= now
        for w, m, v in zip(self.weights, self.means, self.squares):
            m.add_((w.grad - m) * (1 - self.beta_1))
            v.add_((w.grad.square() - v) * (1 - self.beta_2))
            direction = ahead * m / (1 - self.product * ahead) + (1 - now) * w.grad / (1 - self.product)
            size = torch.sqrt(v / (1 - self.beta_2**self.steps)) + self.epsilon
            w -= self.learning_rate * direction / size
