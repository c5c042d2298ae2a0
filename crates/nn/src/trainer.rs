//! One optimizer step: forward pass, loss, backward pass, clipping, update, max-norm; and what is measured meanwhile.

mod guessing;
mod measure;

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use ndarray::ArrayView2;

use crate::block::{BackwardScratch, BlockSpec, DropoutSeed};
use crate::float::Float;
use crate::linalg::reduce::{BLOCK, sums_of_squared_changes, sums_of_squares_and_magnitudes};
use crate::loss::{Loss, Targets};
use crate::math::f64::sqrt;
use crate::metrics::{LayerMetrics, MetricsLevel};
use crate::network::{Activations, Network};
use crate::optimizer::{Optimizer, ParamSlice, Step};
use crate::precision::for_f32_and_f64;
use crate::regularization::{Clipping, apply_max_norm};
use crate::simd::SimdFloat;

/// A network in training.
///
/// ```
/// use gradient_lab_nn::activation::{Identity, Relu};
/// use gradient_lab_nn::init::HeNormal;
/// use gradient_lab_nn::loss::Mse;
/// use gradient_lab_nn::optimizer::Adam;
/// use gradient_lab_nn::regularization::ClipByNorm;
/// use gradient_lab_nn::{Batch, BlockSpec, Head, MetricsLevel, Network, NetworkSpec, Targets, Trainer};
/// use ndarray::array;
///
/// let spec = NetworkSpec {
///     inputs: 1,
///     hidden: vec![BlockSpec::dense(16, Relu {}, HeNormal::default())],
///     output: BlockSpec::dense(1, Identity {}, HeNormal::default()),
///     head: Head::Regression(1),
/// };
/// let network = Network::<f32>::new(spec, 1);
/// let adam = Adam { learning_rate: 0.01, ..Adam::default() };
/// let mut trainer = Trainer::<f32>::new(network, Mse {}.into(), adam.into(), ClipByNorm::default().into(), 1);
///
/// // Learn y = |x|.
/// let inputs = array![[-1.0], [-0.5], [0.0], [0.5], [1.0]];
/// let batch = Batch { inputs: inputs.view(), targets: Targets::Values(&[1.0, 0.5, 0.0, 0.5, 1.0]) };
/// let first = trainer.step(batch, trainer.base_learning_rate(), MetricsLevel::Nothing).loss;
/// for _ in 0..300 {
///     trainer.step(batch, trainer.base_learning_rate(), MetricsLevel::Full);
/// }
/// let last = trainer.step(batch, trainer.base_learning_rate(), MetricsLevel::Nothing).loss;
/// assert!(last < first / 100.0);
/// assert!(trainer.metrics()[0].update_ratio.unwrap() < 0.1);
/// ```
#[derive(Debug, Clone)]
pub struct Trainer<F> {
    network: Network<F>,
    loss: Loss,
    optimizer: Optimizer,
    clipping: Clipping,
    seed: u64,
    steps: u64,
    /// Steps of the optimizer's memory: see [`Self::change`].
    remembered: u64,
    /// See [`Step::momentum_product`].
    momentum_product: f64,
    /// d loss / d parameters of the latest step, laid out like the parameters.
    gradients: Vec<F>,
    /// The optimizer's moments of each parameter; empty where its rule keeps fewer.
    moment_1: Vec<F>,
    moment_2: Vec<F>,
    /// The trainable kernels, biases and so on.
    variables: Vec<Range<usize>>,
    /// The same, joined where they are contiguous: the optimizer's rules work element by element.
    update_ranges: Vec<Range<usize>>,
    activations: Activations<F>,
    /// d loss / d output of a block, and the buffer for that of the block below.
    output_grads: [Vec<F>; 2],
    scratch: BackwardScratch<F>,
    kernel_before: Vec<F>,
    moving_before: Vec<F>,
    /// Σδ² of each block, of the latest step that measured deltas.
    sums_of_squared_deltas: Vec<Option<f64>>,
    metrics: Vec<LayerMetrics>,
}

/// Samples with their targets.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a, F> {
    /// The samples, `[rows, features]`, in standard layout.
    pub inputs: ArrayView2<'a, F>,
    /// What the network should predict, `[rows]`.
    pub targets: Targets<'a, F>,
}

/// The loss and the accuracy of a step, before its update.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepOutput {
    /// The batch's mean loss, penalties included.
    pub loss: f64,
    /// What the penalties add to it.
    pub penalty: f64,
    /// The block in which the run diverged in this step; see [`Trainer::step`].
    pub diverged: Option<usize>,
    /// How many rows are classified right; `None` for regression.
    pub correct: Option<u64>,
}

for_f32_and_f64! {
impl Trainer<F> {
    /// A trainer of `network`; `seed` decides dropout.
    pub fn new(
        network: Network<F>,
        loss: Loss,
        optimizer: Optimizer,
        clipping: Clipping,
        seed: u64,
    ) -> Self {
        let mut trainer = Self {
            gradients: vec![],
            moment_1: vec![],
            moment_2: vec![],
            metrics: vec![LayerMetrics::default(); network.blocks.len()],
            sums_of_squared_deltas: vec![None; network.blocks.len()],
            steps: 0,
            remembered: 0,
            momentum_product: 1.0,
            activations: Activations::default(),
            output_grads: [vec![], vec![]],
            scratch: BackwardScratch::default(),
            kernel_before: vec![],
            moving_before: vec![],
            network,
            loss,
            optimizer,
            clipping,
            seed,
            variables: vec![],
            update_ranges: vec![],
        };
        trainer.prepare();
        trainer
    }

    /// Trains with other settings from the next step on: of `blocks`, each block in order, count dropout, penalty, max-norm
    /// and frozen. The optimizer, of the same kind, keeps its memory, but forgets it all where `begins_anew`; a moment that
    /// it had not starts from its beginning, one that it no longer has is forgotten.
    pub fn change(
        &mut self,
        optimizer: Optimizer,
        clipping: Clipping,
        blocks: impl Iterator<Item = BlockSpec>,
        begins_anew: bool,
    ) {
        (self.optimizer, self.clipping) = (optimizer, clipping);
        for (block, BlockSpec { dropout, penalty, max_norm, frozen, .. }) in self.network.blocks.iter_mut().zip(blocks) {
            let spec = &mut block.spec;
            (spec.dropout, spec.penalty, spec.max_norm, spec.frozen) = (dropout, penalty, max_norm, frozen);
        }
        if begins_anew {
            (self.moment_1, self.moment_2) = (vec![], vec![]);
            (self.remembered, self.momentum_product) = (0, 1.0);
        }
        self.prepare();
    }

    /// Makes what follows from the optimizer and from which blocks are frozen.
    fn prepare(&mut self) {
        let rule = self.optimizer.as_dyn::<F>();
        let count = self.network.parameters.len();
        for (index, moment) in [&mut self.moment_1, &mut self.moment_2].into_iter().enumerate() {
            moment.resize(if rule.moments() > index { count } else { 0 }, F::from_f64(rule.initial_moment()));
        }
        // Those of frozen kernels and biases stay 0.
        self.gradients = vec![F::ZERO; count];
        let trainable = self.network.blocks.iter().filter(|block| !block.spec.frozen);
        let ranges = trainable.flat_map(|b| [&b.kernel, &b.bias, &b.slopes, &b.gamma, &b.beta]);
        self.variables = ranges.filter(|range| !range.is_empty()).cloned().collect();
        self.update_ranges.clear();
        for range in &self.variables {
            match self.update_ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.update_ranges.push(range.clone()),
            }
        }
    }

    /// The optimizer's learning rate before any schedule.
    pub fn base_learning_rate(&self) -> f64 {
        self.optimizer.learning_rate()
    }

    /// One optimizer step on `batch`, which measures what `level` says: see [`Self::metrics`] and [`Self::delta_rms`].
    ///
    /// The run diverges when the loss, a δ or an updated weight is not finite. It began at the first block whose penalty is
    /// not; else at the first whose activations are not; else at the one nearest the output whose δ, else whose updated
    /// weights, are not. Where the loss or a δ is not finite the network stays as it was before the step, and everything is
    /// measured; where only the weights are not, what can be after the update.
    ///
    /// # Panics
    /// When the batch's inputs are not in standard layout or not of the network's number of inputs, or there are fewer
    /// targets than rows.
    pub fn step(&mut self, batch: Batch<'_, F>, learning_rate: f64, level: MetricsLevel) -> StepOutput {
        self.steps += 1;
        self.moving_before.clone_from(&self.network.moving);
        let dropout = DropoutSeed { run: self.seed, step: self.steps };
        self.network.forward_training(batch.inputs, dropout, &mut self.activations);
        let penalty = self.network.penalty();
        let (mean, correct) = self.backward(batch, level);
        let loss = (mean + F::from_f64(penalty)).to_f64();
        let is_finite = loss.is_finite() && self.deltas_are_finite();
        let before = (!is_finite).then(|| self.network.parameters.clone());
        // This step's metrics may be the last.
        let level = if is_finite { level } else { MetricsLevel::Full };
        if !is_finite {
            self.backward(batch, level);
        }
        let measure = level == MetricsLevel::Full;
        if measure {
            self.measure();
        }
        self.update(learning_rate, measure);
        let unbounded = self.network.last_not_finite();
        if unbounded.is_some() && !measure {
            // Too late for what the step would have measured on its way.
            if level == MetricsLevel::Nothing {
                self.sums_of_squared_deltas.fill(None);
            }
            self.measure();
        }
        let diverged = if is_finite { unbounded } else { self.first_not_finite(loss, unbounded) };
        if diverged.is_some() && let Some(before) = before {
            self.network.parameters = before;
            self.network.moving.copy_from_slice(&self.moving_before);
        }
        StepOutput { loss, penalty, diverged, correct }
    }

    /// The backward pass of `batch` after its forward pass: fills the gradients, penalties included, and the sums of squared
    /// deltas unless `level` is to measure nothing. Gives the mean loss without penalties, and how many rows are classified
    /// right.
    fn backward(&mut self, batch: Batch<'_, F>, level: MetricsLevel) -> (F, Option<u64>) {
        let head = self.network.head;
        let (rows, outputs) = (batch.inputs.nrows(), head.outputs());
        let widest = self.network.blocks.iter().map(|block| block.spec.units).max().unwrap_or(outputs);
        for grad in &mut self.output_grads {
            grad.resize(grad.len().max(rows * widest), F::ZERO);
        }
        let logit_grad = &mut self.output_grads[0][..rows * outputs];
        let (sum, correct) = self.loss.evaluate(self.activations.loss_input(head, batch.targets), logit_grad);
        let deltas = if level == MetricsLevel::Nothing { &mut [] } else { &mut self.sums_of_squared_deltas[..] };
        let (grads, scratch) = (&mut self.output_grads, &mut self.scratch);
        self.network.backward(batch.inputs, &self.activations, grads, &mut self.gradients, scratch, deltas);
        for block in self.network.blocks.iter().filter(|b| !b.spec.frozen && b.spec.penalty.is_active()) {
            let range = block.kernel.clone();
            block.spec.penalty.add_gradient(&self.network.parameters[range.clone()], &mut self.gradients[range]);
        }
        // Divided only once it is an `F`: it overflows where a mean in `F` would, as in Keras.
        (F::from_f64(sum) / F::from_f64(rows as f64), correct)
    }

    /// The sum of the rows' losses, without penalties, and how many rows are classified right (`None` for regression),
    /// in inference mode; fills `activations`.
    ///
    /// # Panics
    /// As [`Self::step`] does.
    pub fn evaluate(&self, batch: Batch<'_, F>, activations: &mut Activations<F>) -> (f64, Option<u64>) {
        self.network.infer(batch.inputs, activations);
        self.loss.evaluate(activations.loss_input(self.network.head, batch.targets), &mut [])
    }
}
}

impl<F: Float> Trainer<F> {
    /// The network.
    pub fn network(&self) -> &Network<F> {
        &self.network
    }

    /// The network, to be given other weights before the first step.
    pub fn network_mut(&mut self) -> &mut Network<F> {
        &mut self.network
    }

    /// How many steps were done.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The metrics of each block in the latest step at [`MetricsLevel::Full`].
    pub fn metrics(&self) -> &[LayerMetrics] {
        &self.metrics
    }

    /// d loss / d parameters of the latest step, after clipping, in the order of the network's parameters.
    pub fn gradients(&self) -> &[F] {
        &self.gradients
    }

    /// What every block gave in the latest step.
    pub fn activations(&self) -> &Activations<F> {
        &self.activations
    }

    /// [`LayerMetrics::delta_rms`] of `block` in the latest step that measured deltas; `None` where no gradient was
    /// wanted.
    pub fn delta_rms(&self, block: usize) -> Option<f64> {
        let count = (self.activations.rows() * self.network.blocks[block].columns) as f64;
        self.sums_of_squared_deltas[block].map(|sum| sqrt(sum / count))
    }

    /// Updates the parameters, and measures by how much where `measure`.
    fn update(&mut self, learning_rate: f64, measure: bool) {
        self.clipping.as_dyn().clip(&mut self.gradients, &self.variables);
        let rule = self.optimizer.as_dyn::<F>();
        self.remembered += 1;
        self.momentum_product *= rule.momentum_factor(self.remembered);
        let step = Step { number: self.remembered, learning_rate, momentum_product: self.momentum_product };
        if measure {
            for index in 0..self.network.blocks.len() {
                if !self.network.blocks[index].spec.frozen {
                    self.update_measured(step, index);
                }
            }
        } else {
            for index in 0..self.update_ranges.len() {
                self.update_range(step, self.update_ranges[index].clone());
            }
            for block in self.network.blocks.iter().filter(|block| !block.spec.frozen) {
                if let Some(limit) = block.spec.max_norm {
                    apply_max_norm(&mut self.network.parameters[block.kernel.clone()], block.columns, limit);
                }
            }
        }
    }

    /// Updates a range of the parameters.
    fn update_range(&mut self, step: Step, range: Range<usize>) {
        let rule = self.optimizer.as_dyn::<F>();
        let moment_range = |index: usize| if rule.moments() > index { range.clone() } else { 0..0 };
        rule.update(
            step,
            ParamSlice {
                weights: &mut self.network.parameters[range.clone()],
                gradients: &self.gradients[range.clone()],
                moment_1: &mut self.moment_1[moment_range(0)],
                moment_2: &mut self.moment_2[moment_range(1)],
            },
        );
    }

    /// Updates a block's parameters, the kernel piece by piece: each is measured while it is in the cache.
    fn update_measured(&mut self, step: Step, index: usize) {
        let block = &self.network.blocks[index];
        let (kernel, end, columns, limit) = (block.kernel.clone(), block.beta.end, block.columns, block.spec.max_norm);
        let mut before = [F::ZERO; BLOCK];
        let (mut gradient, mut change) = ((0.0, 0.0), (0.0, 0.0));
        if limit.is_some() {
            self.kernel_before.clear();
            self.kernel_before.extend_from_slice(&self.network.parameters[kernel.clone()]);
        }
        let mut start = kernel.start;
        while start < kernel.end {
            let piece = start..kernel.end.min(start + BLOCK);
            let before = &mut before[..piece.len()];
            before.copy_from_slice(&self.network.parameters[piece.clone()]);
            let (squares, magnitudes) = sums_of_squares_and_magnitudes(&self.gradients[piece.clone()]);
            gradient = (gradient.0 + squares, gradient.1 + magnitudes);
            self.update_range(step, piece.clone());
            let (moved, norm) = sums_of_squared_changes(before, &self.network.parameters[piece.clone()]);
            change = (change.0 + moved, change.1 + norm);
            start = piece.end;
        }
        self.update_range(step, kernel.end..end);
        if let Some(limit) = limit {
            let after = &mut self.network.parameters[kernel.clone()];
            apply_max_norm(after, columns, limit);
            change = sums_of_squared_changes(&self.kernel_before, after);
        }
        let metrics = &mut self.metrics[index];
        if !self.clipping.as_dyn::<F>().is_active() {
            metrics.measure_kernel_gradient(gradient, kernel.len());
        }
        let (moved, norm) = change;
        metrics.update_ratio = (norm != 0.0).then(|| sqrt(moved) / sqrt(norm));
    }
}

#[cfg(test)]
mod tests;
