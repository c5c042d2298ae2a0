//! The most that plain SIMD128 can do: the matrix products of a training step alone, in handwritten 4×8 tiles, and
//! additions and multiplications alone, in registers.
#![cfg(target_arch = "wasm32")]

use std::arch::wasm32::{
    f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat, v128, v128_load, v128_load32_splat, v128_store,
};
use std::cell::RefCell;

/// A network's matrices, one of each kind a layer.
#[derive(Default)]
struct Network {
    batch: usize,
    units: Vec<usize>,
    activations: Vec<Vec<f32>>,
    deltas: Vec<Vec<f32>>,
    kernels: Vec<Vec<f32>>,
    gradients: Vec<Vec<f32>>,
    transposed: Vec<f32>,
}

thread_local! {
    static NETWORK: RefCell<Network> = RefCell::default();
}

/// Starts a network whose batches have `batch` rows.
#[unsafe(no_mangle)]
pub extern "C" fn begin(batch: usize) {
    NETWORK.set(Network { batch, ..Network::default() });
}

/// Adds a layer of `units`; the first one is the input.
#[unsafe(no_mangle)]
pub extern "C" fn layer(units: usize) {
    NETWORK.with_borrow_mut(|network| {
        if let Some(&inputs) = network.units.last() {
            // Each output is a mean of the inputs: no value becomes subnormal, which would be slow.
            network.kernels.push(vec![1.0 / inputs as f32; inputs * units]);
            network.gradients.push(vec![0.0; inputs * units]);
            network.transposed.resize(network.transposed.len().max(inputs * units), 0.0);
        }
        network.units.push(units);
        network.activations.push(vec![0.5; network.batch * units]);
        network.deltas.push(vec![0.5; network.batch * units]);
    });
}

/// Computes the products of `steps` steps.
#[unsafe(no_mangle)]
pub extern "C" fn run(steps: u32) {
    NETWORK.with_borrow_mut(|network| (0..steps).for_each(|_| network.step()));
}

impl Network {
    fn step(&mut self) {
        let layers = self.kernels.len();
        for at in 0..layers {
            let (inputs, units) = (self.units[at], self.units[at + 1]);
            let (before, after) = self.activations.split_at_mut(at + 1);
            let x = Left { values: &before[at], row_stride: inputs, column_stride: 1 };
            matmul(x, &self.kernels[at], &mut after[0], inputs, units);
        }
        for at in (0..layers).rev() {
            let (inputs, units) = (self.units[at], self.units[at + 1]);
            let (before, after) = self.deltas.split_at_mut(at + 1);
            let (x, delta) = (&self.activations[at], &after[0]);
            if units == 1 {
                matmul(
                    Left { values: delta, row_stride: 1, column_stride: 1 },
                    x,
                    &mut self.gradients[at],
                    self.batch,
                    inputs,
                );
            } else {
                let x = Left { values: x, row_stride: 1, column_stride: inputs };
                matmul(x, delta, &mut self.gradients[at], self.batch, units);
            }
            if at > 0 {
                let transposed = &mut self.transposed[..inputs * units];
                for (column, row) in self.kernels[at].chunks_exact(units).enumerate() {
                    for (k, &weight) in row.iter().enumerate() {
                        transposed[k * inputs + column] = weight;
                    }
                }
                let delta = Left { values: delta, row_stride: units, column_stride: 1 };
                matmul(delta, transposed, &mut before[at], units, inputs);
            }
        }
    }
}

/// The left factor: element (i, p) is at `i·row_stride + p·column_stride`.
#[derive(Clone, Copy)]
struct Left<'a> {
    values: &'a [f32],
    row_stride: usize,
    column_stride: usize,
}

/// `c = left·right`, with `left` `[m, k]`, `right` `[k, n]`, `c` `[m, n]`.
fn matmul(left: Left, right: &[f32], c: &mut [f32], k: usize, n: usize) {
    let m = c.len() / n;
    assert!(right.len() == k * n && c.len() == m * n && left.values.len() == m * k);
    let mut column = 0;
    while column < n {
        let width = match n - column {
            8.. => 8,
            4.. => 4,
            _ => 1,
        };
        let mut row = 0;
        while row < m {
            let height = if m - row >= 4 { 4 } else { 1 };
            // SAFETY: the tile lies within `c`, and so do its terms within `left` and `right`, as asserted above.
            unsafe {
                let left_at = left.values.as_ptr().add(row * left.row_stride);
                let right_at = right.as_ptr().add(column);
                let at = c.as_mut_ptr().add(row * n + column);
                match (height, width) {
                    (4, 8) => tile::<4, 2>(left_at, left, right_at, at, k, n),
                    (4, 4) => tile::<4, 1>(left_at, left, right_at, at, k, n),
                    (1, 8) => tile::<1, 2>(left_at, left, right_at, at, k, n),
                    (1, 4) => tile::<1, 1>(left_at, left, right_at, at, k, n),
                    (4, _) => single::<4>(left_at, left, right_at, at, k, n),
                    _ => single::<1>(left_at, left, right_at, at, k, n),
                }
            }
            row += height;
        }
        column += width;
    }
}

/// A tile of `MR` rows and `VECTORS` times four columns. The pointers are to its first element and to that element's
/// first terms.
///
/// # Safety
///
/// The tile is within c, and its terms are within the factors.
#[inline(always)]
unsafe fn tile<const MR: usize, const VECTORS: usize>(
    left_at: *const f32,
    left: Left,
    right_at: *const f32,
    at: *mut f32,
    k: usize,
    n: usize,
) {
    unsafe {
        let mut sums = [[f32x4_splat(0.0); VECTORS]; MR];
        let (mut left_at, mut right_at) = (left_at, right_at);
        for _ in 0..k {
            let right: [v128; VECTORS] = std::array::from_fn(|j| v128_load(right_at.add(4 * j).cast()));
            for (i, sums) in sums.iter_mut().enumerate() {
                let value = v128_load32_splat(left_at.add(i * left.row_stride).cast());
                for (sum, right) in sums.iter_mut().zip(right) {
                    *sum = f32x4_add(*sum, f32x4_mul(value, right));
                }
            }
            left_at = left_at.wrapping_add(left.column_stride);
            right_at = right_at.wrapping_add(n);
        }
        for (i, sums) in sums.iter().enumerate() {
            for (j, &sum) in sums.iter().enumerate() {
                v128_store(at.add(i * n + 4 * j).cast(), sum);
            }
        }
    }
}

/// A tile of `MR` rows and one column.
///
/// # Safety
///
/// As for [`tile`].
#[inline(always)]
unsafe fn single<const MR: usize>(
    left_at: *const f32,
    left: Left,
    right_at: *const f32,
    at: *mut f32,
    k: usize,
    n: usize,
) {
    unsafe {
        let mut sums = [0.0; MR];
        for p in 0..k {
            let right = *right_at.add(p * n);
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum += *left_at.add(i * left.row_stride + p * left.column_stride) * right;
            }
        }
        for (i, sum) in sums.into_iter().enumerate() {
            *at.add(i * n) = sum;
        }
    }
}

/// Multiplications of vectors, and as many additions, in a unit of `peak`'s work.
const UNIT: usize = 7200;

/// `units` times `UNIT` multiplications and additions of vectors, in sums that do not wait for each other. `mix`
/// chooses the rows and columns of sums: which are fastest depends on the machine.
#[unsafe(no_mangle)]
pub extern "C" fn peak(mix: u32, units: u32) -> f32 {
    match mix {
        0 => sums::<4, 2>(units),
        1 => sums::<6, 1>(units),
        2 => sums::<3, 3>(units),
        _ => sums::<2, 4>(units),
    }
}

/// `ROWS` times `COLUMNS` sums of products. The columns' factors are loaded again in each turn, so that the compiler
/// cannot move the products out of the loop; all factors are within a few cache lines.
#[inline(never)]
fn sums<const ROWS: usize, const COLUMNS: usize>(units: u32) -> f32 {
    let numbers = std::hint::black_box([0.5_f32; UNIT / 6 + 4 * 4]);
    let factors: [v128; ROWS] = std::array::from_fn(|at| f32x4_splat(std::hint::black_box(at as f32)));
    let mut sums = [[f32x4_splat(0.0); COLUMNS]; ROWS];
    for _ in 0..units {
        let turns = UNIT / (ROWS * COLUMNS);
        for numbers in numbers.windows(4 * COLUMNS).take(turns) {
            // SAFETY: the window has `4 * COLUMNS` numbers.
            let others: [v128; COLUMNS] =
                std::array::from_fn(|at| unsafe { v128_load(numbers.as_ptr().add(4 * at).cast()) });
            for (sums, &factor) in sums.iter_mut().zip(&factors) {
                for (sum, &other) in sums.iter_mut().zip(&others) {
                    *sum = f32x4_add(*sum, f32x4_mul(factor, other));
                }
            }
        }
    }
    let total = sums.into_iter().flatten().fold(f32x4_splat(0.0), |total, sum| f32x4_add(total, sum));
    f32x4_extract_lane::<0>(total)
}
