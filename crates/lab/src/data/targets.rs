//! The targets of samples: numbers or classes.

use std::ops::Range;

use gradient_lab_nn as nn;

/// The targets of samples.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// Real numbers, `[samples, outputs]` row by row.
    Values(Vec<f32>),
    /// One a sample: indices into [`Dataset::classes`](super::Dataset::classes).
    Classes(Vec<u32>),
}

impl Targets {
    /// Number of targets, of all samples together.
    pub fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Classes(classes) => classes.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// No targets, of the same type.
    pub(crate) fn empty_like(&self) -> Self {
        match self {
            Self::Values(_) => Self::Values(vec![]),
            Self::Classes(_) => Self::Classes(vec![]),
        }
    }

    /// Replaces these targets by those of the samples of `from` at `indices`; `each` sample has as many targets.
    pub(crate) fn gather(&mut self, from: &Self, indices: &[u32], each: usize) {
        match (self, from) {
            (Self::Values(to), Self::Values(from)) if each == 1 => {
                to.clear();
                to.extend(indices.iter().map(|&at| from[at as usize]));
            }
            (Self::Values(to), Self::Values(from)) => {
                to.clear();
                for &at in indices {
                    to.extend_from_slice(&from[at as usize * each..][..each]);
                }
            }
            (Self::Classes(to), Self::Classes(from)) => {
                to.clear();
                to.extend(indices.iter().map(|&at| from[at as usize]));
            }
            (to, from) => *to = from.empty_like(),
        }
    }

    /// The targets of the samples in `range`, in the network core's type; `each` sample has as many targets.
    pub(crate) fn view(&self, range: Range<usize>, each: usize) -> nn::Targets<'_, f32> {
        let range = range.start * each..range.end * each;
        match self {
            Self::Values(values) => nn::Targets::Values(&values[range]),
            Self::Classes(classes) => nn::Targets::Classes(&classes[range]),
        }
    }

    /// Removes the targets from index `at` on, and returns them.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Values(values) => Self::Values(values.split_off(at)),
            Self::Classes(classes) => Self::Classes(classes.split_off(at)),
        }
    }
}
