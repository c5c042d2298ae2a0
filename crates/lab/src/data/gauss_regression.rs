//! Hills and hollows.

use super::points::{Points, point_set};

/// Where the bumps stand, and which way they go.
const BUMPS: [([f64; 2], f64); 6] = [
    ([-2.0, 1.25], 1.0),
    ([0.0, 1.25], -1.0),
    ([2.0, 1.25], 1.0),
    ([-2.0, -1.25], -1.0),
    ([0.0, -1.25], 1.0),
    ([2.0, -1.25], -1.0),
];

/// The standard deviation of a bump.
const WIDTH: f64 = 0.5;

point_set! {
    /// Six bumps over a square, up and down by turns.
    pub struct GaussRegression = "gauss_regression", "Hills and hollows",
        formula: r"y = \sum_i s_i\, e^{-\lVert x - c_i \rVert^2 / (2 \cdot 0.5^2)}",
        source: "TensorFlow Playground's six centres at half its size, with Gaussian bumps",
    from Points::Surface(target)
}

fn target(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    for ([cx, cy], sign) in BUMPS {
        let distance = (x - cx) * (x - cx) + (y - cy) * (y - cy);
        sum += sign * libm::exp(-distance / (2.0 * WIDTH * WIDTH));
    }
    sum
}
