//! The types of the document's fields: their defaults, and how they are read and written.

use super::read::{self, Node, Path};
use super::{FieldKind, Listing, write};
use crate::Error;
use gradient_lab_nn::catalogue::{HyperparameterKind, HyperparameterValue};
use serde::Serializer;

/// The type of a field of the document; it agrees with the [`FieldKind`] that the field is declared with.
pub(crate) trait FieldValue: Sized + PartialEq {
    /// The value of a field that a document leaves out.
    fn default_of(kind: &FieldKind) -> Self;

    /// Reads the value `node` at `path`.
    ///
    /// # Errors
    /// When it is of another type or out of range. The error names the place, what was found and what is allowed.
    fn read(path: &Path<'_>, node: &Node, kind: &FieldKind) -> Result<Self, Error>;

    /// The value of a field, at `path`, that a document leaves out.
    ///
    /// # Errors
    /// When the field must be given.
    fn missing(_: &Path<'_>, kind: &FieldKind) -> Result<Self, Error> {
        Ok(Self::default_of(kind))
    }

    /// Whether the value is written even if it is the default.
    const ALWAYS_WRITTEN: bool = false;

    /// Writes the value as documents give it.
    ///
    /// # Errors
    /// When the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Why a declaration made by the macros cannot be of another kind.
pub(super) const DECLARED: &str = "a field's type and its declaration agree";

impl FieldKind {
    /// The type, range and default of the field's value.
    pub(crate) fn value(&self) -> &HyperparameterKind {
        match self {
            Self::Value { value } | Self::Nullable { value, .. } | Self::ValueOrChoice { value, .. } => value,
            _ => unreachable!("{DECLARED}"),
        }
    }

    /// The list that the field picks from.
    pub(crate) fn listing(&self) -> &'static Listing {
        match self {
            Self::Choice { catalogue, .. } | Self::ValueOrChoice { catalogue, .. } | Self::Choices { catalogue } => {
                catalogue
            }
            _ => unreachable!("{DECLARED}"),
        }
    }
}

/// Implements [`FieldValue`] for plain values.
macro_rules! plain_values {
    ($($type:ty),*) => {$(
        impl $crate::schema::FieldValue for $type {
            fn default_of(kind: &$crate::schema::FieldKind) -> Self {
                gradient_lab_nn::catalogue::HyperparameterValue::from_value(kind.value().default_value())
            }

            fn read(
                path: &$crate::schema::read::Path<'_>,
                node: &$crate::schema::read::Node,
                kind: &$crate::schema::FieldKind,
            ) -> Result<Self, $crate::Error> {
                let value = $crate::schema::read::value(path, node, kind.value(), "")?;
                Ok(gradient_lab_nn::catalogue::HyperparameterValue::from_value(value))
            }

            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::schema::write::value(
                    &gradient_lab_nn::catalogue::HyperparameterValue::to_value(self),
                    serializer,
                )
            }
        }
    )*};
}
pub(crate) use plain_values;
plain_values!(f64, u64, usize, bool);

/// Implements [`FieldValue`] for plain values or `null`.
macro_rules! nullable_values {
    ($($type:ty),*) => {$(
        impl FieldValue for Option<$type> {
            fn default_of(kind: &FieldKind) -> Self {
                let off = matches!(kind, FieldKind::Nullable { switched_on: Some(_), .. });
                (!off).then(|| FieldValue::default_of(kind))
            }

            fn read(path: &Path<'_>, node: &Node, kind: &FieldKind) -> Result<Self, Error> {
                let value = || read::value(path, node, kind.value(), ", or null").map(<$type>::from_value);
                if *node == Node::Null { Ok(None) } else { value().map(Some) }
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Some(value) => value.write(serializer),
                    None => serializer.serialize_unit(),
                }
            }
        }
    )*};
}
nullable_values!(f64, usize);

impl FieldValue for Option<String> {
    fn default_of(_: &FieldKind) -> Self {
        None
    }

    fn read(path: &Path<'_>, node: &Node, kind: &FieldKind) -> Result<Self, Error> {
        let FieldKind::Text { max_characters } = kind else { unreachable!("{DECLARED}") };
        read::text(path, node, *max_characters)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_unit(),
        }
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    fn default_of(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::Objects { .. } => vec![T::default_of(kind)],
            _ => vec![],
        }
    }

    fn read(path: &Path<'_>, node: &Node, kind: &FieldKind) -> Result<Self, Error> {
        read::list(path, node, kind)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(write::Written))
    }
}

/// Implements [`FieldValue`] for the choices of catalogues.
macro_rules! catalogue_values {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::schema::FieldValue for $type {
            fn default_of(kind: &$crate::schema::FieldKind) -> Self {
                match kind {
                    $crate::schema::FieldKind::Choice { catalogue, default } => {
                        $crate::schema::read::default_choice(catalogue, default)
                    }
                    _ => unreachable!("only a single choice has a default"),
                }
            }

            #[allow(unreachable_code)]
            fn read(
                path: &$crate::schema::read::Path<'_>,
                node: &$crate::schema::read::Node,
                kind: &$crate::schema::FieldKind,
            ) -> Result<Self, $crate::Error> {
                let (entry, values) = $crate::schema::read::entry_and_values(path, node, kind)?;
                Ok(gradient_lab_nn::catalogue::Catalogue::from_values(entry.id, values))
            }

            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::schema::write::choice(
                    gradient_lab_nn::catalogue::Catalogue::entry(self),
                    gradient_lab_nn::catalogue::Catalogue::values(self),
                    serializer,
                )
            }
        }
    )*};
}
pub(crate) use catalogue_values;
