//! Whole passes and steps are compiled with this crate.
//!
//! Generic code is compiled where it is used, with that crate's optimization. The page's build makes all other crates
//! small, this one fast.

/// Items with the kinds of number that there are in the place of `F`.
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
