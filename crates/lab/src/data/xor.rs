//! Four squares, opposite ones of one class.

use gradient_lab_nn::rng::Rng;

use super::points::{Points, RADIUS, between, point_set};

/// Half the gap between the squares.
const MARGIN: f64 = 0.15;

point_set! {
    /// Class 1 where exactly one coordinate is positive: no straight line parts it from class 0.
    pub struct Xor = "xor", "Exclusive or",
        formula: r"(x_1 > 0) \oplus (x_2 > 0)",
        source: "TensorFlow Playground, at half its size",
    from Points::Classes(point)
}

fn point(class: u32, place: f64, rng: &mut Rng) -> [f64; 2] {
    let [x, y] = [between(MARGIN, RADIUS, rng), between(MARGIN, RADIUS, rng)];
    let side = if place < 0.5 { 1.0 } else { -1.0 };
    let other = if class == 1 { -side } else { side };
    [side * x, other * y]
}
