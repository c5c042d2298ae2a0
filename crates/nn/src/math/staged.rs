//! Elementary functions of many numbers, stage by stage.

use crate::simd::SimdFloat;

/// An elementary function of `f32` in three stages: range reduction, polynomial, reconstruction.
///
/// Within a stage each operation waits for the one before it. A processor looks only so far ahead for operations that
/// need not wait, so [`map`] takes a block of values through one stage before the next: that is faster than value by
/// value.
pub trait Staged<const COUNT: usize> {
    /// The constants of all stages. They are arguments since browsers load a literal again in every turn of a loop.
    const CONSTANTS: [f32; COUNT];

    /// Range reduction: what [`Self::approximate`] needs of `x`.
    fn reduce<V: SimdFloat<Scalar = f32>>(x: V, constants: &[V; COUNT]) -> [V; 2];

    /// The polynomial: what [`Self::reconstruct`] needs.
    fn approximate<V: SimdFloat<Scalar = f32>>(reduced: [V; 2], constants: &[V; COUNT]) -> [V; 2];

    /// The function's value.
    fn reconstruct<V: SimdFloat<Scalar = f32>>(approximated: [V; 2], constants: &[V; COUNT]) -> V;
}

/// The function's value at `x`.
#[inline(always)]
pub fn value<S: Staged<COUNT>, V: SimdFloat<Scalar = f32>, const COUNT: usize>(x: V) -> V {
    let constants = S::CONSTANTS.map(V::splat);
    S::reconstruct(S::approximate(S::reduce(x, &constants), &constants), &constants)
}

/// Writes the function's value at each of `x` to `y`, which is of the same length.
pub fn map<S: Staged<COUNT>, const COUNT: usize>(x: &[f32], y: &mut [f32]) {
    // `black_box`, or the compiler would put the literals back into the loops.
    let constants = core::hint::black_box(S::CONSTANTS);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let (x, y) = map_vectors::<S, COUNT>(&constants, x, y);
    for (y, &x) in y.iter_mut().zip(x) {
        *y = S::reconstruct(S::approximate(S::reduce(x, &constants), &constants), &constants);
    }
}

/// [`map`] for as many of `x` as fill whole vectors; returns the rest.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code)]
fn map_vectors<'a, S: Staged<COUNT>, const COUNT: usize>(
    constants: &[f32; COUNT],
    x: &'a [f32],
    y: &'a mut [f32],
) -> (&'a [f32], &'a mut [f32]) {
    use crate::simd::{F32x4, SimdVector};

    /// Vectors taken through a stage together.
    const BLOCK: usize = 16;

    let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<4>(), y.as_chunks_mut::<4>());
    let constants = constants.map(F32x4::splat);
    let mut between = [[F32x4::zero(); 2]; BLOCK];
    for (x, y) in x.chunks(BLOCK).zip(y.chunks_mut(BLOCK)) {
        let between = &mut between[..x.len()];
        for (between, x) in between.iter_mut().zip(x) {
            // SAFETY: `x` is an array of four numbers.
            *between = S::reduce(unsafe { F32x4::load(x.as_ptr()) }, &constants);
        }
        for between in &mut *between {
            *between = S::approximate(*between, &constants);
        }
        for (between, y) in between.iter().zip(y) {
            // SAFETY: `y` is an array of four numbers.
            unsafe { S::reconstruct(*between, &constants).store(y.as_mut_ptr()) };
        }
    }
    (x_rest, y_rest)
}
