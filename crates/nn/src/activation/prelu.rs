//! Parametric ReLU.

use super::{ActivationFunction, Backward};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// A leaky ReLU whose slope each unit learns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prelu {
    initial_slope: f64,
}

impl Prelu {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "prelu",
        label: "PReLU",
        formula: r"\max(0,z) + \alpha_u \min(0,z)",
        summary: "A leaky ReLU whose slope each unit learns.",
        parameters: &[Parameter {
            id: "initial_slope",
            label: "Initial slope",
            unit: "",
            kind: ParameterKind::Real {
                default: 0.25,
                range: Range::closed(-10.0, 10.0).travel(0.0, 1.0),
                scale: Scale::Linear,
            },
        }],
        source: "https://keras.io/api/layers/activation_layers/prelu/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { initial_slope: choice.real("initial_slope") }
    }
}

impl<F: Float> ActivationFunction<F> for Prelu {
    fn forward(&self, z: &[F], slopes: &[F], a: &mut [F]) {
        for (a, z) in a.chunks_exact_mut(slopes.len()).zip(z.chunks_exact(slopes.len())) {
            each([z, slopes], [a], |[z, slope], _| [z.above(F::Register::zero(), z, slope * z)]);
        }
    }

    fn backward(&self, pass: Backward<'_, F>) {
        let units = pass.slopes.len();
        let rows = pass.z.chunks_exact(units).zip(pass.gradient.chunks_exact(units));
        for (delta, (z, gradient)) in pass.delta.chunks_exact_mut(units).zip(rows) {
            let learned = [delta, &mut *pass.slope_gradient];
            each([z, gradient, pass.slopes], learned, |[z, gradient, slope], [_, slope_gradient]| {
                let zero = F::Register::zero();
                // Keras's relu(z) − relu(−z)·α: at 0 neither part has a slope.
                let delta = z.above(zero, gradient, zero.above(z, gradient * slope, zero));
                [delta, z.above(zero, slope_gradient, slope_gradient + gradient * z)]
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
