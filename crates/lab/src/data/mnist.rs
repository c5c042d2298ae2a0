//! Handwritten digits.

use super::images::{ImageSet, image_set};

image_set! {
    /// Grey pictures of handwritten digits.
    pub struct Mnist = "mnist", "MNIST",
        formula: r"x \in [0, 1]^{28 \times 28}, \quad c \in \{0, \dots, 9\}",
        source: "LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition (1998)",
    from &IMAGES
}

static IMAGES: ImageSet = ImageSet {
    id: "mnist",
    classes: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    width: 28,
    height: 28,
    training: 60_000,
    test: 10_000,
};
