//! Cross-entropy.

use super::{Head, LossFunction, Outcome, Targets, largest};
use crate::Float;
use crate::catalogue::{Choice, Entry};

/// The surprise at the right class, worked out from the logits so that nothing is lost when it is large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrossEntropy;

impl CrossEntropy {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "cross_entropy",
        label: "Cross-entropy",
        formula: r"-\ln p_y",
        summary: "The surprise at the right class; for classification only.",
        parameters: &[],
        source: "https://keras.io/api/losses/probabilistic_losses/",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> LossFunction<F> for CrossEntropy {
    fn evaluate(&self, outcome: Outcome<'_, F>, gradient: &mut [F]) -> f64 {
        let Outcome { head, logits, predictions, targets } = outcome;
        let outputs = head.outputs();
        if !gradient.is_empty() {
            let share = F::from_f64(outputs as f64 / gradient.len() as f64);
            for (at, (g, &p)) in gradient.iter_mut().zip(predictions).enumerate() {
                *g = (p - targets.at(head, at / outputs, at % outputs)) * share;
            }
        }
        if let (Head::Classes(_), Targets::Classes(labels)) = (head, targets) {
            let rows = logits.chunks_exact(outputs).zip(labels);
            let losses = rows.map(|(z, &label)| {
                let top = largest(z);
                let sum: F = z.iter().map(|&z| (z - top).exp()).sum();
                libm::log(sum.to_f64()) + (top - z[label as usize]).to_f64()
            });
            return losses.sum();
        }
        // ln(1 + eᶻ) − z·y, with the larger part taken out of the logarithm.
        let rows = logits.iter().enumerate();
        rows.map(|(row, &z)| (z.softplus() - z * targets.at(head, row, 0)).to_f64()).sum()
    }
}
