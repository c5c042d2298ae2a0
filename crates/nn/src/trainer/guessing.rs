//! The loss of guessing, which any training should beat.

use alloc::vec;
use alloc::vec::Vec;

use crate::float::Float;
use crate::loss::{Head, LossInput, Targets};
use crate::precision::for_f32_and_f64;
use crate::trainer::Trainer;

/// Halvings of the range of the targets, in which the best answer is looked for.
const HALVINGS: usize = 30;

for_f32_and_f64! {
impl Trainer<F> {
    /// The mean loss, without penalties, of the answer that is best for all of `targets` alike; of classes, that of all being
    /// equally probable.
    pub fn loss_of_guessing(&self, targets: Targets<'_, F>) -> f64 {
        let (head, loss) = (self.network.head, self.loss.as_dyn::<F>());
        let values = match targets {
            Targets::Values(values) => values,
            Targets::Classes(labels) => {
                // The same for every label.
                let (logits, mut predictions) = (vec![0.0; head.outputs()], vec![0.0; head.outputs()]);
                head.predict(&logits, &mut predictions);
                let targets = Targets::Classes(&labels[..1]);
                return loss.evaluate(LossInput { head, logits: &logits, predictions: &predictions, targets }, &mut []);
            }
        };
        // Each output has an answer of its own; the loss is the mean over them.
        let outputs = head.outputs();
        let rows = values.len() / outputs;
        let (mut answers, mut gradient) = (vec![0.0; rows], vec![0.0; rows]);
        let mut sum = 0.0;
        for output in 0..outputs {
            let column: Vec<F> = values.iter().copied().skip(output).step_by(outputs).collect();
            let (mut low, mut high) = (F::INFINITY, -F::INFINITY);
            for &value in &column {
                (low, high) = (low.min(value), high.max(value));
            }
            let mut of_output = 0.0;
            for _ in 0..HALVINGS {
                let middle = F::midpoint(low, high);
                answers.fill(middle);
                let targets = Targets::Values(&column);
                let input = LossInput { head: Head::Regression(1), logits: &answers, predictions: &answers, targets };
                of_output = loss.evaluate(input, &mut gradient);
                let slope: f64 = gradient.iter().map(|g| g.to_f64()).sum();
                if slope < 0.0 { low = middle } else { high = middle }
            }
            sum += of_output;
        }
        sum / values.len() as f64
    }
}
}

#[cfg(test)]
mod tests;
