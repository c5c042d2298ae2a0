//! What is measured of a step, and where it stopped being finite.

use super::Trainer;
use crate::activation::Saturation;
use crate::block::Block;
use crate::linalg::reduce::{all_finite, sum_of_squares, sums_of_squares_and_magnitudes};
use crate::loss::Head;
use crate::math::f64::sqrt;
use crate::metrics::{LayerMetrics, dead_share, saturated_share};
use crate::precision::for_f32_and_f64;

for_f32_and_f64! {
impl Trainer<F> {
    /// [`LayerMetrics::saturated`] and [`LayerMetrics::dead`] of `block` in the latest step.
    pub fn shares(&self, block: usize) -> (Option<f64>, Option<f64>) {
        let Block { spec, .. } = &self.network.blocks[block];
        let activation = spec.activation.as_dyn::<F>();
        let (saturation, can_die) = match (block + 1 == self.network.blocks.len(), self.network.head) {
            (true, Head::Binary) => (Some(Saturation { below: 0.01, above: 0.99 }), false),
            (true, _) => (None, false),
            (false, _) => (activation.saturation(), activation.can_die()),
        };
        let a = self.activations.elements(block);
        (saturation.map(|ends| saturated_share(a, ends)), can_die.then(|| dead_share(a, spec.units)))
    }

    /// Fills the metrics of the latest step but for what its update tells.
    pub(super) fn measure(&mut self) {
        for (index, block) in self.network.blocks.iter().enumerate() {
            let (saturated, dead) = self.shares(index);
            let delta_rms = self.delta_rms(index);
            let mut metrics = LayerMetrics { delta_rms, saturated, dead, ..LayerMetrics::default() };
            metrics.measure_activations(self.activations.elements(index));
            if !block.spec.frozen {
                if self.clipping.as_dyn::<F>().is_active() {
                    let gradient = &self.gradients[block.kernel.clone()];
                    metrics.measure_kernel_gradient(sums_of_squares_and_magnitudes(gradient), gradient.len());
                }
                let bias = &self.gradients[block.bias.clone()];
                metrics.bias_gradient_l2 = block.spec.use_bias.then(|| sqrt(sum_of_squares(bias)));
            }
            self.metrics[index] = metrics;
        }
    }

    /// Whether the δ of every trainable block is finite: one that is not makes its whole column of d loss / d kernel so, of which
    /// the first row is looked at.
    pub(super) fn deltas_are_finite(&self) -> bool {
        let mut trainable = self.network.blocks.iter().filter(|block| !block.spec.frozen);
        trainable.all(|block| all_finite(&self.gradients[block.kernel.start..block.kernel.start + block.columns]))
    }

    /// The block in which a step that is not finite began, as [`Self::step`] says; `unbounded` is the one by its weights.
    /// `None` where only a gradient was not finite, which clipping has put right.
    pub(super) fn first_not_finite(&self, loss: f64, unbounded: Option<usize>) -> Option<usize> {
        let blocks = 0..self.network.blocks.len();
        let delta = |&block: &usize| self.sums_of_squared_deltas[block].is_some_and(|sum| !sum.is_finite());
        let delta = blocks.clone().rfind(delta);
        if loss.is_finite() && delta.is_none() && unbounded.is_none() {
            return None;
        }
        let activations = |&block: &usize| !self.activations.are_finite(&self.network.blocks[block]);
        let began = self.network.penalty_not_finite().or_else(|| blocks.clone().find(activations));
        began.or(delta).or(unbounded).or(Some(blocks.end - 1))
    }
}
}
