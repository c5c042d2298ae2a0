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

/// What the outputs mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// One real number.
    Regression,
    /// The probability of class 1, by a sigmoid.
    Binary,
    /// The probability of each of so many classes, by a softmax.
    Classes(usize),
}

impl Head {
    /// Outputs of the network.
    pub fn outputs(self) -> usize {
        match self {
            Self::Regression | Self::Binary => 1,
            Self::Classes(count) => count,
        }
    }

    /// Turns logits, `[rows, outputs]`, into values or probabilities.
    pub fn predict<F: Float>(self, logits: &[F], predictions: &mut [F]) {
        match self {
            Self::Regression => predictions.copy_from_slice(logits),
            Self::Binary => {
                for (p, &z) in predictions.iter_mut().zip(logits) {
                    *p = z.sigmoid();
                }
            }
            Self::Classes(count) => {
                for (p, z) in predictions.chunks_exact_mut(count).zip(logits.chunks_exact(count)) {
                    let top = largest(z);
                    let mut sum = F::ZERO;
                    for (p, &z) in p.iter_mut().zip(z) {
                        *p = (z - top).exp();
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
    fn back<F: Float>(self, predictions: &[F], gradient: &mut [F]) {
        match self {
            Self::Regression => {}
            Self::Binary => {
                for (g, &p) in gradient.iter_mut().zip(predictions) {
                    *g *= p * (F::ONE - p);
                }
            }
            Self::Classes(count) => {
                for (g, p) in gradient.chunks_exact_mut(count).zip(predictions.chunks_exact(count)) {
                    let along: F = g.iter().zip(p).map(|(&g, &p)| g * p).sum();
                    for (g, &p) in g.iter_mut().zip(p) {
                        *g = p * (*g - along);
                    }
                }
            }
        }
    }

    /// How many rows are classified right: class 1 is a probability over one half, the first of equals wins; `None`
    /// for regression.
    pub fn correct<F: Float>(self, predictions: &[F], targets: Targets<'_, F>) -> Option<u64> {
        let Targets::Classes(labels) = targets else { return None };
        let half = F::from_f64(0.5);
        let right = match self {
            Self::Regression => return None,
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
    /// Real numbers, `[rows]`.
    Values(&'a [F]),
    /// Class indices, `[rows]`.
    Classes(&'a [u32]),
}

impl<F: Float> Targets<'_, F> {
    /// The target of output `output` of row `row`: the value, or 1 for the right class and 0 for others.
    fn at(self, head: Head, row: usize, output: usize) -> F {
        match (self, head) {
            (Self::Values(values), _) => values[row],
            (Self::Classes(labels), Head::Classes(_)) if labels[row] as usize == output => F::ONE,
            (Self::Classes(_), Head::Classes(_)) => F::ZERO,
            (Self::Classes(labels), _) => F::from_f64(f64::from(labels[row])),
        }
    }
}

/// What the network said for a batch, and what it should have said.
#[derive(Debug, Clone, Copy)]
pub struct LossInput<'a, F> {
    /// What the outputs mean.
    pub head: Head,
    /// `[rows, outputs]`, before the output's sigmoid or softmax.
    pub logits: &'a [F],
    /// `[rows, outputs]`, after it.
    pub predictions: &'a [F],
    /// `[rows]`.
    pub targets: Targets<'a, F>,
}

/// A loss over a batch.
pub trait LossFunction<F: Float> {
    /// The sum over rows of each row's loss; writes d (mean loss) / d logits to `gradient`, `[rows, outputs]`, unless
    /// it is empty.
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64;

    /// Why it cannot be taken where the outputs mean this, and what can.
    fn unsupported_reason(&self, _: Head) -> Option<&'static str> {
        None
    }
}

impl Loss {
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
    let outputs = input.head.outputs();
    let error = |at: usize| input.predictions[at] - input.targets.at(input.head, at / outputs, at % outputs);
    let sum: f64 = (0..input.predictions.len()).map(|at| value(error(at)).to_f64()).sum();
    if !gradient.is_empty() {
        let share = F::from_f64(1.0 / gradient.len() as f64);
        for (at, g) in gradient.iter_mut().enumerate() {
            *g = derivative(error(at)) * share;
        }
        input.head.back(input.predictions, gradient);
    }
    sum / outputs as f64
}

/// The largest of `values`; NaN where the first is.
fn largest<F: Float>(values: &[F]) -> F {
    values[argmax(values)]
}

/// The place of the first of the largest values.
pub fn argmax<F: Float>(values: &[F]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}
