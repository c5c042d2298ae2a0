//! Waves in two directions.

use gradient_lab_nn::catalogue::Entry;
use gradient_lab_nn::math::f64;

use super::points::{PARAMETERS, Points};
use super::{Origin, Set};

pub(super) const SET: Set = Set {
    entry: Entry {
        id: "sine",
        label: "Sine",
        formula: r"y = \sin(2 x_1) \cos(x_2)",
        summary: "A sine wave along the first feature that rises and falls along the second.",
        parameters: PARAMETERS,
        source: "A product of sines, the usual first test of a smooth fit",
    },
    origin: Origin::Points(Points::Surface(target)),
};

fn target(x: f64, y: f64) -> f64 {
    real::sin(2.0 * x) * real::cos(y)
}
