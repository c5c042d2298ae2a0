//! Elementary functions with the same bits on every platform.
//!
//! Those for `f32` have no branches, so that loops over them become vector code. Their errors against the exact value,
//! measured by `tests.rs`: at most 2 ulp for exp; 3 ulp for exp_m1, ln_1p_of_unit, tanh, sigmoid and softplus, the
//! last two where eˣ is no subnormal; 6 ulp for erfc.

mod erf;
mod exp;
pub mod f64;
mod ln;
pub(crate) mod sigmoid;
pub(crate) mod staged;
pub(crate) mod tanh;
mod transcendental;

pub use transcendental::Transcendental;

/// SELU's α, which with its scale makes mean 0 and variance 1 a stable fixed point (Klambauer et al., 2017).
pub const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
/// SELU's scale λ.
pub const SELU_SCALE: f64 = 1.050_700_987_355_480_5;

#[cfg(test)]
mod tests;
