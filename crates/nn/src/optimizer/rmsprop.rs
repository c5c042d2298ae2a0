//! RMSProp.

use super::{EPSILON, Parameters, Step, UpdateRule, decay, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// Divides each weight's step by the size of its recent gradients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rmsprop {
    learning_rate: f64,
    rho: f64,
    momentum: f64,
    epsilon: f64,
}

impl Rmsprop {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "rmsprop",
        label: "RMSProp",
        formula: r"w \leftarrow w - \eta\,g/\sqrt{v+\epsilon},\; v \leftarrow \rho v+(1-\rho)g^2",
        summary: "Divides each weight's step by the size of its recent gradients.",
        parameters: &[learning_rate(0.001), decay("rho", "ρ", 0.9), decay("momentum", "Momentum", 0.0), EPSILON],
        source: "https://keras.io/api/optimizers/rmsprop/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            learning_rate: choice.real("learning_rate"),
            rho: choice.real("rho"),
            momentum: choice.real("momentum"),
            epsilon: choice.real("epsilon"),
        }
    }
}

impl<F: Float> UpdateRule<F> for Rmsprop {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        if self.momentum > 0.0 { 2 } else { 1 }
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        let (rate, epsilon) = (F::Register::from_f64(step.learning_rate), F::Register::from_f64(self.epsilon));
        let (rho, fresh) = (F::Register::from_f64(self.rho), F::Register::from_f64(1.0 - self.rho));
        let momentum = F::Register::from_f64(self.momentum);
        let Parameters { weights, gradients, first, second } = parameters;
        if self.momentum > 0.0 {
            each([gradients], [weights, first, second], |[g], [w, v, m]| {
                let v = rho * v + fresh * g * g;
                let m = momentum * m + rate * g / (v + epsilon).sqrt();
                [w - m, v, m]
            });
        } else {
            each([gradients], [weights, first], |[g], [w, v]| {
                let v = rho * v + fresh * g * g;
                [w - rate * g / (v + epsilon).sqrt(), v]
            });
        }
    }
}
