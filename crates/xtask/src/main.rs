//! Builds, serves and tests Gradient Lab.
fn main() {}
