//! Cross-entropy.

use super::{Head, LossFunction, LossInput, Targets, max};
use crate::entry;
use crate::float::Float;

entry! {
    /// The surprise at the right class; for classification only.
    pub struct CrossEntropy = "cross_entropy", "Cross-entropy",
        formula: r"-\ln p_y",
        source: "https://keras.io/api/losses/probabilistic_losses/",
    {}
}

impl<F: Float> LossFunction<F> for CrossEntropy {
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64 {
        let LossInput { head, logits, predictions, targets } = input;
        let outputs = head.outputs();
        let scale = F::from_f64(outputs as f64 / predictions.len() as f64);
        if outputs == 1 {
            let rows = predictions.iter().zip(logits).enumerate();
            for (g, (row, (&p, &z))) in gradient.iter_mut().zip(rows) {
                let y = targets.at(head, row, 0);
                // p − y, written so that no digits of 1 − p are lost where p is next to 1.
                *g = ((F::ONE - y) * p - y * (-z).sigmoid()) * scale;
            }
        } else {
            let rows = gradient.chunks_exact_mut(outputs).zip(predictions.chunks_exact(outputs));
            for (row, (gradient, predictions)) in rows.enumerate() {
                for (output, (g, &p)) in gradient.iter_mut().zip(predictions).enumerate() {
                    *g = (p - targets.at(head, row, output)) * scale;
                }
            }
        }
        if let (Head::Classes(_), Targets::Classes(labels)) = (head, targets) {
            let rows = logits.chunks_exact(outputs).zip(labels);
            let losses = rows.map(|(z, &label)| {
                let max = max(z);
                let sum: F = z.iter().map(|&z| (z - max).exp()).sum();
                libm::log(sum.to_f64()) + (max - z[label as usize]).to_f64()
            });
            return losses.sum();
        }
        let losses = logits.iter().enumerate().map(|(row, &z)| {
            // ln(1 + eᶻ) − z·y, written so that nothing cancels: ln(1 + e⁻ᶻ) for class 1.
            let linear = z.relu() - z * targets.at(head, row, 0);
            (linear + (-z.abs()).softplus()).to_f64()
        });
        losses.sum()
    }

    fn unsupported_reason(&self, head: Head) -> Option<&'static str> {
        let reason = "compares class probabilities, and these data have a real target; use mse, mae or huber";
        matches!(head, Head::Regression(_)).then_some(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::CrossEntropy;
    use crate::loss::{Head, LossFunction, LossInput, Targets};

    #[test]
    fn a_certain_answer_keeps_its_digits_whichever_class_is_right() {
        for z in [-60.0, -17.0, -3.0, 0.0, 12.0, 17.0, 40.0_f32] {
            for y in [0.0, 0.9, 1.0] {
                let mut prediction = [0.0];
                Head::Binary.predict(&[z], &mut prediction);
                let input = LossInput {
                    head: Head::Binary,
                    logits: &[z],
                    predictions: &prediction,
                    targets: Targets::Values(&[y]),
                };
                let mut gradient = [0.0];
                let loss = CrossEntropy {}.evaluate(input, &mut gradient);
                let (z, y) = (f64::from(z), f64::from(y));
                let (p, q) = (1.0 / (1.0 + libm::exp(-z)), 1.0 / (1.0 + libm::exp(z)));
                let exact = (1.0 - y) * (z.max(0.0) + libm::log1p(libm::exp(-z.abs())))
                    + y * ((-z).max(0.0) + libm::log1p(libm::exp(-z.abs())));
                assert!((loss - exact).abs() <= 1e-6 * exact, "z {z}, y {y}: {loss:e}, exactly {exact:e}");
                let exact = (1.0 - y) * p - y * q;
                let gradient = f64::from(gradient[0]);
                assert!((gradient - exact).abs() <= 1e-6 * exact.abs(), "z {z}, y {y}: {gradient:e}, {exact:e}");
            }
        }
    }
}
