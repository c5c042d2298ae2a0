//! The loops that everything else spends its time in.

pub(crate) mod each;
pub(crate) mod elementary;
pub(crate) mod map;
pub mod number;
pub mod product;
pub mod real;
pub(crate) mod register;
pub(crate) mod sum;
mod transpose;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) mod words;
