//! The loss of guessing, which any training should beat.

use alloc::vec;

use crate::float::Float;
use crate::loss::{LossInput, Targets};
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
        let (mut answers, mut gradient) = (vec![0.0; values.len()], vec![0.0; values.len()]);
        let (mut low, mut high) = (F::INFINITY, -F::INFINITY);
        for &value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        let mut sum = 0.0;
        for _ in 0..HALVINGS {
            let middle = F::midpoint(low, high);
            answers.fill(middle);
            let input = LossInput { head, logits: &answers, predictions: &answers, targets };
            sum = loss.evaluate(input, &mut gradient);
            let slope: f64 = gradient.iter().map(|g| g.to_f64()).sum();
            if slope < 0.0 { low = middle } else { high = middle }
        }
        sum / values.len() as f64
    }
}
}

#[cfg(test)]
mod tests;
