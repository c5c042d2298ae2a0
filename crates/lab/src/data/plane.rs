//! A tilted plane.

use gradient_lab_nn::catalogue::Entry;

use super::points::{PARAMETERS, Points};
use super::{Origin, Set};

pub(super) const SET: Set = Set {
    entry: Entry {
        id: "plane",
        label: "Plane",
        formula: r"y = (x_1 + x_2) / 5",
        summary: "A tilted plane over a square: what a linear model can do.",
        parameters: PARAMETERS,
        source: "TensorFlow Playground, at half its size",
    },
    origin: Origin::Points(Points::Surface(target)),
};

fn target(x: f64, y: f64) -> f64 {
    (x + y) / 5.0
}
