//! Gradient Lab's engine for JavaScript: bindings only.
