//! Maxout.

use super::{ActivationFunction, BackwardArgs};
use crate::catalogue::{Hyperparameter, Scale};
use crate::entry;
use crate::float::Float;

entry! {
    /// The largest of several linear pieces: each unit learns its own convex activation.
    pub struct Maxout = "maxout", "Maxout",
        formula: r"\max_p z_p",
        source: "https://arxiv.org/abs/1302.4389",
        paper: "Goodfellow et al., 2013, <https://arxiv.org/abs/1302.4389>",
    {
        /// Linear pieces of a unit.
        pieces: usize = Hyperparameter::integer("Pieces", 2, 1, 16, Scale::Linear),
    }
}

impl<F: Float> ActivationFunction<F> for Maxout {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        for (a, pieces) in a.iter_mut().zip(z.chunks_exact(self.pieces)) {
            *a = pieces[argmax(pieces)];
        }
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        let units = args.z.chunks_exact(self.pieces).zip(args.gradient);
        for (delta, (pieces, &gradient)) in args.delta.chunks_exact_mut(self.pieces).zip(units) {
            // Pieces that tie share the gradient, as the maximum's derivative does in Keras.
            let top = pieces[argmax(pieces)];
            let ties = pieces.iter().filter(|&&piece| piece == top).count().max(1);
            let share = gradient / F::from_f64(ties as f64);
            for (delta, &piece) in delta.iter_mut().zip(pieces) {
                *delta = if piece == top { share } else { F::ZERO };
            }
        }
    }

    fn pieces(&self) -> usize {
        self.pieces
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("lecun_normal")
    }
}

/// The index of the largest piece; of a NaN, where there is one, so that it is not lost.
#[inline(always)]
fn argmax<F: Float>(pieces: &[F]) -> usize {
    let mut best = 0;
    for (at, &piece) in pieces.iter().enumerate() {
        let is_nan = piece.partial_cmp(&piece).is_none();
        if piece > pieces[best] || is_nan {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{ActivationFunction, Maxout};

    #[test]
    fn a_piece_that_is_not_a_number_is_not_lost() {
        for pieces in [[f64::NAN, 1.0, 2.0], [1.0, f64::NAN, 2.0], [2.0, 1.0, f64::NAN]] {
            let mut a = [0.0];
            Maxout { pieces: 3 }.forward(&pieces, &[], &mut a);
            assert!(a[0].is_nan(), "{pieces:?} give {}", a[0]);
        }
    }
}
