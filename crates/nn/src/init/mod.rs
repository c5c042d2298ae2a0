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
pub trait Initializer<F: Float> {
    /// Fills `weights`, `[fans.inputs, fans.outputs]` row by row (or a bias of that many outputs).
    fn fill(&self, fans: Fans, random: &mut Rng, weights: &mut [F]);

    /// Whether only a kernel can be filled, not a bias.
    fn needs_matrix(&self) -> bool {
        false
    }

    /// Whether the kernel is then scaled until the layer's outputs on a batch have variance 1.
    fn needs_data(&self) -> bool {
        false
    }
}

impl Init {
    /// Whether it can fill kernels only.
    pub fn needs_matrix(&self) -> bool {
        self.as_dyn::<f32>().needs_matrix()
    }
}

/// The connections of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fans {
    /// Inputs of each column of the kernel.
    pub inputs: usize,
    /// Columns of the kernel: units times pieces.
    pub outputs: usize,
}

impl Fans {
    /// A bias counts as both its own fans, as in Keras.
    pub fn of_bias(outputs: usize) -> Self {
        Self { inputs: outputs, outputs }
    }

    /// (inputs + outputs)/2.
    fn mean(self) -> f64 {
        (self.inputs + self.outputs) as f64 / 2.0
    }
}
