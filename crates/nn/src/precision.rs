//! Whole passes and steps for each kind of number, compiled with this crate.
//!
//! Generic code is compiled where it is used, with that crate's optimization. The page's build makes all other crates
//! small, this one fast.

use crate::{
    Activation, Batch, Clipping, Found, Head, Init, Loss, Measure, Network, NetworkSpec, Optimizer, Pass, Trainer,
};

macro_rules! precisions {
    ($($F:ty),*) => {$(
        impl Network<$F> {
            /// A network with fresh parameters: each block draws from a stream of its own.
            pub fn new(spec: NetworkSpec, seed: u64) -> Self {
                Self::build(spec, seed)
            }

            /// Runs samples `x`, `[rows, inputs]`, through the network in inference mode.
            pub fn infer<'a>(&self, x: &[$F], pass: &'a mut Pass<$F>) -> &'a [$F] {
                self.run_inference(x, pass)
            }

            /// Scales the kernels of blocks whose init asks for it, from the input side on, until their outputs on `x`
            /// have variance 1 (Mishkin & Matas, 2016).
            pub fn scale_to_unit_variance(&mut self, x: &[$F]) {
                self.scale_kernels(x);
            }
        }

        impl Trainer<$F> {
            /// Puts `network` in training; `seed` decides dropout.
            pub fn new(
                network: Network<$F>,
                loss: Loss,
                optimizer: Optimizer,
                clipping: Clipping,
                seed: u64,
            ) -> Self {
                Self::put_in_training(network, loss, optimizer, clipping, seed)
            }

            /// The optimizer's learning rate before any schedule.
            pub fn base_learning_rate(&self) -> f64 {
                self.optimizer.behaviour::<$F>().learning_rate()
            }

            /// One optimizer step on `batch`; fills [`Self::figures`] if these are measured. When the loss is not finite
            /// nothing is updated, so that the network is kept as it stood.
            pub fn step(&mut self, batch: Batch<'_, $F>, learning_rate: f64, measure: Measure) -> Found {
                self.take_step(batch, learning_rate, measure)
            }

            /// The sum of the rows' losses, without penalties, and the rows classified right, in inference mode. `pass`
            /// is room to work in.
            pub fn evaluate(&self, batch: Batch<'_, $F>, pass: &mut Pass<$F>) -> (f64, Option<u64>) {
                self.sum_up(batch, pass)
            }
        }
    )*};
}

precisions!(f32, f64);

impl Activation {
    /// Columns of the kernel for each unit.
    pub fn pieces(&self) -> usize {
        self.behaviour::<f32>().pieces()
    }

    /// See [`ActivationFunction::range`](crate::ActivationFunction::range).
    pub fn range(&self) -> (f64, f64) {
        self.behaviour::<f32>().range()
    }
}

impl Loss {
    /// See [`LossFunction::objection`](crate::LossFunction::objection).
    pub fn objection(&self, head: Head) -> Option<&'static str> {
        self.behaviour::<f32>().objection(head)
    }
}

impl Init {
    /// Whether it can fill kernels only.
    pub fn needs_matrix(&self) -> bool {
        self.behaviour::<f32>().needs_matrix()
    }
}
