//! Waves in two directions.

use gradient_lab_nn::math::f64::{cos, sin};

use super::points::{Points, point_set};

point_set! {
    /// A sine wave along the first feature that rises and falls along the second.
    pub struct Sine = "sine", "Sine",
        formula: r"y = \sin(2 x_1) \cos(x_2)",
        source: "A product of sines, the usual first test of a smooth fit",
    from Points::Surface(target)
}

fn target(x: f64, y: f64) -> f64 {
    sin(2.0 * x) * cos(y)
}
