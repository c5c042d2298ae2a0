//! What the blocks of a network gave.

use alloc::vec::Vec;

use ndarray::ArrayView2;

use crate::block::{Block, ForwardCache};
use crate::float::Float;
use crate::linalg::reduce::all_finite;
use crate::loss::{Head, LossInput, Targets};
use crate::shape::matrix;

/// What every block gave in the latest forward pass. Its buffers grow to the largest batch seen and are then reused.
#[derive(Debug, Clone, Default)]
pub struct Activations<F> {
    /// Rows and outputs.
    pub(super) shape: [usize; 2],
    pub(crate) blocks: Vec<ForwardCache<F>>,
    pub(super) predictions: Vec<F>,
}

impl<F: Float> Activations<F> {
    /// The predictions, values or probabilities, `[rows, outputs]`.
    pub fn predictions(&self) -> ArrayView2<'_, F> {
        matrix(self.shape, &self.predictions)
    }

    /// The output of the activation function in `block`, `[rows, units]`; the predictions for the last block.
    ///
    /// # Panics
    /// When the network has no such block, or there was no pass yet.
    pub fn of_block(&self, block: usize) -> ArrayView2<'_, F> {
        let (rows, a) = (self.rows(), self.elements(block));
        matrix([rows, a.len() / rows.max(1)], a)
    }

    /// The elements of [`Self::of_block`], row by row.
    pub(crate) fn elements(&self, block: usize) -> &[F] {
        if block + 1 == self.blocks.len() { &self.predictions } else { &self.blocks[block].a }
    }

    /// Whether all that `block` gave is finite: its activations, and its output after them.
    pub(crate) fn are_finite(&self, block: &Block) -> bool {
        all_finite(self.elements(block.index)) && all_finite(block.output(&self.blocks[block.index]))
    }

    /// How many samples there were.
    pub(crate) fn rows(&self) -> usize {
        self.shape[0]
    }

    /// What a loss compares.
    pub(crate) fn loss_input<'a>(&'a self, head: Head, targets: Targets<'a, F>) -> LossInput<'a, F> {
        let logits = self.blocks.last().map_or(&[][..], |last| &last.a);
        LossInput { head, logits, predictions: &self.predictions, targets }
    }
}
