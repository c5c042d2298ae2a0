//! A tilted plane.

use super::points::{Points, point_set};

point_set! {
    /// A tilted plane over a square: what a linear model can do.
    pub struct Plane = "plane", "Plane",
        formula: r"y = (x_1 + x_2) / 5",
        source: "TensorFlow Playground, at half its size",
    from Points::Surface(target)
}

fn target(x: f64, y: f64) -> f64 {
    (x + y) / 5.0
}
