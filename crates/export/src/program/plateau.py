class Plateau:
    """The learning rate by the rule of Keras's ReduceLROnPlateau."""

    def __init__(self, rate, factor, patience, min_delta, min_learning_rate):
        self.rate, self.factor, self.patience = rate, factor, patience
        self.min_delta, self.min_learning_rate = min_delta, min_learning_rate
        self.best, self.wait = math.inf, 0

    def after_epoch(self, loss):
        """Looks at an epoch's loss, and lowers the rate after too many without improvement."""
        if loss < self.best - self.min_delta:
            self.best, self.wait = loss, 0
            return
        self.wait += 1
        if self.wait >= self.patience and self.rate > self.min_learning_rate:
            self.rate, self.wait = max(self.rate * self.factor, self.min_learning_rate), 0
