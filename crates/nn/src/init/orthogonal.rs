//! Orthogonal initialization.

use alloc::vec;
use alloc::vec::Vec;

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// A random rotation (or part of one): keeps lengths exactly in a linear layer.
    pub struct Orthogonal = "orthogonal", "Orthogonal",
        formula: r"W^\top W = g^2 I",
        source: "https://keras.io/api/layers/initializers/#orthogonal-class",
        paper: "Saxe, McClelland & Ganguli, 2014, <https://arxiv.org/abs/1312.6120>",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for Orthogonal {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        fill_orthogonal(self.gain, fans, rng, weights);
    }

    fn needs_matrix(&self) -> bool {
        true
    }
}

/// A vector is orthogonalized again when a pass keeps less than this share of its norm: Kahan's "twice is enough".
const MIN_KEPT_SHARE: f64 = 1e-2;
/// A vector no longer than this is discarded and another drawn.
const MIN_NORM: f64 = 1e-6;

/// Fills `weights` with `gain` times a matrix whose columns (or rows, whichever are fewer) are orthonormal.
pub(super) fn fill_orthogonal<F: Float>(gain: f64, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
    let (length, count) = (fans.fan_in.max(fans.fan_out), fans.fan_in.min(fans.fan_out));
    let mut vectors: Vec<Vec<f64>> = vec![];
    while vectors.len() < count {
        let mut vector: Vec<f64> = (0..length).map(|_| rng.normal()).collect();
        let mut norm = length_of(&vector);
        loop {
            let before = norm;
            for other in &vectors {
                let projection = dot(&vector, other);
                for (x, y) in vector.iter_mut().zip(other) {
                    *x -= projection * y;
                }
            }
            norm = length_of(&vector);
            // A Gram–Schmidt pass leaves rounding errors of what it took away; where little else is left, another pass
            // removes them.
            if norm > MIN_KEPT_SHARE * before || norm <= MIN_NORM {
                break;
            }
        }
        if norm > MIN_NORM {
            for x in &mut vector {
                *x /= norm;
            }
            vectors.push(vector);
        }
    }
    for (at, weight) in weights.iter_mut().enumerate() {
        let (row, column) = (at / fans.fan_out, at % fans.fan_out);
        let entry = if fans.fan_in >= fans.fan_out { vectors[column][row] } else { vectors[row][column] };
        *weight = F::from_f64(gain * entry);
    }
}

fn length_of(vector: &[f64]) -> f64 {
    libm::sqrt(dot(vector, vector))
}

/// The sum of products, in eight lanes that are added in order: one alone would wait for each addition.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut lanes = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest = a_rest.iter().zip(b_rest).map(|(a, b)| a * b);
    lanes.into_iter().chain(rest).sum()
}
