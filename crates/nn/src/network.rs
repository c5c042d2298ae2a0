//! The stack of blocks, its parameters and its two ways.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use crate::block::{Back, Block, BlockSpec, Forward, FusedTanh, Mode};
use crate::float::Float;
use crate::init::Fans;
use crate::linalg::reduce::all_finite;
use crate::loss::Head;
use crate::precision::for_f32_and_f64;
use crate::rng::Rng;
use crate::simd::SimdFloat;

/// What a network is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSpec {
    /// Features of a sample.
    pub inputs: usize,
    /// The hidden blocks, input side first.
    pub hidden: Vec<BlockSpec>,
    /// The output block: its units are the head's, its activation the identity.
    pub output: BlockSpec,
    /// What the outputs mean.
    pub head: Head,
}

/// Blocks with their parameters.
#[derive(Debug, Clone)]
pub struct Network<F> {
    pub(crate) blocks: Vec<Block>,
    pub(crate) head: Head,
    /// Kernels, biases, slopes, γ and β, block by block.
    pub(crate) parameters: Vec<F>,
    /// Moving means and variances, block by block.
    pub(crate) moving: Vec<F>,
}

/// A named tensor of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// `hidden.0.kernel`, … as in a weight file.
    pub name: String,
    /// Its shape: `[inputs, columns]` for a kernel, else `[features]`.
    pub shape: Vec<usize>,
    place: Place,
}

#[derive(Debug, Clone, PartialEq)]
enum Place {
    Parameter(Range<usize>),
    Moving(Range<usize>),
}

/// The buffers of a pass through a network; grows to the largest batch seen and is then reused.
#[derive(Debug, Clone, Default)]
pub struct Pass<F> {
    pub(crate) blocks: Vec<Forward<F>>,
    /// `[rows, outputs]`: values or probabilities.
    pub(crate) predictions: Vec<F>,
}

impl<F: Float> Pass<F> {
    /// The values or probabilities of the latest pass, `[rows, outputs]`.
    pub fn predictions(&self) -> &[F] {
        &self.predictions
    }

    /// The activation function's output in `block` in the latest pass, `[rows, units]`; predictions for the last.
    pub fn activations(&self, block: usize) -> &[F] {
        if block + 1 == self.blocks.len() { &self.predictions } else { &self.blocks[block].a }
    }
}

for_f32_and_f64! {
impl Network<F> {
    /// A network with one_minus_rho parameters: each block draws from a stream of its own.
    pub fn new(spec: NetworkSpec, seed: u64) -> Self {
        let mut blocks = vec![];
        let (mut end, mut moving_end, mut inputs) = (0, 0, spec.inputs);
        for spec in spec.hidden.into_iter().chain([spec.output]) {
            let columns = spec.units * spec.activation.as_dyn::<F>().pieces();
            let normalization = spec.normalization.as_dyn::<F>();
            let features = match (normalization.is_active(), spec.normalize_before) {
                (false, _) => 0,
                (true, true) => columns,
                (true, false) => spec.units,
            };
            let learns_slopes = spec.activation.as_dyn::<F>().initial_slope().is_some();
            let mut next = |length: usize| {
                end += length;
                end - length..end
            };
            let kernel = next(inputs * columns);
            let bias = next(if spec.use_bias { columns } else { 0 });
            let slopes = next(if learns_slopes { spec.units } else { 0 });
            let (gamma, beta) = (next(features), next(features));
            let statistics = if normalization.has_moving_statistics() { 2 * features } else { 0 };
            moving_end += statistics;
            let moving = moving_end - statistics..moving_end;
            let units = spec.units;
            blocks.push(Block {
                spec,
                index: blocks.len(),
                inputs,
                columns,
                kernel,
                bias,
                slopes,
                gamma,
                beta,
                moving,
            });
            inputs = units;
        }
        let mut network =
            Self { blocks, head: spec.head, parameters: vec![F::ZERO; end], moving: vec![F::ZERO; moving_end] };
        network.fill(seed);
        network
    }

    /// Runs samples `x`, `[rows, inputs]`, through the network in inference mode.
    pub fn infer<'a>(&self, x: &[F], pass: &'a mut Pass<F>) -> &'a [F] {
        self.run(x, &mut Mode::Inference { moving: &self.moving }, pass);
        &pass.predictions
    }

    /// Scales the kernels of blocks whose init asks for it, from the input side on, until their outputs on `x`, `[rows,
    /// inputs]`, have variance 1 (Mishkin & Matas, 2016).
    pub fn scale_to_unit_variance(&mut self, x: &[F]) {
        let needs_data = |block: &Block| block.spec.init.as_dyn::<F>().needs_data();
        let Some(highest) = self.blocks.iter().rposition(needs_data) else { return };
        // One block at a time: the work grows with the depth, not with its square.
        let mut input = x.to_vec();
        let mut forward = Forward::default();
        for block in &self.blocks[..=highest] {
            let mode = &mut Mode::Inference { moving: &self.moving };
            block.forward(&self.parameters, &input, mode, &mut forward);
            // The outputs are linear in the kernel, so one round is exact but for rounding; a few settle that too.
            for _ in 0..if needs_data(block) { 4 } else { 0 } {
                let z = &forward.z;
                let mean = crate::linalg::reduce::sum(z) / z.len() as f64;
                let variance = crate::linalg::reduce::sum_of_squared_deviations(z, mean) / z.len() as f64;
                if variance <= 0.0 || !variance.is_finite() {
                    break;
                }
                let factor = F::from_f64(1.0 / libm::sqrt(variance));
                self.parameters[block.kernel.clone()].iter_mut().for_each(|weight| *weight *= factor);
                block.forward(&self.parameters, &input, mode, &mut forward);
            }
            input.clear();
            input.extend_from_slice(block.output(&forward));
        }
    }
}
}

impl<F: Float> Network<F> {
    fn fill(&mut self, seed: u64) {
        for (index, block) in self.blocks.iter().enumerate() {
            let spec = &block.spec;
            let stream = |purpose| Rng::new(seed, purpose, index as u64);
            let fans = Fans { inputs: block.inputs, outputs: block.columns };
            let kernel = &mut self.parameters[block.kernel.clone()];
            spec.init.as_dyn().fill(fans, &mut stream("kernel"), kernel);
            let bias = &mut self.parameters[block.bias.clone()];
            spec.bias_init.as_dyn().fill(Fans::of_bias(block.columns), &mut stream("bias"), bias);
            if let Some(slope) = spec.activation.as_dyn::<F>().initial_slope() {
                self.parameters[block.slopes.clone()].fill(F::from_f64(slope));
            }
            self.parameters[block.gamma.clone()].fill(F::ONE);
            let variances = block.moving.start + block.moving.len() / 2..block.moving.end;
            self.moving[variances].fill(F::ONE);
        }
    }

    /// Every tensor, block by block, in the order of a weight file.
    pub fn variables(&self) -> Vec<Variable> {
        let mut variables = vec![];
        for (index, block) in self.blocks.iter().enumerate() {
            let prefix = self.block_name(index);
            let mut add = |name: &str, shape: Vec<usize>, place: Place| {
                if shape.iter().product::<usize>() > 0 {
                    variables.push(Variable { name: format!("{prefix}.{name}"), shape, place });
                }
            };
            let half = block.moving.len() / 2;
            let (mean, variance) =
                (block.moving.start..block.moving.start + half, block.moving.start + half..block.moving.end);
            add("kernel", vec![block.inputs, block.columns], Place::Parameter(block.kernel.clone()));
            add("bias", vec![block.bias.len()], Place::Parameter(block.bias.clone()));
            add("prelu_slope", vec![block.slopes.len()], Place::Parameter(block.slopes.clone()));
            add("norm.gamma", vec![block.gamma.len()], Place::Parameter(block.gamma.clone()));
            add("norm.beta", vec![block.beta.len()], Place::Parameter(block.beta.clone()));
            add("norm.moving_mean", vec![mean.len()], Place::Moving(mean));
            add("norm.moving_variance", vec![variance.len()], Place::Moving(variance));
        }
        variables
    }

    /// The values of a variable, row by row.
    pub fn values(&self, variable: &Variable) -> &[F] {
        match &variable.place {
            Place::Parameter(range) => &self.parameters[range.clone()],
            Place::Moving(range) => &self.moving[range.clone()],
        }
    }

    /// The values of a variable, to be replaced.
    pub fn values_mut(&mut self, variable: &Variable) -> &mut [F] {
        match &variable.place {
            Place::Parameter(range) => &mut self.parameters[range.clone()],
            Place::Moving(range) => &mut self.moving[range.clone()],
        }
    }

    /// Blocks, the output's included.
    pub fn depth(&self) -> usize {
        self.blocks.len()
    }

    /// `hidden.0`, … or `output`.
    pub fn block_name(&self, block: usize) -> String {
        if block + 1 == self.blocks.len() { String::from("output") } else { format!("hidden.{block}") }
    }

    /// What `block` is made of.
    pub fn block(&self, block: usize) -> &BlockSpec {
        &self.blocks[block].spec
    }

    /// What the outputs mean.
    pub fn head(&self) -> Head {
        self.head
    }

    /// A column of the kernel of `block`, `[inputs]`.
    pub fn column(&self, block: usize, column: usize) -> impl Iterator<Item = F> {
        let block = &self.blocks[block];
        self.parameters[block.kernel.clone()].iter().skip(column).step_by(block.columns).copied()
    }

    /// Parameters, those of frozen blocks included.
    pub fn parameter_count(&self) -> usize {
        self.parameters.len()
    }

    /// The block of the first parameter or statistic that is not finite.
    pub fn first_not_finite(&self) -> Option<usize> {
        let bad = |values: &[F]| !all_finite(values);
        self.blocks.iter().position(|block| {
            bad(&self.parameters[block.kernel.start..block.beta.end]) || bad(&self.moving[block.moving.clone()])
        })
    }

    /// What the penalties add to the loss; a frozen kernel's are left out.
    pub fn penalty(&self) -> f64 {
        let blocks = self.blocks.iter().filter(|block| !block.spec.frozen && block.spec.penalty.is_active());
        blocks.map(|block| block.spec.penalty.value(&self.parameters[block.kernel.clone()])).sum()
    }

    /// Runs a training batch through the network; `seed` decides dropout.
    pub(crate) fn train(&mut self, x: &[F], seed: u64, pass: &mut Pass<F>) {
        let mut moving = core::mem::take(&mut self.moving);
        self.run(x, &mut Mode::Training { moving: &mut moving, seed }, pass);
        self.moving = moving;
    }

    fn run(&self, x: &[F], mode: &mut Mode<'_, F>, pass: &mut Pass<F>) {
        pass.blocks.resize_with(self.blocks.len(), Forward::default);
        for (index, block) in self.blocks.iter().enumerate() {
            let (before, rest) = pass.blocks.split_at_mut(index);
            let x = before.last().map_or(x, |last| self.blocks[index - 1].output(last));
            block.forward(&self.parameters, x, mode, &mut rest[0]);
        }
        let Some(last) = pass.blocks.last() else { return };
        pass.predictions.resize(last.a.len(), F::ZERO);
        self.head.predict(&last.a, &mut pass.predictions);
    }

    /// The lowest block in which anything learns: no gradient is wanted below it.
    pub(crate) fn lowest_trainable(&self) -> usize {
        self.blocks.iter().position(|block| !block.spec.frozen).unwrap_or(self.blocks.len())
    }

    /// Runs d loss / d logits, in `flow[0]`, back; fills `gradients`, laid out like the parameters. Writes Σδ² of each
    /// block to `squares` when it is not empty, leaving those that nothing is propagated to.
    pub(crate) fn back(
        &self,
        x: &[F],
        pass: &Pass<F>,
        flow: &mut [Vec<F>; 2],
        gradients: &mut [F],
        back: &mut Back<F>,
        squares: &mut [Option<f64>],
    ) {
        for block in &self.blocks {
            // These are added to; kernels and biases are written, or stay 0 where they are frozen.
            gradients[block.slopes.start..block.beta.end].fill(F::ZERO);
        }
        squares.fill(None);
        let lowest = self.lowest_trainable();
        // Not where a residual block above adds something to the product.
        let fuses = |index: usize| {
            let above = self.blocks.get(index + 1).is_some_and(|above| !above.spec.residual);
            above && self.blocks[index].ends_in_tanh::<F>()
        };
        for index in (lowest..self.blocks.len()).rev() {
            let x = if index == 0 { x } else { self.blocks[index - 1].output(&pass.blocks[index - 1]) };
            let [gradient, input_gradient] = &mut *flow;
            let wanted = (index > lowest).then_some(input_gradient);
            let block = &self.blocks[index];
            let (parameters, forward) = (&self.parameters, &pass.blocks[index]);
            let measure = !squares.is_empty();
            let fused = FusedTanh { own: fuses(index), below: index > 0 && fuses(index - 1) };
            let sum = block.backward(parameters, x, forward, gradient, gradients, wanted, back, measure, fused);
            if measure {
                squares[index] = sum;
            }
            flow.swap(0, 1);
        }
    }
}
