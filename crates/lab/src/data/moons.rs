//! Two interleaved half circles.

use core::f64::consts::PI;

use gradient_lab_nn::catalogue::Entry;
use gradient_lab_nn::math::f64;
use gradient_lab_nn::rng::Rng;

use super::points::{PARAMETERS, Points};
use super::{Origin, Set};

pub(super) const SET: Set = Set {
    entry: Entry {
        id: "moons",
        label: "Moons",
        formula: r"(\cos t, \sin t) \text{ (0)}, \quad (1 - \cos t, \tfrac12 - \sin t) \text{ (1)}, \quad 0 \le t \le \pi",
        summary: "Two half circles, each reaching into the other.",
        parameters: PARAMETERS,
        source: "scikit-learn, make_moons",
    },
    origin: Origin::Points(Points::Classes(point)),
};

fn point(class: u32, place: f64, _random: &mut Rng) -> [f64; 2] {
    let (sin, cos) = (real::sin(PI * place), real::cos(PI * place));
    if class == 1 { [1.0 - cos, 0.5 - sin] } else { [cos, sin] }
}
