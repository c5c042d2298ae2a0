//! Lists of numbers that are typed arrays in JavaScript.

use std::ops::Deref;

use ndarray::{Array, Dimension};
use serde::{Serialize, Serializer};

/// A figure as lists have it, in which −1 is "not computed": no figure that may be missing is ever negative.
pub(crate) fn listed(figure: Option<f64>) -> f32 {
    figure.map_or(-1.0, |figure| figure as f32)
}

/// Declares a list of numbers. In JavaScript it is a typed array, filled by one copy and transferable between threads.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident($number:ty) => $array:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name(pub Vec<$number>);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
                return serde_wasm_bindgen::preserve::serialize(&js_sys::$array::new_from_slice(&self.0), serializer);
                #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
                return self.0.serialize(serializer);
            }
        }

        #[cfg(feature = "page")]
        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                stringify!($array).into()
            }

            fn inline(_: &ts_rs::Config) -> String {
                stringify!($array).into()
            }
        }

        impl Deref for $name {
            type Target = [$number];

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl From<Vec<$number>> for $name {
            fn from(numbers: Vec<$number>) -> Self {
                Self(numbers)
            }
        }

        /// The elements of an array in standard layout, the last axis varying fastest.
        impl<D: Dimension> From<Array<$number, D>> for $name {
            fn from(array: Array<$number, D>) -> Self {
                debug_assert!(array.is_standard_layout());
                Self(array.into_raw_vec_and_offset().0)
            }
        }

        impl FromIterator<$number> for $name {
            fn from_iter<I: IntoIterator<Item = $number>>(numbers: I) -> Self {
                Self(numbers.into_iter().collect())
            }
        }
    };
}

list! {
    /// Numbers in single precision.
    Floats(f32) => Float32Array
}

list! {
    /// Whole numbers.
    Integers(u32) => Uint32Array
}
