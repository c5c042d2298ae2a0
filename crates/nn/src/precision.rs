//! Compiling generic code in this crate.

/// Repeats the items with `F` as `f32` and as `f64`.
///
/// A generic function is compiled in the crate that uses it, as that crate is optimized. The page's build optimizes
/// this crate for speed and those above it for size, so a network's passes and a trainer's steps must be compiled here.
macro_rules! for_f32_and_f64 {
    ($($items:tt)*) => {
        const _: () = {
            type F = f32;
            $($items)*
        };
        const _: () = {
            type F = f64;
            $($items)*
        };
    };
}
pub(crate) use for_f32_and_f64;
