//! The stack of blocks, its parameters, its forward and its backward pass.

mod activations;

pub use activations::Activations;

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use ndarray::{ArrayView2, ArrayViewD, ArrayViewMutD};

use crate::block::{BackwardScratch, Block, BlockSpec, DropoutSeed, ForwardCache, FusedTanh, Mode};
use crate::float::Float;
use crate::init::Fans;
use crate::linalg::reduce::{all_finite, sum, sum_of_squared_deviations};
use crate::loss::Head;
use crate::precision::for_f32_and_f64;
use crate::rng::Rng;
use crate::shape::{elements, matrix};
use crate::simd::SimdFloat;

/// What a network is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSpec {
    /// How many features a sample has.
    pub inputs: usize,
    /// The hidden blocks, from the input side on.
    pub hidden: Vec<BlockSpec>,
    /// The output block: [`Head::outputs`] units with the identity as their activation.
    pub output: BlockSpec,
    /// What the outputs mean.
    pub head: Head,
}

/// Blocks with their parameters.
///
/// ```
/// use gradient_lab_nn::activation::{Identity, Tanh};
/// use gradient_lab_nn::init::GlorotNormal;
/// use gradient_lab_nn::{Activations, BlockSpec, Head, Network, NetworkSpec};
/// use ndarray::array;
///
/// let network = Network::<f32>::new(
///     NetworkSpec {
///         inputs: 2,
///         hidden: vec![BlockSpec::dense(8, Tanh {}, GlorotNormal::default())],
///         output: BlockSpec::dense(3, Identity {}, GlorotNormal::default()),
///         head: Head::Classes(3),
///     },
///     42,
/// );
/// assert_eq!(network.parameter_count(), (2 * 8 + 8) + (8 * 3 + 3));
/// assert_eq!(network.kernel(0).dim(), (2, 8));
///
/// let mut activations = Activations::default();
/// let probabilities = network.infer(array![[0.5, -1.0], [0.0, 0.0]].view(), &mut activations);
/// assert_eq!(probabilities.dim(), (2, 3));
/// // The biases are 0, and so is tanh(0): every class is as likely.
/// assert_eq!(probabilities[[1, 0]], 1.0 / 3.0);
/// assert_eq!(activations.of_block(0).dim(), (2, 8));
/// ```
#[derive(Debug, Clone)]
pub struct Network<F> {
    pub(crate) blocks: Vec<Block>,
    pub(crate) head: Head,
    /// Kernels, biases, slopes, γ and β, block by block.
    pub(crate) parameters: Vec<F>,
    /// Moving means and variances, block by block.
    pub(crate) moving: Vec<F>,
}

/// What [`Network::infer_with_dropout`] draws its dropout masks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropoutDraw {
    /// The run's seed.
    pub seed: u64,
    /// The number of the pass over the samples.
    pub pass: u64,
    /// The number of the first row among all samples of the pass.
    pub first_row: u64,
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

/// Why the values of a variable fill its shape.
const VARIABLE_SHAPE: &str = "a variable has as many values as its shape says";

#[derive(Debug, Clone, PartialEq)]
enum Place {
    Parameter(Range<usize>),
    Moving(Range<usize>),
}

for_f32_and_f64! {
impl Network<F> {
    /// A network with new parameters: each kernel and each bias is filled from a random stream of its own, made from
    /// `seed`.
    pub fn new(spec: NetworkSpec, seed: u64) -> Self {
        let mut blocks = vec![];
        let (mut end, mut moving_end, mut inputs) = (0, 0, spec.inputs);
        for spec in spec.hidden.into_iter().chain([spec.output]) {
            let columns = spec.units * spec.activation.as_dyn::<F>().pieces();
            let features = match (spec.normalization.is_active(), spec.normalize_before) {
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
            let statistics = if spec.normalization.as_dyn::<F>().has_moving_statistics() { 2 * features } else { 0 };
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

    /// The predictions for samples `x`, `[rows, inputs]`, in inference mode: values or probabilities, `[rows,
    /// outputs]`.
    ///
    /// # Panics
    /// When `x` is not in standard layout, or not of the network's number of inputs.
    pub fn infer<'a>(&self, x: ArrayView2<'_, F>, activations: &'a mut Activations<F>) -> ArrayView2<'a, F> {
        self.forward(x, &mut Mode::Inference { moving: &self.moving, dropout: None }, activations);
        activations.predictions()
    }

    /// The same with dropout left on: one draw from the predictions that the network finds likely (Gal & Ghahramani, 2016,
    /// <https://arxiv.org/abs/1506.02142>). What is dropped for a sample follows from `draw` and its row alone.
    ///
    /// # Panics
    /// As [`Self::infer`] does.
    pub fn infer_with_dropout<'a>(
        &self,
        x: ArrayView2<'_, F>,
        draw: DropoutDraw,
        activations: &'a mut Activations<F>,
    ) -> ArrayView2<'a, F> {
        let dropout = Some(DropoutSeed::of_pass(draw.seed, draw.pass, draw.first_row));
        self.forward(x, &mut Mode::Inference { moving: &self.moving, dropout }, activations);
        activations.predictions()
    }

    /// What the penalties add to the loss; those of frozen kernels are left out.
    pub fn penalty(&self) -> f64 {
        let blocks = self.blocks.iter().filter(|block| !block.spec.frozen && block.spec.penalty.is_active());
        blocks.map(|block| block.spec.penalty.value(&self.parameters[block.kernel.clone()])).sum()
    }

    /// The last block with a parameter or a moving statistic that is not finite.
    pub fn last_not_finite(&self) -> Option<usize> {
        if all_finite(&self.parameters) && all_finite(&self.moving) {
            return None;
        }
        let bad = |values: &[F]| !all_finite(values);
        self.blocks.iter().rposition(|block| {
            bad(&self.parameters[block.kernel.start..block.beta.end]) || bad(&self.moving[block.moving.clone()])
        })
    }

    /// The first block whose penalty is not finite.
    pub fn penalty_not_finite(&self) -> Option<usize> {
        let value = |block: &Block| F::from_f64(block.spec.penalty.value(&self.parameters[block.kernel.clone()]));
        self.blocks.iter().position(|block| !block.spec.frozen && !value(block).is_finite())
    }

    /// Scales the kernels of blocks whose init asks for it, from the input side on, until their outputs on `x`, `[rows,
    /// inputs]`, have variance 1 (LSUV: Mishkin & Matas, 2016, <https://arxiv.org/abs/1511.06422>).
    ///
    /// # Panics
    /// When `x` is not in standard layout, or not of the network's number of inputs.
    pub fn scale_to_unit_variance(&mut self, x: ArrayView2<'_, F>) {
        let needs_data = |block: &Block| block.spec.init.as_dyn::<F>().needs_data();
        let Some(highest) = self.blocks.iter().rposition(needs_data) else { return };
        // One block at a time: the work grows with the depth, not with its square.
        let mut input = elements(x).to_vec();
        let mut cache = ForwardCache::default();
        for block in &self.blocks[..=highest] {
            let mode = &mut Mode::Inference { moving: &self.moving, dropout: None };
            block.forward(&self.parameters, &input, mode, &mut cache);
            // The outputs are linear in the kernel, so one round is exact but for rounding, which a few more remove.
            for _ in 0..if needs_data(block) { 4 } else { 0 } {
                let z = &cache.z;
                let mean = sum(z) / z.len() as f64;
                let variance = sum_of_squared_deviations(z, mean) / z.len() as f64;
                if variance <= 0.0 || !variance.is_finite() {
                    break;
                }
                let factor = F::from_f64(1.0 / libm::sqrt(variance));
                self.parameters[block.kernel.clone()].iter_mut().for_each(|weight| *weight *= factor);
                block.forward(&self.parameters, &input, mode, &mut cache);
            }
            input.clear();
            input.extend_from_slice(block.output(&cache));
        }
    }
}
}

impl<F: Float> Network<F> {
    fn fill(&mut self, seed: u64) {
        for (index, block) in self.blocks.iter().enumerate() {
            let spec = &block.spec;
            let stream = |purpose| Rng::new(seed, purpose, index as u64);
            let fans = Fans { fan_in: block.inputs, fan_out: block.columns };
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

    /// The values of a variable of this network, of [`Variable::shape`].
    pub fn values(&self, variable: &Variable) -> ArrayViewD<'_, F> {
        let values = match &variable.place {
            Place::Parameter(range) => &self.parameters[range.clone()],
            Place::Moving(range) => &self.moving[range.clone()],
        };
        ArrayViewD::from_shape(&variable.shape[..], values).expect(VARIABLE_SHAPE)
    }

    /// The values of a variable of this network, to be replaced.
    pub fn values_mut(&mut self, variable: &Variable) -> ArrayViewMutD<'_, F> {
        let values = match &variable.place {
            Place::Parameter(range) => &mut self.parameters[range.clone()],
            Place::Moving(range) => &mut self.moving[range.clone()],
        };
        ArrayViewMutD::from_shape(&variable.shape[..], values).expect(VARIABLE_SHAPE)
    }

    /// How many blocks there are, the output's included.
    pub fn depth(&self) -> usize {
        self.blocks.len()
    }

    /// The name of a block: `hidden.0`, … or `output`.
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

    /// The kernel of `block`, `[inputs, columns]`: a column for each unit, or for each piece of each maxout unit.
    pub fn kernel(&self, block: usize) -> ArrayView2<'_, F> {
        let block = &self.blocks[block];
        matrix([block.inputs, block.columns], &self.parameters[block.kernel.clone()])
    }

    /// The columns of the kernel of `block`.
    pub fn columns(&self, block: usize) -> usize {
        self.blocks[block].columns
    }

    /// How many parameters there are, those of frozen blocks included.
    pub fn parameter_count(&self) -> usize {
        self.parameters.len()
    }

    /// The forward pass of a training batch `x`, `[rows, inputs]`; `dropout` decides which units are switched off.
    pub(crate) fn forward_training(
        &mut self,
        x: ArrayView2<'_, F>,
        dropout: DropoutSeed,
        activations: &mut Activations<F>,
    ) {
        let mut moving = core::mem::take(&mut self.moving);
        self.forward(x, &mut Mode::Training { moving: &mut moving, dropout }, activations);
        self.moving = moving;
    }

    fn forward(&self, x: ArrayView2<'_, F>, mode: &mut Mode<'_, F>, activations: &mut Activations<F>) {
        assert_eq!(x.ncols(), self.blocks[0].inputs, "a sample has as many features as the network has inputs");
        let Activations { shape, blocks, predictions } = activations;
        *shape = [x.nrows(), self.head.outputs()];
        let x = elements(x);
        blocks.resize_with(self.blocks.len(), ForwardCache::default);
        for (index, block) in self.blocks.iter().enumerate() {
            let (before, rest) = blocks.split_at_mut(index);
            let x = before.last().map_or(x, |last| self.blocks[index - 1].output(last));
            block.forward(&self.parameters, x, mode, &mut rest[0]);
        }
        let Some(last) = blocks.last() else { return };
        predictions.resize(last.a.len(), F::ZERO);
        self.head.predict(&last.a, predictions);
    }

    /// The lowest block that is not frozen: no gradient is wanted below it.
    pub(crate) fn lowest_trainable(&self) -> usize {
        self.blocks.iter().position(|block| !block.spec.frozen).unwrap_or(self.blocks.len())
    }

    /// The backward pass of d loss / d logits, at the start of `output_grads[0]`: fills `gradients`, laid out like the
    /// parameters. Each of `output_grads` has room for the outputs of every block.
    /// Writes Σδ² of each block to `sums_of_squared_deltas` unless that is empty; `None` for blocks that no gradient is
    /// wanted of.
    pub(crate) fn backward(
        &self,
        x: ArrayView2<'_, F>,
        activations: &Activations<F>,
        output_grads: &mut [Vec<F>; 2],
        gradients: &mut [F],
        scratch: &mut BackwardScratch<F>,
        sums_of_squared_deltas: &mut [Option<f64>],
    ) {
        let x = elements(x);
        for block in &self.blocks {
            // These are added to; kernels and biases are overwritten, or stay 0 where they are frozen.
            gradients[block.slopes.start..block.beta.end].fill(F::ZERO);
        }
        sums_of_squared_deltas.fill(None);
        let lowest = self.lowest_trainable();
        // Not where a residual block above adds something to the matmul's result.
        let fuses = |index: usize| {
            let above = self.blocks.get(index + 1).is_some_and(|above| !above.spec.residual);
            above && self.blocks[index].ends_in_tanh()
        };
        for index in (lowest..self.blocks.len()).rev() {
            let x = if index == 0 { x } else { self.blocks[index - 1].output(&activations.blocks[index - 1]) };
            let block = &self.blocks[index];
            let [grad, input_grad] = &mut *output_grads;
            let grad = &mut grad[..activations.rows() * block.spec.units];
            let wanted = (index > lowest).then(|| &mut input_grad[..x.len()]);
            let (parameters, cache) = (&self.parameters, &activations.blocks[index]);
            let measure = !sums_of_squared_deltas.is_empty();
            let fused = FusedTanh { own: fuses(index), below: index > 0 && fuses(index - 1) };
            let sum = block.backward(parameters, x, cache, grad, gradients, wanted, scratch, measure, fused);
            if measure {
                sums_of_squared_deltas[index] = sum;
            }
            output_grads.swap(0, 1);
        }
    }
}
