//! The loops that everything else spends its time in.

pub mod each;
pub(crate) mod elementary;
pub(crate) mod lanes;
pub mod product;
pub mod real;
pub(crate) mod register;
pub(crate) mod sum;
mod transpose;
