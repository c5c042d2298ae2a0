//! The catalogues: what a document may name, and what people and programs are told about it.
//!
//! Every activation, initializer, optimizer, schedule and so on is declared once, by [`entry!`](crate::entry!): its type, its
//! hyperparameters with their defaults, and its [`Entry`]. [`catalogue!`](crate::catalogue!) lists the entries of one kind. The
//! document reader, the page, the command line, the generated types and the docs are all made from these declarations.
//!
//! ```
//! use gradient_lab_nn::catalogue::Catalogue;
//! use gradient_lab_nn::optimizer::{Adam, Optimizer};
//!
//! let optimizer = Optimizer::from(Adam { learning_rate: 0.01, ..Adam::default() });
//! assert_eq!(optimizer.entry().id, "adam");
//! assert_eq!(optimizer.entry().parameters[1].id, "beta_1");
//! ```

mod hyperparameter;
mod macros;
mod value;

use alloc::vec::Vec;

pub use hyperparameter::{Hyperparameter, HyperparameterKind, Interval, Scale};
pub use value::{HyperparameterValue, Value};

/// One entry of a catalogue: what a document may name, and what a reader is told about it.
#[derive(Debug, PartialEq)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS))]
pub struct Entry {
    /// The name in documents, in `snake_case`, as the literature calls it: `leaky_relu`.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The hyperparameters a document may set, in the order people see them.
    pub parameters: &'static [Hyperparameter],
    /// What people can read about it.
    #[cfg_attr(feature = "page", serde(skip), ts(skip))]
    pub prose: Prose,
}

/// What people can read about an entry. All empty unless the feature `prose` is on: a page loads these words only when
/// somebody asks for them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS))]
pub struct Prose {
    /// The formula, as TeX.
    pub formula: &'static str,
    /// One sentence that says what it does.
    pub summary: &'static str,
    /// The Keras page, or the paper, that it follows.
    pub source: &'static str,
}

impl Prose {
    /// The words of an entry; `summary` as a doc comment has it, with a space in front.
    pub const fn new(formula: &'static str, summary: &'static str, source: &'static str) -> Self {
        Self { formula: words(formula), summary: words(summary.trim_ascii()), source: words(source) }
    }
}

/// `text`, or nothing unless the feature `prose` is on.
pub const fn words(text: &'static str) -> &'static str {
    if cfg!(feature = "prose") { text } else { "" }
}

/// One value for each of an entry's hyperparameters, in their order.
pub type Values = Vec<Value>;

/// The next hyperparameter of an entry that is made from its values.
#[doc(hidden)]
pub fn next_value<T: HyperparameterValue>(values: &mut impl Iterator<Item = Value>) -> T {
    T::from_value(values.next().expect("an entry has a value for each of its hyperparameters"))
}

/// What [`entry!`](crate::entry!) makes: a choice that a document can name, with its hyperparameters.
pub trait Choice: Default + Clone + PartialEq {
    /// What documents, people and programs are told about it.
    const ENTRY: Entry;

    /// The choice with these hyperparameters.
    ///
    /// # Panics
    /// When there are fewer values, or one is of another type than its hyperparameter.
    fn from_values(values: Values) -> Self;

    /// The hyperparameters, in the order of [`Entry::parameters`].
    fn values(&self) -> Values;
}

/// What [`catalogue!`](crate::catalogue!) makes: one of the choices of a kind.
pub trait Catalogue: Clone + PartialEq {
    /// Every entry, in the order people see them.
    const ENTRIES: &'static [&'static Entry];

    /// The entry that documents call `id`.
    fn find(id: &str) -> Option<&'static Entry> {
        Self::ENTRIES.iter().find(|entry| entry.id == id).copied()
    }

    /// The choice called `id` with these hyperparameters: see [`Choice::from_values`].
    ///
    /// # Panics
    /// When the catalogue has no entry of that name, and as [`Choice::from_values`] does.
    fn from_values(id: &str, values: Values) -> Self;

    /// The choice called `id` with the defaults of its hyperparameters; `None` where the catalogue has no such entry.
    fn with_defaults(id: &str) -> Option<Self> {
        let entry = Self::find(id)?;
        Some(Self::from_values(id, entry.parameters.iter().map(|parameter| parameter.kind.default_value()).collect()))
    }

    /// The entry of this choice.
    fn entry(&self) -> &'static Entry;

    /// The hyperparameters, in the order of [`Entry::parameters`].
    fn values(&self) -> Values;
}
