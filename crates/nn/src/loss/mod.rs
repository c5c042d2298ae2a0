//! Losses: how far the network's outputs are from the targets.

use crate::catalogue;
use crate::float::Float;

catalogue! {
    /// A loss from the catalogue.
    Loss: LossFunction<F> {
        auto::Auto,
        mse::Mse,
        mae::Mae,
        huber::Huber,
        cross_entropy::CrossEntropy,
    }
}

/// What the outputs mean, and so what turns the last block's logits z into predictions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// So many real numbers: z itself.
    Regression(usize),
    /// The probability of class 1: the sigmoid 1/(1 + e⁻ᶻ).
    Binary,
    /// The probability of each class, as many as given: the softmax eᶻ/Σeᶻ.
    Classes(usize),
}

impl Head {
    /// Outputs of the network.
    pub fn outputs(self) -> usize {
        match self {
            Self::Binary => 1,
            Self::Regression(count) | Self::Classes(count) => count,
        }
    }

    /// Turns logits, `[rows, outputs]`, into predictions: values or probabilities, of the same shape.
    pub fn predict<F: Float>(self, logits: &[F], predictions: &mut [F]) {
        match self {
            Self::Regression(_) => predictions.copy_from_slice(logits),
            Self::Binary => {
                for (p, &z) in predictions.iter_mut().zip(logits) {
                    *p = z.sigmoid();
                }
            }
            Self::Classes(count) => {
                for (p, z) in predictions.chunks_exact_mut(count).zip(logits.chunks_exact(count)) {
                    let max = max(z);
                    let mut sum = F::ZERO;
                    for (p, &z) in p.iter_mut().zip(z) {
                        *p = (z - max).exp();
                        sum += *p;
                    }
                    for p in p {
                        *p /= sum;
                    }
                }
            }
        }
    }

    /// d loss / d logit from d loss / d prediction, in place.
    fn backward<F: Float>(self, predictions: &[F], gradient: &mut [F]) {
        match self {
            Self::Regression(_) => {}
            Self::Binary => {
                for (g, &p) in gradient.iter_mut().zip(predictions) {
                    *g *= p * (F::ONE - p);
                }
            }
            Self::Classes(count) => {
                for (g, p) in gradient.chunks_exact_mut(count).zip(predictions.chunks_exact(count)) {
                    let dot: F = g.iter().zip(p).map(|(&g, &p)| g * p).sum();
                    for (g, &p) in g.iter_mut().zip(p) {
                        *g = p * (*g - dot);
                    }
                }
            }
        }
    }

    /// How many rows of `predictions`, `[rows, outputs]`, are classified right: a probability over one half is class 1,
    /// and the first of equally probable classes counts; `None` for regression.
    fn correct<F: Float>(self, predictions: &[F], targets: Targets<'_, F>) -> Option<u64> {
        let Targets::Classes(labels) = targets else { return None };
        let half = F::from_f64(0.5);
        let right = match self {
            Self::Regression(_) => return None,
            Self::Binary => labels.iter().zip(predictions).filter(|&(&label, &p)| (p > half) == (label == 1)).count(),
            Self::Classes(count) => {
                let rows = labels.iter().zip(predictions.chunks_exact(count));
                rows.filter(|&(&label, p)| argmax(p) == label as usize).count()
            }
        };
        Some(right as u64)
    }
}

/// The targets of a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Targets<'a, F> {
    /// Real numbers, `[rows, outputs]` row by row.
    Values(&'a [F]),
    /// Class indices, `[rows]`.
    Classes(&'a [u32]),
}

impl<F: Float> Targets<'_, F> {
    /// The target of output `output` of row `row`: the value, or 1 for the right class and 0 for others.
    #[inline(always)]
    fn at(self, head: Head, row: usize, output: usize) -> F {
        match (self, head) {
            (Self::Values(values), Head::Regression(outputs)) => values[row * outputs + output],
            (Self::Values(values), _) => values[row],
            (Self::Classes(labels), Head::Classes(_)) if labels[row] as usize == output => F::ONE,
            (Self::Classes(_), Head::Classes(_)) => F::ZERO,
            (Self::Classes(labels), _) => F::from_f64(f64::from(labels[row])),
        }
    }
}

/// What the network predicted for a batch, and what it should have predicted.
#[derive(Debug, Clone, Copy)]
pub struct LossInput<'a, F> {
    /// What the outputs mean.
    pub head: Head,
    /// `[rows, outputs]` row by row, before the output's sigmoid or softmax.
    pub logits: &'a [F],
    /// `[rows, outputs]` row by row, after it.
    pub predictions: &'a [F],
    /// One for each row, or for each of its outputs.
    pub targets: Targets<'a, F>,
}

/// A loss over a batch.
///
/// ```
/// use gradient_lab_nn::loss::Mse;
/// use gradient_lab_nn::{Head, LossFunction, LossInput, Targets};
///
/// let outputs = [1.0_f64, 5.0];
/// let input = LossInput {
///     head: Head::Regression(1),
///     logits: &outputs,
///     predictions: &outputs,
///     targets: Targets::Values(&[2.0, 2.0]),
/// };
/// let mut gradient = [0.0; 2];
/// assert_eq!(Mse {}.evaluate(input, &mut gradient), 1.0 + 9.0);
/// // d (mean loss) / d logits = 2(ŷ − y)/rows.
/// assert_eq!(gradient, [-1.0, 3.0]);
/// ```
pub trait LossFunction<F: Float> {
    /// The sum over rows of each row's loss; writes d (mean loss) / d logits to `gradient`, `[rows, outputs]`, unless
    /// it is empty.
    ///
    /// # Panics
    /// When there are fewer targets than rows.
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64;

    /// Why the loss cannot be used where the outputs mean this, and which can; `None` where it can.
    fn unsupported_reason(&self, _: Head) -> Option<&'static str> {
        None
    }
}

impl Loss {
    /// The sum of the rows' losses, as in [`LossFunction::evaluate`], and [`Head::correct`].
    pub(crate) fn evaluate<F: Float>(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> (f64, Option<u64>) {
        let correct = input.head.correct(input.predictions, input.targets);
        (self.as_dyn().evaluate(input, gradient), correct)
    }

    /// See [`LossFunction::unsupported_reason`].
    pub fn unsupported_reason(&self, head: Head) -> Option<&'static str> {
        self.as_dyn::<f32>().unsupported_reason(head)
    }
}

/// A loss that is, in each row, the mean over outputs of `value(prediction − target)`.
#[inline(always)]
fn of_errors<F: Float>(
    input: LossInput<'_, F>,
    gradient: &mut [F],
    value: impl Fn(F) -> F,
    derivative: impl Fn(F) -> F,
) -> f64 {
    let LossInput { head, predictions, targets, .. } = input;
    let outputs = head.outputs();
    let scale = F::from_f64(1.0 / predictions.len() as f64);
    let mut sum = 0.0;
    for (row, predictions) in predictions.chunks_exact(outputs).enumerate() {
        for (output, &prediction) in predictions.iter().enumerate() {
            let error = prediction - targets.at(head, row, output);
            sum += value(error).to_f64();
            if let Some(g) = gradient.get_mut(row * outputs + output) {
                *g = derivative(error) * scale;
            }
        }
    }
    if !gradient.is_empty() {
        head.backward(predictions, gradient);
    }
    sum / outputs as f64
}

/// The largest of `values`; NaN where the first is.
fn max<F: Float>(values: &[F]) -> F {
    values[argmax(values)]
}

/// The index of the first of the largest values.
fn argmax<F: Float>(values: &[F]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Head, Huber, Loss, LossInput, Mae, Mse, Targets};

    #[test]
    fn a_probability_over_one_half_is_class_1() {
        let correct = |labels: &[u32]| Head::Binary.correct(&[0.25, 0.5, 0.75_f32], Targets::Classes(labels));
        assert_eq!(correct(&[0, 0, 1]), Some(3));
        assert_eq!(correct(&[1, 0, 0]), Some(1));
        assert_eq!(correct(&[1, 1, 0]), Some(0));
    }

    #[test]
    fn a_loss_over_several_outputs_is_the_mean_over_rows_and_outputs() {
        // The errors are 1, -3 and 0 in one row, 2, 2 and 0 in the other.
        let (outputs, targets) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0_f64], [0.0, 5.0, 3.0, 2.0, 3.0, 6.0]);
        for (loss, mean, gradient) in [
            (Loss::from(Mse {}), 3.0, [1.0, -3.0, 0.0, 2.0, 2.0, 0.0].map(|error| 2.0 * error / 6.0)),
            (Loss::from(Mae {}), 8.0 / 6.0, [1.0, -1.0, 0.0, 1.0, 1.0, 0.0].map(|sign| sign / 6.0)),
            (Loss::from(Huber::default()), 6.0 / 6.0, [1.0, -1.0, 0.0, 1.0, 1.0, 0.0].map(|slope| slope / 6.0)),
        ] {
            let input = LossInput {
                head: Head::Regression(3),
                logits: &outputs,
                predictions: &outputs,
                targets: Targets::Values(&targets),
            };
            let mut found = [0.0; 6];
            let (sum, correct) = loss.evaluate(input, &mut found);
            assert!((sum / 2.0 - mean).abs() < 1e-12 && correct.is_none(), "{loss:?}: {sum}");
            assert!(found.iter().zip(gradient).all(|(found, gradient)| (found - gradient).abs() < 1e-12), "{found:?}");
        }
    }

    #[test]
    fn the_first_of_the_most_probable_classes_counts() {
        let probabilities = [0.25, 0.25, 0.5, 0.375, 0.25, 0.375, 0.25, 0.375, 0.375_f64];
        let correct = |labels: &[u32]| Head::Classes(3).correct(&probabilities, Targets::Classes(labels));
        assert_eq!(correct(&[2, 0, 1]), Some(3));
        assert_eq!(correct(&[2, 2, 2]), Some(1));
        assert_eq!(correct(&[0, 1, 0]), Some(0));
    }

    #[test]
    fn a_loss_is_evaluated_with_the_number_of_right_answers_where_there_are_classes() {
        let evaluate = |head, targets| {
            let outputs = &[1.0, 5.0];
            Loss::from(Mse {}).evaluate(LossInput { head, logits: outputs, predictions: outputs, targets }, &mut [])
        };
        assert_eq!(evaluate(Head::Regression(1), Targets::Values(&[2.0, 2.0])), (10.0, None));
        assert_eq!(evaluate(Head::Binary, Targets::Classes(&[1, 0])), (25.0, Some(1)));
        assert_eq!(evaluate(Head::Regression(1), Targets::Classes(&[1, 0])).1, None);
    }
}
