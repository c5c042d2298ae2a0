//! Parametric ReLU.

use super::{ActivationFunction, BackwardArgs};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// A leaky ReLU whose slope each unit learns.
    pub struct Prelu = "prelu", "PReLU",
        formula: r"\max(0,z) + \alpha_u \min(0,z)",
        source: "https://keras.io/api/layers/activation_layers/prelu/",
        paper: "He, Zhang, Ren & Sun, 2015, <https://arxiv.org/abs/1502.01852>",
    {
        /// The slope for negative input that every unit starts from.
        initial_slope: f64 = Hyperparameter::real("Initial slope", 0.25, Interval::closed(-10.0, 10.0).travel(0.0, 1.0), Scale::Linear),
    }
}

impl<F: Float> ActivationFunction<F> for Prelu {
    fn forward(&self, z: &[F], slopes: &[F], a: &mut [F]) {
        for (a, z) in a.chunks_exact_mut(slopes.len()).zip(z.chunks_exact(slopes.len())) {
            zip_map([z, slopes], [a], |[z, slope], _| [z.select_gt(F::Vector::zero(), z, slope * z)]);
        }
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        let units = args.slopes.len();
        let rows = args.z.chunks_exact(units).zip(args.gradient.chunks_exact(units));
        for (delta, (z, gradient)) in args.delta.chunks_exact_mut(units).zip(rows) {
            let learned = [delta, &mut *args.slope_gradient];
            zip_map([z, gradient, args.slopes], learned, |[z, gradient, slope], [_, slope_gradient]| {
                let zero = F::Vector::zero();
                // Keras's relu(z) − relu(−z)·α: at 0 neither part has a slope.
                let delta = z.select_gt(zero, gradient, zero.select_gt(z, gradient * slope, zero));
                [delta, z.select_gt(zero, slope_gradient, slope_gradient + gradient * z)]
            });
        }
    }

    fn initial_slope(&self) -> Option<f64> {
        Some(self.initial_slope)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
