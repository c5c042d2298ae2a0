//! AdaGrad.

use super::{EPSILON, Parameters, Step, UpdateRule, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// Divides each weight's step by all its past gradients: slows down for good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adagrad {
    learning_rate: f64,
    initial_accumulator: f64,
    epsilon: f64,
}

impl Adagrad {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "adagrad",
        label: "AdaGrad",
        formula: r"w \leftarrow w - \eta\,g/\sqrt{s+\epsilon},\; s \leftarrow s+g^2",
        summary: "Divides each weight's step by all its past gradients: slows down for good.",
        parameters: &[learning_rate(0.001), ACCUMULATOR, EPSILON],
        source: "https://keras.io/api/optimizers/adagrad/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            learning_rate: choice.real("learning_rate"),
            initial_accumulator: choice.real("initial_accumulator"),
            epsilon: choice.real("epsilon"),
        }
    }
}

const ACCUMULATOR: Parameter = Parameter {
    id: "initial_accumulator",
    label: "Initial sum",
    unit: "",
    kind: ParameterKind::Real { default: 0.1, range: Range::closed(0.0, 1e6).travel(0.0, 1.0), scale: Scale::Linear },
};

impl<F: Float> UpdateRule<F> for Adagrad {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        1
    }

    fn initial_slot(&self) -> f64 {
        self.initial_accumulator
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        let (rate, epsilon) = (F::Register::from_f64(step.learning_rate), F::Register::from_f64(self.epsilon));
        each([parameters.gradients], [parameters.weights, parameters.first], |[g], [w, sum]| {
            let sum = sum + g * g;
            [w - rate * g / (sum + epsilon).sqrt(), sum]
        });
    }
}
