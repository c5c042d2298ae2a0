//! Vectors, or other things, in pairs.
//!
//! What must stay in several registers is built of [`Pair`]s, not of arrays: without a loop over the parts, no compiler
//! has to unroll one, whatever it optimizes for.

use core::ops::{Add, Mul, Sub};

use super::lanes::SimdVector;

/// Two values of one type. Two vectors are a vector of twice as many lanes.
#[derive(Debug, Clone, Copy)]
pub struct Pair<T>(pub T, pub T);

/// Four values of one type.
pub type Quad<T> = Pair<Pair<T>>;

/// Eight values of one type.
pub type Octet<T> = Pair<Quad<T>>;

/// Implements an operator on each half.
macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<V: SimdVector> $trait for Pair<V> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

#[allow(unsafe_code)]
impl<V: SimdVector> SimdVector for Pair<V> {
    type Scalar = V::Scalar;

    const LANES: usize = 2 * V::LANES;

    #[inline(always)]
    fn splat(value: V::Scalar) -> Self {
        let half = V::splat(value);
        Self(half, half)
    }

    #[inline(always)]
    unsafe fn load(at: *const V::Scalar) -> Self {
        // SAFETY: the caller's `2 * V::LANES` numbers are two halves of `V::LANES`.
        unsafe { Self(V::load(at), V::load(at.add(V::LANES))) }
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut V::Scalar) {
        // SAFETY: as in `load`.
        unsafe {
            self.0.store(at);
            self.1.store(at.add(V::LANES));
        }
    }
}
