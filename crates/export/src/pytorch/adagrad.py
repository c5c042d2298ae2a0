class Adagrad:
    """Divides each weight's step by the size of all its gradients. ε is inside the root, as in Keras."""

    def __init__(self, weights, learning_rate, initial_accumulator, epsilon):
        self.weights = list(weights)
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.sums = [torch.full_like(w, initial_accumulator) for w in self.weights]

    @torch.no_grad()
    def step(self):
        for w, total in zip(self.weights, self.sums):
            total += w.grad.square()
            w -= self.learning_rate * w.grad / torch.sqrt(total + self.epsilon)
