//! Registers of numbers, alone and doubled.
//!
//! What is to stay in several registers is made of [`Two`] rather than of arrays: its parts are named one by one, so
//! that it needs no loop to be unrolled, whatever the compiler optimizes for.

use crate::Float;

/// Two of a kind, worked on alike.
#[derive(Debug, Clone, Copy)]
pub struct Two<T>(pub T, pub T);

/// Four of a kind.
pub type Four<T> = Two<Two<T>>;

/// Eight of a kind.
pub type Eight<T> = Two<Four<T>>;

/// Numbers side by side that are worked on alike.
#[allow(unsafe_code)]
pub trait Register<F>: Copy {
    /// How many.
    const LANES: usize;
    /// 0 in each.
    fn zero() -> Self;
    /// Their sums.
    #[must_use]
    fn plus(self, other: Self) -> Self;
    /// Their products.
    #[must_use]
    fn times(self, other: Self) -> Self;
    /// What stands from `at` on.
    ///
    /// # Safety
    ///
    /// So many numbers can be read there.
    unsafe fn load(at: *const F) -> Self;
    /// What stands at `at`, in each.
    ///
    /// # Safety
    ///
    /// A number can be read there.
    unsafe fn splat(at: *const F) -> Self;
    /// Writes them from `at` on.
    ///
    /// # Safety
    ///
    /// So many numbers can be written there.
    unsafe fn store(self, at: *mut F);
}

/// One number.
#[allow(unsafe_code)]
impl<F: Float> Register<F> for F {
    const LANES: usize = 1;

    #[inline(always)]
    fn zero() -> Self {
        F::ZERO
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    unsafe fn load(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        unsafe { at.read() }
    }

    #[inline(always)]
    unsafe fn splat(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        unsafe { at.read() }
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F) {
        // SAFETY: the caller's promise.
        unsafe { at.write(self) }
    }
}

/// As many as the registers of most processors hold, for the compiler to find instructions for.
#[allow(unsafe_code)]
impl<F: Float> Register<F> for [F; 4] {
    const LANES: usize = 4;

    #[inline(always)]
    fn zero() -> Self {
        [F::ZERO; 4]
    }

    #[inline(always)]
    fn plus(self, [e, f, g, h]: Self) -> Self {
        let [a, b, c, d] = self;
        [a + e, b + f, c + g, d + h]
    }

    #[inline(always)]
    fn times(self, [e, f, g, h]: Self) -> Self {
        let [a, b, c, d] = self;
        [a * e, b * f, c * g, d * h]
    }

    #[inline(always)]
    unsafe fn load(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        unsafe { at.cast::<Self>().read() }
    }

    #[inline(always)]
    unsafe fn splat(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        [unsafe { at.read() }; 4]
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F) {
        // SAFETY: the caller's promise.
        unsafe { at.cast::<Self>().write(self) }
    }
}

/// Four `f32`.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code)]
impl<F: Float> Register<F> for super::lanes::Words {
    const LANES: usize = 4;

    #[inline(always)]
    fn zero() -> Self {
        Self(core::arch::wasm32::f32x4_splat(0.0))
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    unsafe fn load(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { core::arch::wasm32::v128_load(at.cast()) })
    }

    #[inline(always)]
    unsafe fn splat(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { core::arch::wasm32::v128_load32_splat(at.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F) {
        // SAFETY: the caller's promise.
        unsafe { core::arch::wasm32::v128_store(at.cast(), self.0) }
    }
}

/// Two registers side by side.
#[allow(unsafe_code)]
impl<F, R: Register<F>> Register<F> for Two<R> {
    const LANES: usize = 2 * R::LANES;

    #[inline(always)]
    fn zero() -> Self {
        Self(R::zero(), R::zero())
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        Self(self.0.plus(other.0), self.1.plus(other.1))
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        Self(self.0.times(other.0), self.1.times(other.1))
    }

    #[inline(always)]
    unsafe fn load(at: *const F) -> Self {
        // SAFETY: the caller's promise, for each half.
        unsafe { Self(R::load(at), R::load(at.add(R::LANES))) }
    }

    #[inline(always)]
    unsafe fn splat(at: *const F) -> Self {
        // SAFETY: the caller's promise.
        let half = unsafe { R::splat(at) };
        Self(half, half)
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F) {
        // SAFETY: the caller's promise, for each half.
        unsafe {
            self.0.store(at);
            self.1.store(at.add(R::LANES));
        }
    }
}
