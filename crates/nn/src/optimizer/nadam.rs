//! Nadam.

use super::{EPSILON, Parameters, Step, UpdateRule, decay, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::each;
use crate::kernel::number::Number;
use crate::kernel::real::whole_power;

/// Adam that looks ahead along its momentum, as Nesterov's does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nadam {
    learning_rate: f64,
    beta_1: f64,
    beta_2: f64,
    epsilon: f64,
}

impl Nadam {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "nadam",
        label: "Nadam",
        formula: r"w \leftarrow w - \eta\,\bar m/(\sqrt{\hat v}+\epsilon)",
        summary: "Adam that looks ahead along its momentum, as Nesterov's does.",
        parameters: &[learning_rate(0.001), decay("beta_1", "β₁", 0.9), decay("beta_2", "β₂", 0.999), EPSILON],
        source: "https://keras.io/api/optimizers/Nadam/",
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

impl Nadam {
    /// The warming momentum of `step`.
    fn momentum(&self, step: u64) -> f64 {
        self.beta_1 * (1.0 - 0.5 * whole_power(0.96, step))
    }
}

impl<F: Float> UpdateRule<F> for Nadam {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        2
    }

    fn begin(&self, step: u64, product: &mut f64) {
        *product *= self.momentum(step);
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        let (now, next) = (self.momentum(step.number), self.momentum(step.number + 1));
        let ahead = F::Register::from_f64(next / (1.0 - step.product * next));
        let here = F::Register::from_f64((1.0 - now) / (1.0 - step.product));
        let unbias = F::Register::from_f64(1.0 - whole_power(self.beta_2, step.number));
        let (keep_1, keep_2) = (F::Register::from_f64(1.0 - self.beta_1), F::Register::from_f64(1.0 - self.beta_2));
        let (rate, epsilon) = (F::Register::from_f64(step.learning_rate), F::Register::from_f64(self.epsilon));
        each([parameters.gradients], [parameters.weights, parameters.first, parameters.second], |[g], [w, m, v]| {
            let m = m + (g - m) * keep_1;
            let v = v + (g * g - v) * keep_2;
            let direction = ahead * m + here * g;
            [w - direction * rate / ((v / unbias).sqrt() + epsilon), m, v]
        });
    }
}
