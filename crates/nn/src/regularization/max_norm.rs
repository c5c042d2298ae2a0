//! The max-norm constraint, as in Keras: <https://keras.io/api/layers/constraints/#maxnorm-class>.

use crate::float::Float;
use crate::math::f64::sqrt;

/// Scales each column w of `kernel`, `[inputs, columns]`, to at most length `limit`: w·min(‖w‖, limit)/(10⁻⁷ + ‖w‖).
pub fn apply_max_norm<F: Float>(kernel: &mut [F], columns: usize, limit: f64) {
    for column in 0..columns {
        let squares: f64 = kernel[column..].iter().step_by(columns).map(|w| w.to_f64() * w.to_f64()).sum();
        let norm = sqrt(squares);
        let factor = F::from_f64(norm.min(limit) / (1e-7 + norm));
        for weight in kernel[column..].iter_mut().step_by(columns) {
            *weight *= factor;
        }
    }
}
