//! A disc inside a ring.

use core::f64::consts::TAU;

use gradient_lab_nn::catalogue::Entry;
use gradient_lab_nn::math::f64;
use gradient_lab_nn::rng::Rng;

use super::points::{PARAMETERS, Points, RADIUS, between};
use super::{Origin, Set};

pub(super) const SET: Set = Set {
    entry: Entry {
        id: "circle",
        label: "Circle",
        formula: r"r < 1.25 \text{ (1)}, \quad 1.75 < r < 2.5 \text{ (0)}",
        summary: "A disc of one class inside a ring of the other.",
        parameters: PARAMETERS,
        source: "TensorFlow Playground, at half its size",
    },
    origin: Origin::Points(Points::Classes(point)),
};

fn point(class: u32, place: f64, random: &mut Rng) -> [f64; 2] {
    let radius = if class == 1 { RADIUS * between(0.0, 0.5, random) } else { RADIUS * between(0.7, 1.0, random) };
    let angle = TAU * place;
    [radius * real::sin(angle), radius * real::cos(angle)]
}
