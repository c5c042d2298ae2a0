//! AdamW.

use super::adam::move_by_moments;
use super::{EPSILON, Parameters, Step, UpdateRule, decay, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// Adam with the weights shrunk a little before each step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adamw {
    learning_rate: f64,
    weight_decay: f64,
    beta_1: f64,
    beta_2: f64,
    epsilon: f64,
}

impl Adamw {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "adamw",
        label: "AdamW",
        formula: r"w \leftarrow w - \eta\lambda w - \eta_t m/(\sqrt{\mathstrut v}+\epsilon)",
        summary: "Adam with the weights shrunk a little before each step.",
        parameters: &[
            learning_rate(0.001),
            WEIGHT_DECAY,
            decay("beta_1", "β₁", 0.9),
            decay("beta_2", "β₂", 0.999),
            EPSILON,
        ],
        source: "https://keras.io/api/optimizers/adamw/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            learning_rate: choice.real("learning_rate"),
            weight_decay: choice.real("weight_decay"),
            beta_1: choice.real("beta_1"),
            beta_2: choice.real("beta_2"),
            epsilon: choice.real("epsilon"),
        }
    }
}

const WEIGHT_DECAY: Parameter = Parameter {
    id: "weight_decay",
    label: "Weight decay",
    unit: "",
    kind: ParameterKind::Real {
        default: 0.004,
        range: Range::closed(0.0, 1e6).travel(1e-5, 1.0),
        scale: Scale::Logarithmic,
    },
};

impl<F: Float> UpdateRule<F> for Adamw {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        2
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        let decay = F::Register::from_f64(self.weight_decay * step.learning_rate);
        each([], [&mut *parameters.weights], |[], [w]| [w - w * decay]);
        move_by_moments(self.beta_1, self.beta_2, self.epsilon, step, parameters);
    }
}
