class PReLU(nn.Module):
    """A learned slope for negative input. It has no slope at exactly 0, as Keras's, where PyTorch's has the learned one."""

    def __init__(self, units):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(units))

    def forward(self, x):
        return torch.relu(x) - self.weight * torch.relu(-x)
