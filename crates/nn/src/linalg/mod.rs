//! Where a training step spends its time: matrix products, sums, elementwise passes.

pub(crate) mod matmul;
pub(crate) mod reduce;
mod transpose;
mod zip;

pub(crate) use zip::zip_map;
