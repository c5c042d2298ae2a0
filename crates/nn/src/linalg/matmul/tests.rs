//! Every product against the plain sum.

use super::{matmul_bias, matmul_nt, matmul_tn};
use crate::rng::Rng;
use alloc::vec;
use alloc::vec::Vec;

fn matrix(random: &mut Rng, len: usize) -> Vec<f32> {
    (0..len).map(|_| random.normal() as f32).collect()
}

#[test]
fn every_shape_gives_the_bits_of_the_plain_sum() {
    let mut random = Rng::new(1, "test", 0);
    let shapes =
        [(1, 1, 1), (4, 7, 8), (5, 3, 13), (10, 2, 1), (7, 1, 5), (3, 9, 1), (6, 16, 23), (2, 5, 47), (70, 600, 15)];
    for (rows, depth, columns) in shapes {
        let a = matrix(&mut random, rows * depth);
        let b = matrix(&mut random, depth * columns);
        let plain: Vec<f32> = (0..rows * columns)
            .map(|at| {
                let (i, j) = (at / columns, at % columns);
                (0..depth).fold(0.0, |sum, k| sum + a[i * depth + k] * b[k * columns + j])
            })
            .collect();
        let transposed = |m: &[f32], width: usize| -> Vec<f32> {
            let height = m.len() / width;
            (0..m.len()).map(|at| m[at % height * width + at / height]).collect()
        };
        let mut c = vec![0.0; rows * columns];
        matmul_bias(&a, &b, &[], &mut c, depth, columns);
        assert_eq!(c, plain, "a·b {rows} {depth} {columns}");
        let bias = matrix(&mut random, columns);
        matmul_bias(&a, &b, &bias, &mut c, depth, columns);
        assert!(c.iter().zip(&plain).enumerate().all(|(at, (&c, &plain))| c == plain + bias[at % columns]));
        matmul_tn(&transposed(&a, depth), &b, &mut c, rows, columns);
        assert_eq!(c, plain, "aᵀ·b {rows} {depth} {columns}");
        let b = transposed(&b, columns);
        let mut scratch = vec![0.0; b.len()];
        matmul_nt(&a, &b, &[], &mut c, depth, &mut scratch);
        assert_eq!(c, plain, "a·bᵀ {rows} {depth} {columns}");
        let tanh = matrix(&mut random, c.len());
        matmul_nt(&a, &b, &tanh, &mut c, depth, &mut scratch);
        assert!(c.iter().zip(&plain).zip(&tanh).all(|((&c, &plain), &tanh)| c == plain * (1.0 - tanh * tanh)));
    }
}
