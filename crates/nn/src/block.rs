//! One block: dense, normalization, activation, normalization, residual, dropout, in that order.

use alloc::vec::Vec;
use core::ops::Range;

use crate::activation::{Activation, BackwardArgs};
use crate::float::Float;
use crate::init::{Init, Zeros};
use crate::linalg::reduce::{column_sums, sum_of_squares};
use crate::linalg::{matmul, zip_map};
use crate::normalization::{Affine, AffineGradient, Cache, NoNorm, Normalization, Statistics};
use crate::regularization::{Dropout, Penalty};
use crate::rng::Rng;

/// What a block is made of.
///
/// ```
/// use gradient_lab_nn::BlockSpec;
/// use gradient_lab_nn::activation::Relu;
/// use gradient_lab_nn::init::HeNormal;
/// use gradient_lab_nn::normalization::BatchNorm;
///
/// let plain = BlockSpec::dense(8, Relu {}, HeNormal::default());
/// let normalized = BlockSpec { normalization: BatchNorm::default().into(), use_bias: false, ..plain };
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BlockSpec {
    /// How many outputs the block has.
    pub units: usize,
    /// The activation function.
    pub activation: Activation,
    /// What the kernel starts from.
    pub init: Init,
    /// What the bias starts from.
    pub bias_init: Init,
    /// Whether there is a bias.
    pub use_bias: bool,
    /// The normalization.
    pub normalization: Normalization,
    /// Whether the normalization comes before the activation, else after it.
    pub normalize_before: bool,
    /// Whether the block's input is added to its output; both must have the same width.
    pub residual: bool,
    /// Dropout of the block's output.
    pub dropout: Dropout,
    /// The penalty on the kernel.
    pub penalty: Penalty,
    /// The max-norm constraint: the largest L2 norm that a column of the kernel may have.
    pub max_norm: Option<f64>,
    /// Whether the block's parameters are kept as they are.
    pub frozen: bool,
}

impl BlockSpec {
    /// A plain dense block of `units` units: a kernel filled by `init`, a bias that starts at 0, and nothing else.
    pub fn dense(units: usize, activation: impl Into<Activation>, init: impl Into<Init>) -> Self {
        Self {
            units,
            activation: activation.into(),
            init: init.into(),
            bias_init: Zeros {}.into(),
            use_bias: true,
            normalization: NoNorm {}.into(),
            normalize_before: true,
            residual: false,
            dropout: Dropout { rate: 0.0, alpha: false },
            penalty: Penalty::default(),
            max_norm: None,
            frozen: false,
        }
    }
}

/// A block with its place among the network's parameters.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub spec: BlockSpec,
    /// How many blocks are before it.
    pub index: usize,
    pub inputs: usize,
    /// Columns of the kernel: units times the activation's pieces.
    pub columns: usize,
    pub kernel: Range<usize>,
    pub bias: Range<usize>,
    pub slopes: Range<usize>,
    pub gamma: Range<usize>,
    pub beta: Range<usize>,
    /// The moving mean and, in the second half, the moving variance, among the network's moving statistics.
    pub moving: Range<usize>,
}

/// Cached by the forward pass for the backward pass; a buffer that the block does not need stays empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct ForwardCache<F> {
    /// Output of the dense part, `[rows, columns]`.
    pub z: Vec<F>,
    normalized: Vec<F>,
    /// Output of the activation function, `[rows, units]`.
    pub a: Vec<F>,
    finished: Vec<F>,
    /// The factor of each of `finished` in dropout.
    pub mask: Vec<F>,
    normalization: Cache<F>,
}

/// Scratch space of the backward pass, shared by all blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct BackwardScratch<F> {
    delta: Vec<F>,
    residual_grad: Vec<F>,
    transposed_kernel: Vec<F>,
}

/// Which derivatives of tanh are fused into the matmuls of the backward pass.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FusedTanh {
    /// This block's own: d loss / d output has been multiplied by it already.
    pub own: bool,
    /// That of the block below, whose output is x: d loss / d x is to be multiplied by it.
    pub below: bool,
}

/// What the dropout masks of a batch are drawn from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DropoutSeed {
    /// The run's seed, or that of a pass over samples.
    run: u64,
    /// The step's number, or that of the pass's first sample.
    index: u64,
    /// How many rows share a random stream.
    rows: usize,
}

impl DropoutSeed {
    /// The masks of a training step: one stream for all rows of its batch.
    pub fn of_step(run: u64, step: u64) -> Self {
        Self { run, index: step, rows: usize::MAX }
    }

    /// The masks of a pass over samples, which begin with number `first_row`: a stream for each, however they are chunked.
    pub fn of_pass(run: u64, pass: u64, first_row: u64) -> Self {
        Self { run: Rng::new(run, "pass", pass).random_below(u64::MAX), index: first_row, rows: 1 }
    }

    /// Draws the mask of `block`'s outputs, `[rows, units]`.
    fn draw<F: Float>(self, block: &Block, mask: &mut [F]) {
        for (index, mask) in (self.index..).zip(mask.chunks_mut(block.spec.units.saturating_mul(self.rows))) {
            let seed = Rng::new(self.run, "dropout", index).random_below(u64::MAX);
            block.spec.dropout.draw(&mut Rng::new(seed, "mask", block.index as u64), mask);
        }
    }
}

/// How the forward pass treats dropout and moving statistics.
#[derive(Debug)]
pub(crate) enum Mode<'a, F> {
    Training {
        moving: &'a mut [F],
        dropout: DropoutSeed,
    },
    Inference {
        moving: &'a [F],
        /// `None` where nothing is dropped.
        dropout: Option<DropoutSeed>,
    },
}

impl Block {
    /// Whether values are normalized before the activation.
    fn normalizes_before(&self) -> bool {
        self.spec.normalize_before && self.spec.normalization.is_active()
    }

    /// Whether values are normalized after the activation.
    fn normalizes_after(&self) -> bool {
        !self.spec.normalize_before && self.spec.normalization.is_active()
    }

    /// Whether anything follows the activation.
    fn has_finish(&self) -> bool {
        self.normalizes_after() || self.spec.residual || self.spec.dropout.is_active()
    }

    /// Whether the block's output is that of a tanh.
    pub fn ends_in_tanh(&self) -> bool {
        matches!(self.spec.activation, Activation::Tanh(_)) && !self.has_finish()
    }

    /// Input of the activation function, `[rows, columns]`.
    fn activation_input<'a, F>(&self, cache: &'a ForwardCache<F>) -> &'a [F] {
        if self.normalizes_before() { &cache.normalized } else { &cache.z }
    }

    /// Output of the block, `[rows, units]`.
    pub fn output<'a, F>(&self, cache: &'a ForwardCache<F>) -> &'a [F] {
        if self.has_finish() { &cache.finished } else { &cache.a }
    }

    fn affine<'a, F>(&self, parameters: &'a [F]) -> Affine<'a, F> {
        Affine { gamma: &parameters[self.gamma.clone()], beta: &parameters[self.beta.clone()] }
    }

    /// The forward pass of a batch `x`, `[rows, inputs]`.
    pub fn forward<F: Float>(&self, parameters: &[F], x: &[F], mode: &mut Mode<'_, F>, cache: &mut ForwardCache<F>) {
        let rows = x.len() / self.inputs;
        cache.z.resize(rows * self.columns, F::ZERO);
        // The bias is empty where there is none.
        let (kernel, bias) = (&parameters[self.kernel.clone()], &parameters[self.bias.clone()]);
        matmul::matmul_bias(x, kernel, bias, &mut cache.z, self.inputs, self.columns);
        if self.normalizes_before() {
            let ForwardCache { z, normalized, normalization, .. } = cache;
            self.normalize(parameters, z, mode, normalization, normalized);
        }
        cache.a.resize(rows * self.spec.units, F::ZERO);
        let z = if self.normalizes_before() { &cache.normalized } else { &cache.z };
        self.spec.activation.as_dyn::<F>().forward(z, &parameters[self.slopes.clone()], &mut cache.a);
        if self.has_finish() {
            self.finish(parameters, x, mode, cache);
        }
    }

    fn normalize<F: Float>(
        &self,
        parameters: &[F],
        x: &[F],
        mode: &mut Mode<'_, F>,
        cache: &mut Cache<F>,
        y: &mut Vec<F>,
    ) {
        y.resize(x.len(), F::ZERO);
        let statistics = match mode {
            Mode::Training { moving, .. } => {
                let (mean, variance) = moving[self.moving.clone()].split_at_mut(self.moving.len() / 2);
                // A frozen batch normalization runs in inference mode during training too, as in Keras.
                if self.spec.frozen {
                    Statistics::Moving { mean, variance }
                } else {
                    Statistics::Batch { mean, variance }
                }
            }
            Mode::Inference { moving, .. } => {
                let (mean, variance) = moving[self.moving.clone()].split_at(self.moving.len() / 2);
                Statistics::Moving { mean, variance }
            }
        };
        self.spec.normalization.as_dyn::<F>().forward(x, self.affine(parameters), statistics, cache, y);
    }

    /// What follows the activation.
    fn finish<F: Float>(&self, parameters: &[F], x: &[F], mode: &mut Mode<'_, F>, cache: &mut ForwardCache<F>) {
        let ForwardCache { a, finished, mask, normalization, .. } = cache;
        if self.normalizes_after() {
            self.normalize(parameters, a, mode, normalization, finished);
        } else {
            finished.resize(a.len(), F::ZERO);
            finished.copy_from_slice(a);
        }
        if self.spec.residual {
            zip_map([x], [&mut finished[..]], |[x], [y]| [y + x]);
        }
        let dropout = match mode {
            Mode::Training { dropout, .. } => Some(*dropout),
            Mode::Inference { dropout, .. } => *dropout,
        };
        if let Some(dropout) = dropout.filter(|_| self.spec.dropout.is_active()) {
            mask.resize(finished.len(), F::ZERO);
            dropout.draw(self, mask);
            self.spec.dropout.apply(mask, finished);
        }
    }

    /// The backward pass of d loss / d output, `gradient`, `[rows, units]`, which it overwrites: fills the block's part
    /// of `gradients` (adds to slopes, γ and β), and writes d loss / d x to `input_gradient` where one is wanted. Gives
    /// Σδ² over the activation's inputs when `measure`.
    #[allow(clippy::too_many_arguments)]
    pub fn backward<F: Float>(
        &self,
        parameters: &[F],
        x: &[F],
        cache: &ForwardCache<F>,
        gradient: &mut [F],
        gradients: &mut [F],
        input_gradient: Option<&mut [F]>,
        scratch: &mut BackwardScratch<F>,
        measure: bool,
        fused: FusedTanh,
    ) -> Option<f64> {
        let normalization = self.spec.normalization.as_dyn::<F>();
        if self.spec.dropout.is_active() {
            zip_map([&cache.mask[..]], [&mut *gradient], |[mask], [g]| [g * mask]);
        }
        if self.spec.residual {
            scratch.residual_grad.resize(gradient.len(), F::ZERO);
            scratch.residual_grad.copy_from_slice(gradient);
        }
        if self.normalizes_after() {
            let (affine, learned) = (self.affine(parameters), self.affine_gradient(gradients));
            normalization.backward(affine, learned, &cache.normalization, gradient);
        }
        let delta = if fused.own {
            gradient
        } else {
            scratch.delta.resize(cache.z.len(), F::ZERO);
            self.spec.activation.as_dyn::<F>().backward(BackwardArgs {
                z: self.activation_input(cache),
                a: &cache.a,
                slopes: &parameters[self.slopes.clone()],
                gradient,
                delta: &mut scratch.delta,
                slope_gradient: &mut gradients[self.slopes.clone()],
            });
            &mut scratch.delta[..]
        };
        let sum_of_squared_deltas = measure.then(|| sum_of_squares(delta));
        if self.normalizes_before() {
            let (affine, learned) = (self.affine(parameters), self.affine_gradient(gradients));
            normalization.backward(affine, learned, &cache.normalization, delta);
        }
        if !self.spec.frozen {
            matmul::matmul_tn(x, delta, &mut gradients[self.kernel.clone()], self.inputs, self.columns);
            if self.spec.use_bias {
                column_sums(delta, &mut gradients[self.bias.clone()]);
            }
        }
        if let Some(dx) = input_gradient {
            let transposed = &mut scratch.transposed_kernel;
            transposed.resize(transposed.len().max(self.kernel.len()), F::ZERO);
            let kernel = &parameters[self.kernel.clone()];
            matmul::matmul_nt(delta, kernel, if fused.below { x } else { &[] }, dx, self.columns, transposed);
            if self.spec.residual {
                zip_map([&scratch.residual_grad[..]], [&mut *dx], |[residual], [dx]| [dx + residual]);
            }
        }
        sum_of_squared_deltas
    }

    fn affine_gradient<'a, F>(&self, gradients: &'a mut [F]) -> AffineGradient<'a, F> {
        // γ and β are next to each other.
        let (gamma, beta) = gradients[self.gamma.start..self.beta.end].split_at_mut(self.gamma.len());
        AffineGradient { gamma, beta }
    }
}
