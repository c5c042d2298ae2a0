"""Keras on JAX on the processor, in one precision throughout."""

import os


def use(floatx):
    """Has Keras work in "float32" or "float64". Call this before anything else loads Keras or JAX."""
    os.environ["KERAS_BACKEND"] = "jax"
    os.environ["JAX_PLATFORMS"] = "cpu"
    if floatx == "float64":
        os.environ["JAX_ENABLE_X64"] = "1"
    import keras

    keras.config.set_floatx(floatx)
    if floatx == "float64":
        # With JAX, Keras otherwise takes every float64 down to float32 in its own operations.
        from keras.src.backend.common import dtypes

        dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"
