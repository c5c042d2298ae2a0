//! The loops that everything else spends its time in.

pub mod each;
pub mod elementary;
pub mod lanes;
pub mod product;
pub mod real;
pub mod register;
pub mod sum;
pub mod transpose;
