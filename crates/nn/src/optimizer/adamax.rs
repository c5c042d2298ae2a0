//! AdaMax.

use super::{EPSILON, Parameters, Step, UpdateRule, decay, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::each;
use crate::kernel::number::Number;
use crate::kernel::real::whole_power;

/// Adam scaled by the largest recent gradient instead of the mean square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adamax {
    learning_rate: f64,
    beta_1: f64,
    beta_2: f64,
    epsilon: f64,
}

impl Adamax {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "adamax",
        label: "AdaMax",
        formula: r"w \leftarrow w - \eta\,\hat m/(u+\epsilon),\; u = \max(\beta_2 u, |g|)",
        summary: "Adam scaled by the largest recent gradient instead of the mean square.",
        parameters: &[learning_rate(0.001), decay("beta_1", "β₁", 0.9), decay("beta_2", "β₂", 0.999), EPSILON],
        source: "https://keras.io/api/optimizers/adamax/",
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

impl<F: Float> UpdateRule<F> for Adamax {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        2
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        let (keep_1, beta_2) = (F::Register::from_f64(1.0 - self.beta_1), F::Register::from_f64(self.beta_2));
        let unbias = F::Register::from_f64(1.0 - whole_power(self.beta_1, step.number));
        let (rate, epsilon) = (F::Register::from_f64(step.learning_rate), F::Register::from_f64(self.epsilon));
        each([parameters.gradients], [parameters.weights, parameters.first, parameters.second], |[g], [w, m, u]| {
            let m = m + (g - m) * keep_1;
            let (faded, size) = (beta_2 * u, g.abs());
            let u = faded.above(size, faded, size);
            [w - rate * m / (unbias * (u + epsilon)), m, u]
        });
    }
}
