//! SIMD vectors behind two traits that single numbers implement too: code written once runs on one number or on
//! several.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod f32x4;
mod float;
mod lanes;
mod pair;
mod scalar;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use f32x4::F32x4;
pub use float::SimdFloat;
pub use lanes::SimdVector;
pub use pair::{Octet, Pair, Quad};
