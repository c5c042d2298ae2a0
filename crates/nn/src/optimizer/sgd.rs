//! Stochastic gradient descent, with momentum and Nesterov's look ahead.

use super::{Parameters, Step, UpdateRule, decay, learning_rate};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// Straight down the gradient, by choice with a memory of the way so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sgd {
    learning_rate: f64,
    momentum: f64,
    nesterov: bool,
}

impl Sgd {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "sgd",
        label: "SGD",
        formula: r"m \leftarrow \beta m - \eta g,\; w \leftarrow w + m",
        summary: "Straight down the gradient, by choice with a memory of the way so far.",
        parameters: &[
            learning_rate(0.01),
            decay("momentum", "Momentum", 0.0),
            Parameter { id: "nesterov", label: "Nesterov", unit: "", kind: ParameterKind::Boolean { default: false } },
        ],
        source: "https://keras.io/api/optimizers/sgd/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            learning_rate: choice.real("learning_rate"),
            momentum: choice.real("momentum"),
            nesterov: choice.boolean("nesterov"),
        }
    }
}

impl<F: Float> UpdateRule<F> for Sgd {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn slots(&self) -> usize {
        usize::from(self.momentum > 0.0)
    }

    fn update(&self, step: Step, parameters: Parameters<'_, F>) {
        let (rate, momentum) = (F::Register::from_f64(step.learning_rate), F::Register::from_f64(self.momentum));
        let Parameters { weights, gradients, first, .. } = parameters;
        if self.momentum == 0.0 {
            each([gradients], [weights], |[g], [w]| [w - rate * g]);
        } else if self.nesterov {
            each([gradients], [weights, first], |[g], [w, m]| {
                let fall = rate * g;
                let m = momentum * m - fall;
                [w + (momentum * m - fall), m]
            });
        } else {
            each([gradients], [weights, first], |[g], [w, m]| {
                let m = momentum * m - rate * g;
                [w + m, m]
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Parameters, Sgd, Step, UpdateRule};

    #[test]
    fn momentum_keeps_the_rate_it_was_given() {
        let sgd = Sgd { learning_rate: 0.1, momentum: 0.9, nesterov: false };
        let (mut weights, mut memory) = ([1.0_f64], [0.0]);
        let mut step = |number, learning_rate, gradient| {
            let parameters =
                Parameters { weights: &mut weights, gradients: &[gradient], first: &mut memory, second: &mut [] };
            sgd.update(Step { number, learning_rate, product: 1.0 }, parameters);
        };
        step(1, 0.1, 1.0);
        step(2, 0.0, 1.0);
        // 1 − 0.1, then on by 0.9·0.1 although the rate is now 0.
        assert!((weights[0] - (1.0 - 0.1 - 0.09)).abs() < 1e-15);
    }
}
