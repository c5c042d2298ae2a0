//! Handwritten digits.

use gradient_lab_nn::catalogue::Entry;

use super::images::{ImageSet, PARAMETERS};
use super::{Origin, Set};

pub(super) const SET: Set = Set {
    entry: Entry {
        id: "mnist",
        label: "MNIST",
        formula: r"x \in [0, 1]^{28 \times 28}, \quad c \in \{0, \dots, 9\}",
        summary: "Grey pictures of handwritten digits.",
        parameters: PARAMETERS,
        source: "LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition (1998)",
    },
    origin: Origin::Images(&IMAGES),
};

static IMAGES: ImageSet = ImageSet {
    id: "mnist",
    classes: &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    width: 28,
    height: 28,
    training: 60_000,
    test: 10_000,
};
