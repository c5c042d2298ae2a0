//! The loops that everything else spends its time in: matrix products, sums, elementwise passes.

pub mod matmul;
pub(crate) mod reduce;
mod transpose;
mod zip;

pub use zip::zip_map;
