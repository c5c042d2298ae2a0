class BatchNorm(nn.Module):
    """Batch normalization as Keras has it: its moving variance is of the batch itself, that of PyTorch's is corrected."""

    def __init__(self, features, momentum, epsilon):
        super().__init__()
        self.momentum, self.epsilon = momentum, epsilon
        self.weight = nn.Parameter(torch.ones(features))
        self.bias = nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    def forward(self, x):
        mean, variance = self.running_mean, self.running_var
        # Frozen, it keeps to its moving statistics.
        if self.training and self.weight.requires_grad:
            mean, variance = x.mean(dim=0), x.var(dim=0, correction=0)
            with torch.no_grad():
                self.running_mean.lerp_(mean, 1 - self.momentum)
                self.running_var.lerp_(variance, 1 - self.momentum)
        return (x - mean) / torch.sqrt(variance + self.epsilon) * self.weight + self.bias
