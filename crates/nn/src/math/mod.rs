//! Elementary functions with the same results on every platform.

pub(crate) mod elementary;
pub mod f64;
pub(crate) mod map;
