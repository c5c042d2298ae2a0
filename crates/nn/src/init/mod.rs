//! Initializers: the weights a network starts from.

mod scaling;

use crate::catalogue;
use crate::float::Float;
use crate::rng::Rng;

catalogue! {
    /// An initializer from the catalogue.
    Init: Initializer<F> {
        zeros::Zeros,
        constant::Constant,
        normal::Normal,
        uniform::Uniform,
        lecun_normal::LecunNormal,
        lecun_uniform::LecunUniform,
        glorot_normal::GlorotNormal,
        glorot_uniform::GlorotUniform,
        he_normal::HeNormal,
        he_uniform::HeUniform,
        standard_uniform::StandardUniform,
        orthogonal::Orthogonal,
        lsuv::Lsuv,
    }
}

/// How an initializer fills a kernel or a bias.
///
/// ```
/// use gradient_lab_nn::init::HeNormal;
/// use gradient_lab_nn::rng::Rng;
/// use gradient_lab_nn::{Fans, Initializer};
///
/// let mut kernel = [0.0_f32; 2 * 8];
/// HeNormal::default().fill(Fans { fan_in: 2, fan_out: 8 }, &mut Rng::new(42, "kernel", 0), &mut kernel);
/// // A normal distribution cut off at two standard deviations: none is far from 0.
/// assert!(kernel.iter().all(|weight| weight.abs() < 2.28));
/// ```
pub trait Initializer<F: Float> {
    /// Fills `weights`: a kernel, `[fan_in, fan_out]` row by row, or a bias, `[fan_out]`.
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]);

    /// Whether it fills only kernels, not biases.
    fn needs_matrix(&self) -> bool {
        false
    }

    /// Whether the kernel is to be scaled until the layer's outputs on a batch have variance 1: see
    /// [`Network::scale_to_unit_variance`](crate::Network::scale_to_unit_variance).
    fn needs_data(&self) -> bool {
        false
    }
}

impl Init {
    /// See [`Initializer::needs_matrix`].
    pub fn needs_matrix(&self) -> bool {
        self.as_dyn::<f32>().needs_matrix()
    }
}

/// How many connections lead into a unit, and how many out of one: what Glorot's, He's and LeCun's variances follow
/// from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fans {
    /// Rows of the kernel: the layer's inputs.
    pub fan_in: usize,
    /// Columns of the kernel: units, times the pieces of a maxout unit.
    pub fan_out: usize,
}

impl Fans {
    /// Those of a bias of `units`: its length stands for both, as in Keras.
    pub fn of_bias(units: usize) -> Self {
        Self { fan_in: units, fan_out: units }
    }

    /// `(fan_in + fan_out)/2`, the number in Glorot's variance.
    fn mean(self) -> f64 {
        (self.fan_in + self.fan_out) as f64 / 2.0
    }
}
