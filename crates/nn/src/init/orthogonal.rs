//! Orthogonal initialization.

use alloc::vec;
use alloc::vec::Vec;

use super::{Fans, Initializer};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::random::Random;

/// A random rotation (or part of one): keeps lengths exactly in a linear layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orthogonal {
    gain: f64,
}

impl Orthogonal {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "orthogonal",
        label: "Orthogonal",
        formula: r"W^\top W = g^2 I",
        summary: "A random rotation (or part of one): keeps lengths exactly in a linear layer.",
        parameters: &[Parameter {
            id: "gain",
            label: "Gain",
            unit: "",
            kind: ParameterKind::Real {
                default: 1.0,
                range: Range::closed(0.0, 1000.0).travel(0.1, 4.0),
                scale: Scale::Linear,
            },
        }],
        source: "https://keras.io/api/layers/initializers/#orthogonal-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for Orthogonal {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        fill_orthogonal(self.gain, fans, random, weights);
    }

    fn needs_matrix(&self) -> bool {
        true
    }
}

/// Fills `weights` with `gain` times a matrix whose columns (or rows, whichever are fewer) are orthonormal.
pub(super) fn fill_orthogonal<F: Float>(gain: f64, fans: Fans, random: &mut Random, weights: &mut [F]) {
    let (length, count) = (fans.inputs.max(fans.outputs), fans.inputs.min(fans.outputs));
    let mut vectors: Vec<Vec<f64>> = vec![];
    while vectors.len() < count {
        let mut vector: Vec<f64> = (0..length).map(|_| random.normal()).collect();
        // Twice: one pass of Gram and Schmidt leaves rounding errors that the second removes.
        for _ in 0..2 {
            for other in &vectors {
                let along: f64 = vector.iter().zip(other).map(|(x, y)| x * y).sum();
                for (x, y) in vector.iter_mut().zip(other) {
                    *x -= along * y;
                }
            }
        }
        let norm = libm::sqrt(vector.iter().map(|x| x * x).sum());
        if norm > 1e-6 {
            for x in &mut vector {
                *x /= norm;
            }
            vectors.push(vector);
        }
    }
    for (at, weight) in weights.iter_mut().enumerate() {
        let (row, column) = (at / fans.outputs, at % fans.outputs);
        let entry = if fans.inputs >= fans.outputs { vectors[column][row] } else { vectors[row][column] };
        *weight = F::from_f64(gain * entry);
    }
}
