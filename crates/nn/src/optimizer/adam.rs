//! Adam.

use super::{EPSILON, Parameters, Step, UpdateRule, decay, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::each;
use crate::kernel::number::Number;
use crate::kernel::real::whole_power;

/// Momentum with a step size of its own for each weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adam {
    learning_rate: f64,
    beta_1: f64,
    beta_2: f64,
    epsilon: f64,
}

impl Adam {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "adam",
        label: "Adam",
        formula: r"w \leftarrow w - \eta_t m/(\sqrt{\mathstrut v}+\epsilon)",
        summary: "Momentum with a step size of its own for each weight; η_t makes up for means that start at 0.",
        parameters: &[learning_rate(0.001), decay("beta_1", "β₁", 0.9), decay("beta_2", "β₂", 0.999), EPSILON],
        source: "https://keras.io/api/optimizers/adam/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            learning_rate: choice.real("learning_rate"),
            beta_1: choice.real("beta_1"),
            beta_2: choice.real("beta_2"),
            epsilon: choice.real("epsilon"),
        }
    }
}

impl<F: Float> UpdateRule<F> for Adam {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        2
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        move_by_moments(self.beta_1, self.beta_2, self.epsilon, step, parameters);
    }
}

/// The update that Adam and AdamW share. Both moments' bias is corrected in the step size, so that ε stands beside
/// the uncorrected √v, as in Keras.
pub(super) fn move_by_moments<F: Float>(
    beta_1: f64,
    beta_2: f64,
    epsilon: f64,
    step: Step,
    parameters: Parameters<'_, F>,
) {
    let correction = libm::sqrt(1.0 - whole_power(beta_2, step.number)) / (1.0 - whole_power(beta_1, step.number));
    let rate = F::Register::from_f64(step.learning_rate * correction);
    let (keep_1, keep_2) = (F::Register::from_f64(1.0 - beta_1), F::Register::from_f64(1.0 - beta_2));
    let epsilon = F::Register::from_f64(epsilon);
    each([parameters.gradients], [parameters.weights, parameters.first, parameters.second], |[g], [w, m, v]| {
        let m = m + (g - m) * keep_1;
        let v = v + (g * g - v) * keep_2;
        [w - m * rate / (v.sqrt() + epsilon), m, v]
    });
}
