//! One block: dense, normalization, activation, normalization, residual, dropout, in that order.

use alloc::vec::Vec;
use core::ops::Range;

use crate::activation::Activation;
use crate::activation::Backward;
use crate::float::Float;
use crate::init::Init;
use crate::init::Zeros;
use crate::linalg::matmul;
use crate::linalg::reduce::{column_sums, sum_of_squares};
use crate::linalg::zip_map;
use crate::normalization::Normalization;
use crate::normalization::{Affine, AffineGradient, Cache, NoNorm, Statistics};
use crate::regularization::{Dropout, Penalty};
use crate::rng::Rng;

/// What a block is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockSpec {
    /// Outputs of the block.
    pub units: usize,
    /// The activation function.
    pub activation: Activation,
    /// How the kernel starts.
    pub init: Init,
    /// How the bias starts.
    pub bias_init: Init,
    /// Whether there is a bias.
    pub use_bias: bool,
    /// The normalization.
    pub normalization: Normalization,
    /// Whether it stands before the activation (else after).
    pub normalize_before: bool,
    /// Whether the block's input is added to its output; their widths must agree.
    pub residual: bool,
    /// Dropout of the block's output.
    pub dropout: Dropout,
    /// The penalty on the kernel.
    pub penalty: Penalty,
    /// The longest that a column of the kernel may be.
    pub max_norm: Option<f64>,
    /// Whether nothing in the block learns.
    pub frozen: bool,
}

impl BlockSpec {
    /// A plain dense block of `units` units: a kernel that starts by `init`, a bias that starts at 0, and nothing else.
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
    /// How many blocks stand before it.
    pub index: usize,
    pub inputs: usize,
    /// Columns of the kernel: units times the activation's pieces.
    pub columns: usize,
    pub kernel: Range<usize>,
    pub bias: Range<usize>,
    pub slopes: Range<usize>,
    pub gamma: Range<usize>,
    pub beta: Range<usize>,
    /// Place of the moving mean among the moving statistics; the variance follows it.
    pub moving: Range<usize>,
}

/// What a way forward leaves behind; a buffer that a block does not need stays empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forward<F> {
    /// Output of the dense part, `[rows, columns]`.
    pub z: Vec<F>,
    normalized: Vec<F>,
    /// Output of the activation function, `[rows, units]`.
    pub a: Vec<F>,
    finished: Vec<F>,
    /// What dropout multiplied each of `finished` with.
    pub mask: Vec<F>,
    cache: Cache<F>,
}

/// Room for a way back, shared by all blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Back<F> {
    delta: Vec<F>,
    skip: Vec<F>,
    transposed: Vec<F>,
}

/// Where the products of a way back multiply by the slope of tanh, which then needs no pass of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FusedTanh {
    /// d loss / d output has passed this block's own tanh already.
    pub own: bool,
    /// d loss / d x is to pass the tanh that gave x, in the block below.
    pub below: bool,
}

/// How a way forward treats dropout and moving statistics.
#[derive(Debug)]
pub(crate) enum Mode<'a, F> {
    /// Each block draws its mask from a generator of its own, made from the step's `seed`.
    Training {
        moving: &'a mut [F],
        seed: u64,
    },
    Inference {
        moving: &'a [F],
    },
}

impl Block {
    /// Whether values are normalized before the activation.
    fn normalizes_before<F: Float>(&self) -> bool {
        self.spec.normalize_before && self.spec.normalization.as_dyn::<F>().is_active()
    }

    /// Whether values are normalized after the activation.
    fn normalizes_after<F: Float>(&self) -> bool {
        !self.spec.normalize_before && self.spec.normalization.as_dyn::<F>().is_active()
    }

    /// Whether anything follows the activation.
    fn has_finish<F: Float>(&self) -> bool {
        self.normalizes_after::<F>() || self.spec.residual || self.spec.dropout.is_active()
    }

    /// Whether what it gives is tanh's output as it is.
    pub fn ends_in_tanh<F: Float>(&self) -> bool {
        matches!(self.spec.activation, Activation::Tanh(_)) && !self.has_finish::<F>()
    }

    /// Input of the activation function, `[rows, columns]`.
    fn activation_input<'a, F: Float>(&self, forward: &'a Forward<F>) -> &'a [F] {
        if self.normalizes_before::<F>() { &forward.normalized } else { &forward.z }
    }

    /// Output of the block, `[rows, units]`.
    pub fn output<'a, F: Float>(&self, forward: &'a Forward<F>) -> &'a [F] {
        if self.has_finish::<F>() { &forward.finished } else { &forward.a }
    }

    fn affine<'a, F>(&self, parameters: &'a [F]) -> Affine<'a, F> {
        Affine { gamma: &parameters[self.gamma.clone()], beta: &parameters[self.beta.clone()] }
    }

    /// Runs a batch `x`, `[rows, inputs]`, through the block.
    pub fn forward<F: Float>(&self, parameters: &[F], x: &[F], mode: &mut Mode<'_, F>, forward: &mut Forward<F>) {
        let rows = x.len() / self.inputs;
        forward.z.resize(rows * self.columns, F::ZERO);
        // The bias is empty where there is none.
        let (kernel, bias) = (&parameters[self.kernel.clone()], &parameters[self.bias.clone()]);
        matmul::matmul_bias(x, kernel, bias, &mut forward.z, self.inputs, self.columns);
        if self.normalizes_before::<F>() {
            let Forward { z, normalized, cache, .. } = forward;
            self.normalize(parameters, z, mode, cache, normalized);
        }
        forward.a.resize(rows * self.spec.units, F::ZERO);
        let z = if self.normalizes_before::<F>() { &forward.normalized } else { &forward.z };
        self.spec.activation.as_dyn::<F>().forward(z, &parameters[self.slopes.clone()], &mut forward.a);
        if self.has_finish::<F>() {
            self.finish(parameters, x, mode, forward);
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
                // A frozen batch normalization runs in inference mode during training too.
                if self.spec.frozen {
                    Statistics::Moving { mean, variance }
                } else {
                    Statistics::Batch { mean, variance }
                }
            }
            Mode::Inference { moving } => {
                let (mean, variance) = moving[self.moving.clone()].split_at(self.moving.len() / 2);
                Statistics::Moving { mean, variance }
            }
        };
        self.spec.normalization.as_dyn::<F>().forward(x, self.affine(parameters), statistics, cache, y);
    }

    /// What follows the activation.
    fn finish<F: Float>(&self, parameters: &[F], x: &[F], mode: &mut Mode<'_, F>, forward: &mut Forward<F>) {
        let Forward { a, finished, mask, cache, .. } = forward;
        if self.normalizes_after::<F>() {
            self.normalize(parameters, a, mode, cache, finished);
        } else {
            finished.resize(a.len(), F::ZERO);
            finished.copy_from_slice(a);
        }
        if self.spec.residual {
            zip_map([x], [&mut finished[..]], |[x], [y]| [y + x]);
        }
        if let Mode::Training { seed, .. } = mode
            && self.spec.dropout.is_active()
        {
            mask.resize(finished.len(), F::ZERO);
            self.spec.dropout.draw(&mut Rng::new(*seed, "mask", self.index as u64), mask);
            self.spec.dropout.apply(mask, finished);
        }
    }

    /// Runs d loss / d output, `gradient`, back through the block: fills the block's part of `gradients` (adding to slopes, γ and β), and writes
    /// d loss / d x to `input_gradient` where one is wanted. Gives Σδ² over the activation's inputs when `measure`.
    #[allow(clippy::too_many_arguments)]
    pub fn backward<F: Float>(
        &self,
        parameters: &[F],
        x: &[F],
        forward: &Forward<F>,
        gradient: &mut [F],
        gradients: &mut [F],
        input_gradient: Option<&mut Vec<F>>,
        back: &mut Back<F>,
        measure: bool,
        fused: FusedTanh,
    ) -> Option<f64> {
        let normalization = self.spec.normalization.as_dyn::<F>();
        if self.spec.dropout.is_active() {
            zip_map([&forward.mask[..]], [&mut *gradient], |[mask], [g]| [g * mask]);
        }
        if self.spec.residual {
            back.skip.resize(gradient.len(), F::ZERO);
            back.skip.copy_from_slice(gradient);
        }
        if self.normalizes_after::<F>() {
            let (affine, learned) = (self.affine(parameters), self.affine_gradient(gradients));
            normalization.backward(affine, learned, &forward.cache, gradient);
        }
        let delta = if fused.own {
            gradient
        } else {
            back.delta.resize(forward.z.len(), F::ZERO);
            self.spec.activation.as_dyn::<F>().backward(Backward {
                z: self.activation_input(forward),
                a: &forward.a,
                slopes: &parameters[self.slopes.clone()],
                gradient,
                delta: &mut back.delta,
                slope_gradient: &mut gradients[self.slopes.clone()],
            });
            &mut back.delta[..]
        };
        let squares = measure.then(|| sum_of_squares(delta));
        if self.normalizes_before::<F>() {
            let (affine, learned) = (self.affine(parameters), self.affine_gradient(gradients));
            normalization.backward(affine, learned, &forward.cache, delta);
        }
        if !self.spec.frozen {
            matmul::matmul_tn(x, delta, &mut gradients[self.kernel.clone()], self.inputs, self.columns);
            if self.spec.use_bias {
                column_sums(delta, &mut gradients[self.bias.clone()]);
            }
        }
        if let Some(dx) = input_gradient {
            dx.resize(x.len(), F::ZERO);
            back.transposed.resize(back.transposed.len().max(self.kernel.len()), F::ZERO);
            let kernel = &parameters[self.kernel.clone()];
            matmul::matmul_nt(delta, kernel, if fused.below { x } else { &[] }, dx, self.columns, &mut back.transposed);
            if self.spec.residual {
                zip_map([&back.skip[..]], [&mut dx[..]], |[skip], [dx]| [dx + skip]);
            }
        }
        squares
    }

    fn affine_gradient<'a, F>(&self, gradients: &'a mut [F]) -> AffineGradient<'a, F> {
        // γ and β stand side by side.
        let (gamma, beta) = gradients[self.gamma.start..self.beta.end].split_at_mut(self.gamma.len());
        AffineGradient { gamma, beta }
    }
}
