//! Draws whose spread follows from the fans.

use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::float::Float;
use crate::rng::Rng;

/// The standard deviation of a standard normal distribution cut off at ±2.
const TRUNCATED_DEVIATION: f64 = 0.879_625_661_034_239_8;

/// The parameter that every initializer of this kind takes.
pub(super) const GAIN: Hyperparameter =
    Hyperparameter::real("Gain", 1.0, Interval::closed(0.0, 1000.0).travel(0.1, 4.0), Scale::Linear);

/// Normal draws cut off at two standard deviations and widened so that the standard deviation is `deviation`, as
/// Keras's `VarianceScaling` does.
pub(super) fn truncated_normal<F: Float>(deviation: f64, rng: &mut Rng, weights: &mut [F]) {
    for weight in weights {
        let draw = loop {
            let draw = rng.normal();
            if (-2.0..=2.0).contains(&draw) {
                break draw;
            }
        };
        *weight = F::from_f64(draw * deviation / TRUNCATED_DEVIATION);
    }
}

/// Even draws from ±`limit`.
pub(super) fn uniform<F: Float>(limit: f64, rng: &mut Rng, weights: &mut [F]) {
    for weight in weights {
        *weight = F::from_f64((2.0 * rng.uniform() - 1.0) * limit);
    }
}

/// Even draws whose standard deviation is `deviation`.
pub(super) fn uniform_of_deviation<F: Float>(deviation: f64, rng: &mut Rng, weights: &mut [F]) {
    uniform(deviation * libm::sqrt(3.0), rng, weights);
}
