//! The tensors that a step leaves, for programs that show how their values are distributed.

use gradient_lab_nn::elements;

use super::Session;

/// The values of one block after a step, each tensor's last axis varying fastest.
#[derive(Debug, Clone, Copy)]
pub struct BlockTensors<'a> {
    /// d loss / d kernel of the step's batch, after clipping, `[inputs, columns]`; `None` in a frozen block.
    pub gradient: Option<&'a [f32]>,
    /// The output of the activation function, of the last block the predictions, for the step's batch, `[rows, units]`.
    pub activation: &'a [f32],
    /// The kernel after the step's update, `[inputs, columns]`.
    pub kernel: &'a [f32],
}

impl Session {
    /// What the latest step left in each block, named as in the trace; nothing before the first step.
    pub fn tensors(&self) -> impl Iterator<Item = (&str, BlockTensors<'_>)> {
        let blocks = if self.trainer.steps() > 0 { self.names.len() } else { 0 };
        (0..blocks).map(|block| {
            let tensors = BlockTensors {
                gradient: self.trainer.kernel_gradient(block).map(elements),
                activation: elements(self.trainer.activations().of_block(block)),
                kernel: elements(self.trainer.network().kernel(block)),
            };
            (&*self.names[block], tensors)
        })
    }
}
