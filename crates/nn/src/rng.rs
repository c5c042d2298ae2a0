//! Seeded random numbers, the same on every machine.
//!
//! The generator is xoshiro256++ (Blackman & Vigna, 2021), whose definition fixes every bit it gives. Each use draws
//! from a generator of its own, seeded by the run's seed, the use's purpose and an index, so that no draw shifts
//! another use's.

use rand_core::{Rng as _, SeedableRng};
use rand_xoshiro::{SplitMix64, Xoshiro256PlusPlus};

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Rng {
    bits: Xoshiro256PlusPlus,
    /// The second of two normal draws, which the polar method makes in pairs.
    spare: Option<f64>,
}

impl Rng {
    /// The stream for `purpose` number `index` (a layer, an epoch, …) of a run with this `seed`.
    pub fn new(seed: u64, purpose: &str, index: u64) -> Self {
        // FNV-1a turns the name into a number; SplitMix64 then spreads neighbouring seeds and indices apart.
        let name = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mixed = [name, index].iter().fold(seed, |state, part| SplitMix64::seed_from_u64(state).next_u64() ^ part);
        Self { bits: Xoshiro256PlusPlus::seed_from_u64(mixed), spare: None }
    }

    /// A draw from the uniform distribution over `[0, 1)`, with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        (self.bits.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A draw from the standard normal distribution, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let u = 2.0 * self.uniform() - 1.0;
            let v = 2.0 * self.uniform() - 1.0;
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                let factor = libm::sqrt(-2.0 * libm::log(square) / square);
                self.spare = Some(v * factor);
                return u * factor;
            }
        }
    }

    /// A uniformly distributed integer in `0..bound`; 0 when `bound` is 0.
    pub fn random_below(&mut self, bound: u64) -> u64 {
        if bound < 2 {
            return 0;
        }
        // Draws from the last multiple of `bound` on would favour small results.
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let bits = self.bits.next_u64();
            if bits < limit {
                return bits % bound;
            }
        }
    }

    /// Puts `items` in random order, each order equally likely (Fisher & Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.random_below(last as u64 + 1) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;
    use alloc::vec::Vec;

    #[test]
    fn the_stream_never_changes() {
        let mut rng = Rng::new(42, "data", 0);
        let drawn: Vec<u64> = (0..3).map(|_| rng.random_below(1_000_000)).collect();
        assert_eq!(drawn, STREAM);
    }

    const STREAM: [u64; 3] = [29_801, 6_300, 344_479];

    #[test]
    fn streams_of_different_seeds_purposes_and_indices_differ() {
        let first = |seed, purpose, index| Rng::new(seed, purpose, index).uniform().to_bits();
        let streams = [first(1, "init", 0), first(1, "init", 1), first(2, "init", 0), first(1, "shuffle", 0)];
        for (at, stream) in streams.iter().enumerate() {
            assert!(!streams[at + 1..].contains(stream));
        }
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut rng = Rng::new(7, "test", 0);
        let count = 100_000;
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..count {
            let draw = rng.normal();
            sum += draw;
            squares += draw * draw;
        }
        // Five standard errors: 1/√n for the mean, √(2/n) for the variance.
        assert!((sum / f64::from(count)).abs() < 5.0 / 316.0);
        assert!((squares / f64::from(count) - 1.0).abs() < 5.0 * 0.00447);
    }

    #[test]
    fn a_shuffle_puts_every_item_everywhere_equally_often() {
        let mut rng = Rng::new(3, "test", 0);
        let rounds = 12_000;
        let mut seen = [[0_u32; 4]; 4];
        for _ in 0..rounds {
            let mut items = [0, 1, 2, 3];
            rng.shuffle(&mut items);
            for (place, item) in items.into_iter().enumerate() {
                seen[place][item] += 1;
            }
        }
        for count in seen.into_iter().flatten() {
            // Expected 3,000, standard deviation 47.
            assert!(count.abs_diff(3_000) < 5 * 47, "{count}");
        }
    }
}
