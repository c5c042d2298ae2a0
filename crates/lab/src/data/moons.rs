//! Two interleaved half circles.

use std::f64::consts::PI;

use gradient_lab_nn::math::f64::{cos, sin};
use gradient_lab_nn::rng::Rng;

use super::points::{Points, point_set};

point_set! {
    /// Two half circles, each reaching into the other.
    pub struct Moons = "moons", "Moons",
        formula: r"(\cos t, \sin t) \text{ (0)}, \quad (1 - \cos t, \tfrac12 - \sin t) \text{ (1)}, \quad 0 \le t \le \pi",
        source: "scikit-learn, make_moons",
    from Points::Classes(point)
}

fn point(class: u32, place: f64, _rng: &mut Rng) -> [f64; 2] {
    let (sin, cos) = (sin(PI * place), cos(PI * place));
    if class == 1 { [1.0 - cos, 0.5 - sin] } else { [cos, sin] }
}
