//! SIMD vectors: several numbers side by side that are worked on alike, and single numbers behind the same traits.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod f32x4;
mod float;
mod lanes;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) use f32x4::F32x4;
pub use float::SimdFloat;
pub use lanes::SimdVector;
pub(crate) use lanes::{Octet, Pair, Quad};
