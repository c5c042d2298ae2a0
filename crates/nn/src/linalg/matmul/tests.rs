//! Every product against the plain sum.

use super::{matmul_bias, matmul_nt, matmul_tn};
use crate::rng::Rng;
use alloc::vec;
use alloc::vec::Vec;

fn matrix(rng: &mut Rng, len: usize) -> Vec<f32> {
    (0..len).map(|_| rng.normal() as f32).collect()
}

#[test]
fn every_shape_gives_the_bits_of_the_plain_sum() {
    let mut rng = Rng::new(1, "test", 0);
    let shapes =
        [(1, 1, 1), (4, 7, 8), (5, 3, 13), (10, 2, 1), (7, 1, 5), (3, 9, 1), (6, 16, 23), (2, 5, 47), (70, 600, 15)];
    for (m, k, n) in shapes {
        let a = matrix(&mut rng, m * k);
        let b = matrix(&mut rng, k * n);
        let plain: Vec<f32> = (0..m * n)
            .map(|at| {
                let (i, j) = (at / n, at % n);
                (0..k).fold(0.0, |sum, p| sum + a[i * k + p] * b[p * n + j])
            })
            .collect();
        let transposed = |matrix: &[f32], columns: usize| -> Vec<f32> {
            let rows = matrix.len() / columns;
            (0..matrix.len()).map(|at| matrix[at % rows * columns + at / rows]).collect()
        };
        let mut c = vec![0.0; m * n];
        matmul_bias(&a, &b, &[], &mut c, k, n);
        assert_eq!(c, plain, "a·b {m} {k} {n}");
        let bias = matrix(&mut rng, n);
        matmul_bias(&a, &b, &bias, &mut c, k, n);
        assert!(c.iter().zip(&plain).enumerate().all(|(at, (&c, &plain))| c == plain + bias[at % n]));
        matmul_tn(&transposed(&a, k), &b, &mut c, m, n);
        assert_eq!(c, plain, "aᵀ·b {m} {k} {n}");
        let b = transposed(&b, n);
        let mut scratch = vec![0.0; b.len()];
        matmul_nt(&a, &b, &[], &mut c, k, &mut scratch);
        assert_eq!(c, plain, "a·bᵀ {m} {k} {n}");
        let tanh = matrix(&mut rng, c.len());
        matmul_nt(&a, &b, &tanh, &mut c, k, &mut scratch);
        assert!(c.iter().zip(&plain).zip(&tanh).all(|((&c, &plain), &t)| c == plain * (1.0 - t * t)));
    }
}
