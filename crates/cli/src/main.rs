//! Gradient Lab on the command line.
fn main() {}
