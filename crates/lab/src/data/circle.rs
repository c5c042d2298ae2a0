//! A disc inside a ring.

use std::f64::consts::TAU;

use gradient_lab_nn::math::f64::{cos, sin};
use gradient_lab_nn::rng::Rng;

use super::points::{Points, RADIUS, between, point_set};

point_set! {
    /// A disc of one class inside a ring of the other.
    pub struct Circle = "circle", "Circle",
        formula: r"r < 1.25 \text{ (1)}, \quad 1.75 < r < 2.5 \text{ (0)}",
        source: "TensorFlow Playground, at half its size",
    from Points::Classes(point)
}

fn point(class: u32, place: f64, rng: &mut Rng) -> [f64; 2] {
    let radius = if class == 1 { RADIUS * between(0.0, 0.5, rng) } else { RADIUS * between(0.7, 1.0, rng) };
    let angle = TAU * place;
    [radius * sin(angle), radius * cos(angle)]
}
