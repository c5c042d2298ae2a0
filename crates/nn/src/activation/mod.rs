//! Activation functions: what a unit makes of its weighted input.

#[cfg(test)]
mod tests;

use crate::catalogue;
use crate::float::Float;
use crate::linalg::zip_map;

catalogue! {
    /// An activation function from the catalogue.
    Activation: ActivationFunction<F> {
        identity::Identity,
        sigmoid::Sigmoid,
        tanh::Tanh,
        relu::Relu,
        leaky_relu::LeakyRelu,
        prelu::Prelu,
        elu::Elu,
        selu::Selu,
        maxout::Maxout,
        softplus::Softplus,
        softsign::Softsign,
        gelu::Gelu,
        swish::Swish,
        mish::Mish,
    }
}

/// What an activation function does to a batch of inputs `z`, `[rows, units·pieces]`.
///
/// ```
/// use gradient_lab_nn::ActivationFunction;
/// use gradient_lab_nn::activation::Relu;
///
/// let mut a = [0.0_f32; 3];
/// Relu {}.forward(&[-1.0, 0.5, 2.0], &[], &mut a);
/// assert_eq!(a, [0.0, 0.5, 2.0]);
/// ```
pub trait ActivationFunction<F: Float> {
    /// The forward pass: writes φ(z) to `a`, `[rows, units]`. `slopes` is empty unless [`Self::initial_slope`] says
    /// otherwise.
    fn forward(&self, z: &[F], slopes: &[F], a: &mut [F]);

    /// The backward pass: writes d loss / d z to `args.delta`, and adds d loss / d slopes to `args.slope_gradient`.
    fn backward(&self, args: BackwardArgs<'_, F>);

    /// Columns of the kernel for each unit: its linear pieces, for maxout.
    fn pieces(&self) -> usize {
        1
    }

    /// What the slopes it learns, one for each unit, start from; `None` when it learns none.
    fn initial_slope(&self) -> Option<f64> {
        None
    }

    /// The outputs that count as saturated: within 1 % of the value range of an asymptote; `None` where there is none.
    fn saturation(&self) -> Option<Saturation> {
        None
    }

    /// Whether a unit that gives 0 for a whole batch is dead: nothing flows back through it.
    fn can_die(&self) -> bool {
        false
    }

    /// The init, by its id, that keeps the gradient's size from layer to layer: He's for what lets half of its input
    /// pass, LeCun's for SELU (Klambauer et al., 2017) and for maxout, where one of a unit's pieces passes, Glorot's
    /// for what is steepest at 0. `None` when no init does, as for the sigmoid, whose slope is at most a quarter.
    fn fitting_init(&self) -> Option<&'static str> {
        None
    }

    /// The outputs that can occur.
    fn range(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }
}

impl Activation {
    /// See [`ActivationFunction::pieces`].
    pub fn pieces(&self) -> usize {
        self.as_dyn::<f32>().pieces()
    }

    /// See [`ActivationFunction::range`].
    pub fn range(&self) -> (f64, f64) {
        self.as_dyn::<f32>().range()
    }

    /// See [`ActivationFunction::fitting_init`].
    pub fn fitting_init(&self) -> Option<&'static str> {
        self.as_dyn::<f32>().fitting_init()
    }
}

/// Outputs `< below` or `> above` are saturated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saturation {
    /// The lower bound; −∞ where there is no asymptote below.
    pub below: f64,
    /// The upper bound; +∞ where there is no asymptote above.
    pub above: f64,
}

/// What the backward pass reads and fills; rows as in [`ActivationFunction::forward`].
#[derive(Debug)]
pub struct BackwardArgs<'a, F> {
    /// The inputs, `[rows, units·pieces]`.
    pub z: &'a [F],
    /// The outputs, `[rows, units]`.
    pub a: &'a [F],
    /// The learned slopes, `[units]` or empty.
    pub slopes: &'a [F],
    /// d loss / d a, `[rows, units]`.
    pub gradient: &'a [F],
    /// d loss / d z, `[rows, units·pieces]`: filled here.
    pub delta: &'a mut [F],
    /// d loss / d slopes, `[units]` or empty: added to here.
    pub slope_gradient: &'a mut [F],
}

impl<F: Float> BackwardArgs<'_, F> {
    /// The backward pass of a function of one input, by its derivative from `(z, a)`.
    #[inline(always)]
    fn elementwise(self, derivative: impl Fn(F::Vector, F::Vector) -> F::Vector) {
        zip_map([self.z, self.a, self.gradient], [self.delta], |[z, a, gradient], _| [gradient * derivative(z, a)]);
    }

    /// Likewise, by its derivative from `(z, a, y)`, where `first` has written y for each z: in a loop of its own that
    /// is faster.
    #[inline(always)]
    fn elementwise_after(
        self,
        first: fn(&[F], &mut [F]),
        derivative: impl Fn(F::Vector, F::Vector, F::Vector) -> F::Vector,
    ) {
        first(self.z, self.delta);
        zip_map(
            [self.z, self.a, self.gradient],
            [self.delta],
            |[z, a, gradient], [y]| [gradient * derivative(z, a, y)],
        );
    }
}

/// The forward pass of a function of one input.
#[inline(always)]
fn elementwise<F: Float>(z: &[F], a: &mut [F], value: impl Fn(F::Vector) -> F::Vector) {
    zip_map([z], [a], |[z], _| [value(z)]);
}
