//! Pictures of clothes.

use super::images::{ImageSet, image_set};

image_set! {
    /// Grey pictures of ten kinds of clothes: small, real and not too easy.
    pub struct FashionMnist = "fashion_mnist", "Fashion-MNIST",
        formula: r"x \in [0, 1]^{28 \times 28}, \quad c \in \{0, \dots, 9\}",
        source: "Xiao, Rasul and Vollgraf, Fashion-MNIST (2017), arXiv:1708.07747",
    from &IMAGES
}

static IMAGES: ImageSet = ImageSet {
    id: "fashion_mnist",
    classes: &[
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ],
    width: 28,
    height: 28,
    training: 60_000,
    test: 10_000,
};
