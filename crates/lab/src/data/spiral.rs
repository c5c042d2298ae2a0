//! Two arms wound around each other.

use std::f64::consts::{PI, TAU};

use gradient_lab_nn::math::f64::{cos, sin};
use gradient_lab_nn::rng::Rng;

use super::points::{Points, RADIUS, point_set};

/// How often an arm would go around from the centre out.
const TURNS: f64 = 1.5;

/// The share of the arm left out at the centre, where the two would touch and no net could tell them apart.
const GAP: f64 = 0.1;

point_set! {
    /// Two arms wound around each other: the classic hard case for a small net.
    pub struct Spiral = "spiral", "Spiral",
        formula: r"x = 2.5\,t\,(\sin\varphi, \cos\varphi), \quad \varphi = 3\pi t + \pi c, \quad 0.1 \le t \le 1",
        source: "TensorFlow Playground, at half its size, with one and a half turns",
    from Points::Classes(point)
}

fn point(class: u32, place: f64, _rng: &mut Rng) -> [f64; 2] {
    let along = GAP + (1.0 - GAP) * place;
    let angle = TAU * TURNS * along + PI * f64::from(class);
    [RADIUS * along * sin(angle), RADIUS * along * cos(angle)]
}
