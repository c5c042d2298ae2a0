//! The schema of the document. The macro `object!` declares each of its objects once, as a Rust type whose fields can be
//! read, written and described and have defaults.
//!
//! The page's controls, the text of `gradlab fields`, the JSON Schema and the TypeScript types are made from the [`Object`]
//! tables that the macro defines.

mod listing;
mod object;
mod path;
pub(crate) mod read;
pub(crate) mod tree;
mod value;
pub(crate) mod write;

pub use listing::{Excluded, Listing};
pub(crate) use object::{first, object};
pub(crate) use value::{FieldValue, catalogue_values, plain_values};

use gradient_lab_nn::catalogue::{Hyperparameter, HyperparameterKind};

/// The fields of an object of the document.
#[derive(Debug)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS), ts(rename = "ObjectInfo"))]
pub struct Object {
    /// The name of its type in Rust and TypeScript.
    #[cfg_attr(feature = "page", serde(skip), ts(skip))]
    pub name: &'static str,
    /// Its name in the catalogue's JSON.
    #[cfg_attr(feature = "page", serde(skip), ts(skip))]
    pub id: &'static str,
    /// The catalogue of which the object picks an entry by its `kind`. The hyperparameters of that entry are fields of the
    /// object too.
    pub picks: Option<Picks>,
    /// Its fields, in the order people see them.
    pub fields: &'static [Field],
}

/// A catalogue that an object picks an entry from, and the default entry.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS))]
pub struct Picks {
    /// The catalogue's name.
    #[cfg_attr(feature = "page", ts(type = "string"))]
    pub catalogue: &'static Listing,
    /// The entry's id.
    pub default: &'static str,
}

/// One field of an object.
#[derive(Debug)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS))]
pub struct Field {
    /// The name in documents.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The unit people read after the value; empty if it has none.
    pub unit: &'static str,
    /// One sentence that says what it does.
    pub summary: &'static str,
    /// What it takes, by `type`.
    #[cfg_attr(feature = "page", serde(flatten))]
    pub kind: FieldKind,
}

/// What values a field takes, and its default.
#[derive(Debug)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS), serde(tag = "type", rename_all = "snake_case"))]
pub enum FieldKind {
    /// The document's version: must be given.
    Version {
        /// The version that this program reads.
        version: u64,
    },
    /// A value.
    Value {
        /// Its type, range and default.
        value: HyperparameterKind,
    },
    /// A value or `null`.
    Nullable {
        /// The type, range and default of a value.
        value: HyperparameterKind,
        /// What `null` means.
        null_means: &'static str,
        /// What a value switches on, if the default is `null`; otherwise the default is the value's.
        switched_on: Option<&'static str>,
    },
    /// Free text; none by default.
    Text {
        /// The largest number of characters.
        longest: usize,
    },
    /// A catalogue's entry with its hyperparameters.
    Choice {
        /// The catalogue's name.
        #[cfg_attr(feature = "page", ts(type = "string"))]
        catalogue: &'static Listing,
        /// The id of the default entry.
        default: &'static str,
    },
    /// A value or a catalogue's entry; by default the value's default.
    ValueOrChoice {
        /// The type, range and default of a value.
        value: HyperparameterKind,
        /// The catalogue's name.
        #[cfg_attr(feature = "page", ts(type = "string"))]
        catalogue: &'static Listing,
    },
    /// A list of a catalogue's entries; empty by default.
    Choices {
        /// The catalogue's name.
        #[cfg_attr(feature = "page", ts(type = "string"))]
        catalogue: &'static Listing,
    },
    /// An object.
    Object {
        /// The id of the object.
        #[cfg_attr(feature = "page", serde(serialize_with = "write::id"), ts(type = "string"))]
        object: &'static Object,
    },
    /// A list of objects; by default one, with its defaults.
    Objects {
        /// The id of the objects.
        #[cfg_attr(feature = "page", serde(serialize_with = "write::id"), ts(type = "string"))]
        object: &'static Object,
        /// The largest number of objects.
        most: usize,
    },
    /// A list of changes in the middle of a run; empty by default.
    Changes {
        /// The largest number of changes.
        most: usize,
    },
}

impl Field {
    const fn new(label: &'static str, kind: FieldKind) -> Self {
        Self { id: "", label, unit: "", summary: "", kind }
    }

    /// The document's version.
    pub(crate) const fn version(version: u64) -> Self {
        Self::new("Version", FieldKind::Version { version })
    }

    /// A value that is declared like a hyperparameter.
    pub(crate) const fn value(declared: Hyperparameter) -> Self {
        Self { unit: declared.unit, ..Self::new(declared.label, FieldKind::Value { value: declared.kind }) }
    }

    /// A value or `null`; `null_means` says what `null` means.
    pub(crate) const fn nullable(
        declared: Hyperparameter,
        null_means: &'static str,
        switched_on: Option<&'static str>,
    ) -> Self {
        let kind = FieldKind::Nullable { value: declared.kind, null_means, switched_on };
        Self { unit: declared.unit, ..Self::new(declared.label, kind) }
    }

    /// Free text of at most `longest` characters.
    pub(crate) const fn text(label: &'static str, longest: usize) -> Self {
        Self::new(label, FieldKind::Text { longest })
    }

    /// An entry of `catalogue`, by default the one called `default`.
    pub(crate) const fn choice(label: &'static str, catalogue: &'static Listing, default: &'static str) -> Self {
        Self::new(label, FieldKind::Choice { catalogue, default })
    }

    /// A value, or an entry of `catalogue`.
    pub(crate) const fn value_or_choice(declared: Hyperparameter, catalogue: &'static Listing) -> Self {
        Self::new(declared.label, FieldKind::ValueOrChoice { value: declared.kind, catalogue })
    }

    /// A list of entries of `catalogue`.
    pub(crate) const fn choices(label: &'static str, catalogue: &'static Listing) -> Self {
        Self::new(label, FieldKind::Choices { catalogue })
    }

    /// An object.
    pub(crate) const fn object(label: &'static str, object: &'static Object) -> Self {
        Self::new(label, FieldKind::Object { object })
    }

    /// A list of at most `most` changes.
    pub(crate) const fn changes(label: &'static str, most: usize) -> Self {
        Self::new(label, FieldKind::Changes { most })
    }

    /// A list of at most `most` objects.
    pub(crate) const fn objects(label: &'static str, object: &'static Object, most: usize) -> Self {
        Self::new(label, FieldKind::Objects { object, most })
    }
}
