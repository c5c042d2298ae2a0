

def standardized(values, mean, variance):
    """Values brought to mean 0 and standard deviation 1, by the figures of the samples to train on."""
    deviation = np.maximum(np.sqrt(variance.astype("float64")), 1e-7)
    return ((values - mean.astype("float64")) / deviation).astype("float32")


