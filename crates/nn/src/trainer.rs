//! One optimizer step: forward, loss, back, clip, update, apply_max_norm; and what is measured on the way.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use crate::activation::Saturation;
use crate::block::Back;
use crate::float::Float;
use crate::linalg::reduce::{BLOCK, sum_of_squares, sums_of_squared_changes, sums_of_squares_and_magnitudes};
use crate::loss::{Head, Loss, LossInput, Targets};
use crate::math::f64::sqrt;
use crate::metrics::{LayerMetrics, MetricsLevel};
use crate::network::{Network, Pass};
use crate::optimizer::Optimizer;
use crate::optimizer::{ParamSlice, Step};
use crate::precision::for_f32_and_f64;
use crate::regularization::Clipping;
use crate::regularization::apply_max_norm;
use crate::rng::Rng;
use crate::simd::SimdFloat;

/// A network in training.
#[derive(Debug, Clone)]
pub struct Trainer<F> {
    network: Network<F>,
    loss: Loss,
    optimizer: Optimizer,
    clipping: Clipping,
    seed: u64,
    steps: u64,
    /// See [`Step::product`].
    product: f64,
    /// d loss / d parameters of the latest step, laid out like the parameters.
    gradients: Vec<F>,
    /// What the optimizer remembers of each parameter; empty where its rule needs less.
    first: Vec<F>,
    second: Vec<F>,
    /// The trainable kernels, biases and so on.
    variables: Vec<Range<usize>>,
    /// The same, joined where they touch: the optimizer's rules work element by element.
    runs: Vec<Range<usize>>,
    pass: Pass<F>,
    /// d loss / d output of a block, and room for that of the block below.
    flow: [Vec<F>; 2],
    back: Back<F>,
    kernel_before: Vec<F>,
    moving_before: Vec<F>,
    /// Σδ² of each block, of the latest step that measured deltas.
    squares: Vec<Option<f64>>,
    figures: Vec<LayerMetrics>,
}

/// A batch: `inputs` `[rows, features]`, `targets` `[rows]`.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a, F> {
    /// The samples.
    pub inputs: &'a [F],
    /// What the network should say.
    pub targets: Targets<'a, F>,
}

/// What a step found, before its update.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepOutput {
    /// The batch's mean loss, penalties included.
    pub loss: f64,
    /// Rows classified right; `None` for regression.
    pub correct: Option<u64>,
}

for_f32_and_f64! {
impl Trainer<F> {
    /// Puts `network` in training; `seed` decides dropout.
    pub fn new(
        network: Network<F>,
        loss: Loss,
        optimizer: Optimizer,
        clipping: Clipping,
        seed: u64,
    ) -> Self {
        let rule = optimizer.as_dyn::<F>();
        let count = network.parameters.len();
        let slot = |at: usize| if rule.slots() > at { vec![F::from_f64(rule.initial_slot()); count] } else { vec![] };
        let trainable = network.blocks.iter().filter(|block| !block.spec.frozen);
        let ranges = trainable.flat_map(|b| [&b.kernel, &b.bias, &b.slopes, &b.gamma, &b.beta]);
        let variables: Vec<Range<usize>> = ranges.filter(|range| !range.is_empty()).cloned().collect();
        let mut runs: Vec<Range<usize>> = vec![];
        for range in &variables {
            match runs.last_mut() {
                Some(run) if run.end == range.start => run.end = range.end,
                _ => runs.push(range.clone()),
            }
        }
        Self {
            gradients: vec![F::ZERO; count],
            first: slot(0),
            second: slot(1),
            figures: vec![LayerMetrics::default(); network.blocks.len()],
            squares: vec![None; network.blocks.len()],
            steps: 0,
            product: 1.0,
            pass: Pass::default(),
            flow: [vec![], vec![]],
            back: Back::default(),
            kernel_before: vec![],
            moving_before: vec![],
            network,
            loss,
            optimizer,
            clipping,
            seed,
            variables,
            runs,
        }
    }

    /// The optimizer's learning rate before any schedule.
    pub fn base_learning_rate(&self) -> f64 {
        self.optimizer.as_dyn::<F>().learning_rate()
    }

    /// One optimizer step on `batch`; fills [`Self::figures`] if these are measured. When the loss is not finite nothing is
    /// updated, so that the network is kept as it stood.
    pub fn step(&mut self, batch: Batch<'_, F>, learning_rate: f64, measure: MetricsLevel) -> StepOutput {
        self.steps += 1;
        self.moving_before.clone_from(&self.network.moving);
        let seed = Rng::new(self.seed, "dropout", self.steps).random_below(u64::MAX);
        self.network.train(batch.inputs, seed, &mut self.pass);
        let head = self.network.head;
        let outputs = head.outputs();
        let rows = self.pass.predictions.len() / outputs;
        let widest = self.network.blocks.iter().map(|block| block.spec.units).max().unwrap_or(outputs);
        for flow in &mut self.flow {
            flow.reserve((rows * widest).saturating_sub(flow.len()));
        }
        let mut gradient = core::mem::take(&mut self.flow[0]);
        gradient.resize(rows * outputs, F::ZERO);
        let input = self.input(batch.targets);
        let correct = head.correct(&self.pass.predictions, batch.targets);
        let sum = self.loss.as_dyn().evaluate(input, &mut gradient);
        self.flow[0] = gradient;
        // Divided only once it is an `F`: it overflows where a mean in `F` would, as in Keras.
        let mean = F::from_f64(sum) / F::from_f64(rows as f64);
        let loss = (mean + F::from_f64(self.network.penalty())).to_f64();
        // A step at which the loss is lost is always measured: its figures are the last.
        let measure = if loss.is_finite() { measure } else { MetricsLevel::Full };
        let squares = if measure == MetricsLevel::Nothing { &mut [] } else { &mut self.squares[..] };
        self.network.back(batch.inputs, &self.pass, &mut self.flow, &mut self.gradients, &mut self.back, squares);
        for block in self.network.blocks.iter().filter(|b| !b.spec.frozen && b.spec.penalty.is_active()) {
            let range = block.kernel.clone();
            block.spec.penalty.add_gradient(&self.network.parameters[range.clone()], &mut self.gradients[range]);
        }
        let measured = measure == MetricsLevel::Full;
        if measured {
            self.measure();
        }
        self.update(learning_rate, measured, loss.is_finite());
        StepOutput { loss, correct }
    }

    /// The sum of the rows' losses, without penalties, and the rows classified right, in inference mode. `pass` is room to
    /// work in.
    pub fn evaluate(&self, batch: Batch<'_, F>, pass: &mut Pass<F>) -> (f64, Option<u64>) {
        self.network.infer(batch.inputs, pass);
        let logits = pass.blocks.last().map_or(&[][..], |last| &last.a);
        let head = self.network.head;
        let input = LossInput { head, logits, predictions: &pass.predictions, targets: batch.targets };
        let sum = self.loss.as_dyn().evaluate(input, &mut []);
        (sum, head.correct(&pass.predictions, batch.targets))
    }
}
}

impl<F: Float> Trainer<F> {
    /// The network as it stands.
    pub fn network(&self) -> &Network<F> {
        &self.network
    }

    /// The network, for new weights before the first step.
    pub fn network_mut(&mut self) -> &mut Network<F> {
        &mut self.network
    }

    /// Steps done.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The latest measured step's figures, one a block.
    pub fn figures(&self) -> &[LayerMetrics] {
        &self.figures
    }

    /// d loss / d parameters of the latest step, after clipping, in the order of the network's parameters.
    pub fn gradients(&self) -> &[F] {
        &self.gradients
    }

    /// The latest step's pass: its activations and predictions.
    pub fn pass(&self) -> &Pass<F> {
        &self.pass
    }

    /// The root mean square of d loss / d (activation input) in `block`, of the latest step that measured deltas.
    pub fn delta_rms(&self, block: usize) -> Option<f64> {
        let rows = self.pass.predictions.len() / self.network.head.outputs();
        let count = (rows * self.network.blocks[block].columns) as f64;
        self.squares[block].map(|sum| sqrt(sum / count))
    }

    fn input<'a>(&'a self, targets: Targets<'a, F>) -> LossInput<'a, F> {
        let logits = self.pass.blocks.last().map_or(&[][..], |last| &last.a);
        LossInput { head: self.network.head, logits, predictions: &self.pass.predictions, targets }
    }

    fn measure(&mut self) {
        let last = self.network.blocks.len() - 1;
        for (index, block) in self.network.blocks.iter().enumerate() {
            let activation = block.spec.activation.as_dyn::<F>();
            let mut figures = LayerMetrics { delta_rms: self.delta_rms(index), ..LayerMetrics::default() };
            let (saturation, can_die) = match (index == last, self.network.head) {
                (true, Head::Binary) => (Some(Saturation { below: 0.01, above: 0.99 }), false),
                (true, _) => (None, false),
                (false, _) => (activation.saturation(), activation.can_die()),
            };
            figures.measure_activations(self.pass.activations(index), block.spec.units, saturation, can_die);
            if !block.spec.frozen {
                if self.clipping.as_dyn::<F>().is_active() {
                    let gradient = &self.gradients[block.kernel.clone()];
                    figures.measure_kernel_gradient(sums_of_squares_and_magnitudes(gradient), gradient.len());
                }
                let bias = &self.gradients[block.bias.clone()];
                figures.bias_gradient_l2 = block.spec.use_bias.then(|| sqrt(sum_of_squares(bias)));
            }
            self.figures[index] = figures;
        }
    }

    /// Moves the parameters and measures how far, where `measure`; puts them and the moving statistics back unless
    /// `keep`.
    fn update(&mut self, learning_rate: f64, measure: bool, keep: bool) {
        let kept = (!keep).then(|| self.network.parameters.clone());
        self.clipping.as_dyn().clip(&mut self.gradients, &self.variables);
        let rule = self.optimizer.as_dyn::<F>();
        rule.begin(self.steps, &mut self.product);
        let step = Step { number: self.steps, learning_rate, product: self.product };
        if measure {
            for index in 0..self.network.blocks.len() {
                if !self.network.blocks[index].spec.frozen {
                    self.update_measured(step, index);
                }
            }
        } else {
            for run in 0..self.runs.len() {
                self.update_run(step, self.runs[run].clone());
            }
            for block in self.network.blocks.iter().filter(|block| !block.spec.frozen) {
                if let Some(limit) = block.spec.max_norm {
                    apply_max_norm(&mut self.network.parameters[block.kernel.clone()], block.columns, limit);
                }
            }
        }
        if let Some(kept) = kept {
            self.network.parameters = kept;
            self.network.moving.copy_from_slice(&self.moving_before);
        }
    }

    /// Moves a run of the parameters.
    fn update_run(&mut self, step: Step, run: Range<usize>) {
        let rule = self.optimizer.as_dyn::<F>();
        let part = |slot: usize| if rule.slots() > slot { run.clone() } else { 0..0 };
        rule.update(
            step,
            ParamSlice {
                weights: &mut self.network.parameters[run.clone()],
                gradients: &self.gradients[run.clone()],
                first: &mut self.first[part(0)],
                second: &mut self.second[part(1)],
            },
        );
    }

    /// Moves a block's parameters, its kernel piece by piece: each is measured while it is at hand.
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
            self.update_run(step, piece.clone());
            let (moved, norm) = sums_of_squared_changes(before, &self.network.parameters[piece.clone()]);
            change = (change.0 + moved, change.1 + norm);
            start = piece.end;
        }
        self.update_run(step, kernel.end..end);
        if let Some(limit) = limit {
            let after = &mut self.network.parameters[kernel.clone()];
            apply_max_norm(after, columns, limit);
            change = sums_of_squared_changes(&self.kernel_before, after);
        }
        let figures = &mut self.figures[index];
        if !self.clipping.as_dyn::<F>().is_active() {
            figures.measure_kernel_gradient(gradient, kernel.len());
        }
        let (moved, norm) = change;
        figures.update_ratio = (norm != 0.0).then(|| sqrt(moved) / sqrt(norm));
    }

    /// Where the latest pass first gave something that is not finite: the block's index. The output's, where every
    /// activation is finite and only the loss is not.
    pub fn first_not_finite(&self) -> usize {
        let last = self.network.blocks.len() - 1;
        let bad = |block: &usize| self.pass.activations(*block).iter().any(|a| !a.is_finite());
        (0..last).find(bad).unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use super::{Batch, MetricsLevel, Trainer};
    use crate::activation::{Identity, Tanh};
    use crate::block::BlockSpec;
    use crate::init::HeNormal;
    use crate::loss::{Auto, Head, Targets};
    use crate::network::{Network, NetworkSpec};
    use crate::optimizer::Sgd;
    use crate::regularization::{Dropout, NoClipping};
    use alloc::vec::Vec;

    /// Which units the hidden blocks, with these dropout rates, switch off in each of the first three steps.
    fn dropped(rates: &[f64]) -> Vec<Vec<Vec<bool>>> {
        let block = |rate| BlockSpec {
            dropout: Dropout { rate, alpha: false },
            ..BlockSpec::dense(50, Tanh {}, HeNormal::default())
        };
        let spec = NetworkSpec {
            inputs: 1,
            hidden: rates.iter().copied().map(block).collect(),
            output: BlockSpec::dense(1, Identity {}, HeNormal::default()),
            head: Head::Regression,
        };
        let network = Network::<f32>::new(spec, 1);
        let (loss, optimizer, clipping) = (Auto {}.into(), Sgd::default().into(), NoClipping {}.into());
        let mut trainer = Trainer::<f32>::new(network, loss, optimizer, clipping, 1);
        let mut step = || {
            trainer.step(Batch { inputs: &[1.0; 4], targets: Targets::Values(&[1.0; 4]) }, 0.0, MetricsLevel::Nothing);
            let hidden = &trainer.pass.blocks[..rates.len()];
            hidden.iter().map(|block| block.mask.iter().map(|&mask| mask == 0.0).collect()).collect()
        };
        (0..3).map(|_| step()).collect()
    }

    #[test]
    fn dropout_differs_from_step_to_step_from_block_to_block_and_from_row_to_row() {
        let masks: Vec<_> = dropped(&[0.5, 0.5]).into_iter().flatten().collect();
        let rows: Vec<_> = masks.iter().flat_map(|mask| mask.chunks(50)).collect();
        for (at, row) in rows.iter().enumerate() {
            assert!(!rows[at + 1..].contains(row));
        }
    }

    #[test]
    fn dropout_in_one_block_leaves_that_of_the_others_as_it_is() {
        let (both, alone) = (dropped(&[0.3, 0.5]), dropped(&[0.0, 0.5]));
        for (both, alone) in both.iter().zip(&alone) {
            assert_eq!(both[1], alone[1]);
        }
    }
}
