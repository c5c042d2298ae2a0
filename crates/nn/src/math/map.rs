//! Elementary functions of many numbers, step by step.

use crate::simd::SimdFloat;

/// An elementary function in three steps. Within one value each operation waits for the one before, so that a processor
/// that looks only so far ahead works on many values faster step by step.
pub trait Elementary<const COUNT: usize> {
    /// Numbers that all steps are given, since a browser makes one that is written in the code anew each time.
    const NUMBERS: [f32; COUNT];

    /// The first step: what the second needs of `x`.
    fn begin<N: SimdFloat<Scalar = f32>>(x: N, numbers: &[N; COUNT]) -> [N; 2];

    /// The second step: what the third needs.
    fn proceed<N: SimdFloat<Scalar = f32>>(begun: [N; 2], numbers: &[N; COUNT]) -> [N; 2];

    /// The third step: the value.
    fn finish<N: SimdFloat<Scalar = f32>>(done: [N; 2], numbers: &[N; COUNT]) -> N;
}

/// Writes the values of a function at each of `x` to `y`, which is as long.
pub fn map<E: Elementary<COUNT>, const COUNT: usize>(x: &[f32], y: &mut [f32]) {
    // Hidden from the compiler, which would write them in the code.
    let numbers = core::hint::black_box(E::NUMBERS);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let (x, y) = in_registers::<E, COUNT>(&numbers, x, y);
    for (y, &x) in y.iter_mut().zip(x) {
        *y = E::finish(E::proceed(E::begin(x, &numbers), &numbers), &numbers);
    }
}

/// Does as many of `x` as fill registers; gives the rest.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code)]
fn in_registers<'a, E: Elementary<COUNT>, const COUNT: usize>(
    numbers: &[f32; COUNT],
    x: &'a [f32],
    y: &'a mut [f32],
) -> (&'a [f32], &'a mut [f32]) {
    use crate::simd::F32x4;
    use crate::simd::SimdVector;

    /// Registers' worth of values that are taken a step together.
    const PIECE: usize = 16;

    let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<4>(), y.as_chunks_mut::<4>());
    let numbers = numbers.map(F32x4::splat);
    let mut steps = [[F32x4::zero(); 2]; PIECE];
    for (x, y) in x.chunks(PIECE).zip(y.chunks_mut(PIECE)) {
        let steps = &mut steps[..x.len()];
        for (step, x) in steps.iter_mut().zip(x) {
            // SAFETY: four numbers stand there.
            *step = E::begin(unsafe { F32x4::load(x.as_ptr()) }, &numbers);
        }
        for step in &mut *steps {
            *step = E::proceed(*step, &numbers);
        }
        for (step, y) in steps.iter().zip(y) {
            // SAFETY: there is room for four numbers.
            unsafe { E::finish(*step, &numbers).store(y.as_mut_ptr()) };
        }
    }
    (x_rest, y_rest)
}
