//! Two clouds.

use gradient_lab_nn::rng::Rng;

use super::points::{Points, point_set};

/// The standard deviation of a cloud without noise.
const SPREAD: f64 = 0.35;

point_set! {
    /// Two normal clouds that a straight line parts.
    pub struct Gauss = "gauss", "Two clouds",
        formula: r"x \sim \mathcal{N}(\pm(1, 1),\ 0.35^2 I)",
        source: "TensorFlow Playground, at half its size",
    from Points::Classes(point)
}

fn point(class: u32, _place: f64, rng: &mut Rng) -> [f64; 2] {
    let centre = if class == 1 { 1.0 } else { -1.0 };
    [centre + SPREAD * rng.normal(), centre + SPREAD * rng.normal()]
}
