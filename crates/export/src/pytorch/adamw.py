class AdamW:
    """Adam that also shrinks every weight by a share in each step. ε is where Keras has it."""

    def __init__(self, weights, learning_rate, beta_1, beta_2, epsilon, weight_decay):
        self.weights = list(weights)
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.weight_decay = weight_decay
        self.means = [torch.zeros_like(w) for w in self.weights]
        self.squares = [torch.zeros_like(w) for w in self.weights]
        self.steps = 0

    @torch.no_grad()
    def step(self):
        self.steps += 1
        correction = math.sqrt(1 - self.beta_2**self.steps) / (1 - self.beta_1**self.steps)
        for w, m, v in zip(self.weights, self.means, self.squares):
            w -= w * self.weight_decay * self.learning_rate
            m.add_((w.grad - m) * (1 - self.beta_1))
            v.add_((w.grad.square() - v) * (1 - self.beta_2))
            w -= self.learning_rate * correction * m / (v.sqrt() + self.epsilon)
