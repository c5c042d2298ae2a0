//! What a catalogue entry tells people and programs about itself.
//!
//! Every activation, init, optimizer, schedule and so on carries one [`Entry`]. The document reader, the page, the
//! command line and the generated types are all made from these tables; none keeps a list of its own.

use alloc::vec::Vec;

/// One entry of a catalogue: what a document may name, and what a reader is told about it.
#[derive(Debug, PartialEq)]
pub struct Entry {
    /// The name in documents: the field's name in `snake_case`.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The formula, as TeX.
    pub formula: &'static str,
    /// One line that says what it does.
    pub summary: &'static str,
    /// The parameters a document may set, in order.
    pub parameters: &'static [Parameter],
    /// The paper or the Keras page it follows.
    pub source: &'static str,
}

impl Entry {
    /// The entry as programs carry it: of its words for people only the label, unless the feature `prose` is on.
    #[must_use]
    pub const fn fitted(self) -> Self {
        let Self { id, label, formula, summary, parameters, source } = self;
        Self { id, label, formula: prose(formula), summary: prose(summary), parameters, source: prose(source) }
    }
}

/// Words for people: empty, unless the feature `prose` is on.
pub const fn prose(words: &'static str) -> &'static str {
    if cfg!(feature = "prose") { words } else { "" }
}

/// One parameter: its name, what values it takes and what it is when not given.
#[derive(Debug, PartialEq)]
pub struct Parameter {
    /// The name in documents.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The unit people read after the value; empty for a pure number.
    pub unit: &'static str,
    /// Type, default and range.
    pub kind: ParameterKind,
}

/// A parameter's type, default and range.
#[derive(Debug, PartialEq)]
pub enum ParameterKind {
    /// A real number.
    Real {
        /// The value when not given.
        default: f64,
        /// The values allowed.
        range: Range,
        /// How a control spreads the values.
        scale: Scale,
    },
    /// A real number whose default follows from the rest of the document.
    DerivedReal {
        /// The default in words.
        default: &'static str,
        /// The values allowed.
        range: Range,
        /// How a control spreads the values.
        scale: Scale,
    },
    /// A whole number, `min ..= max`.
    Integer {
        /// The value when not given.
        default: u64,
        /// The smallest value allowed.
        min: u64,
        /// The largest value allowed.
        max: u64,
        /// How a control spreads the values.
        scale: Scale,
    },
    /// Yes or no.
    Boolean {
        /// The value when not given.
        default: bool,
    },
    /// A list of real numbers, each in `range`.
    Reals {
        /// The value when not given.
        default: &'static [f64],
        /// The values allowed.
        range: Range,
    },
    /// One of several names.
    Name {
        /// The value when not given: one of `names`.
        default: &'static str,
        /// The names allowed.
        names: &'static [&'static str],
    },
}

/// The real numbers a parameter allows, and the part of them a slider covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lower bound.
    pub min: f64,
    /// The upper bound.
    pub max: f64,
    /// Whether `min` itself is refused.
    pub min_excluded: bool,
    /// Whether `max` itself is refused.
    pub max_excluded: bool,
    /// The ends of a control's travel, inside the bounds; the whole range is still reached by typing.
    pub travel: (f64, f64),
}

impl Range {
    /// The closed interval `[min, max]`, all of it within a control's travel.
    pub const fn closed(min: f64, max: f64) -> Self {
        Self { min, max, min_excluded: false, max_excluded: false, travel: (min, max) }
    }

    /// `[min, max)`: the upper bound itself is refused.
    pub const fn below(min: f64, max: f64) -> Self {
        Self { max_excluded: true, ..Self::closed(min, max) }
    }

    /// `(min, max]`: the lower bound itself is refused.
    pub const fn above(min: f64, max: f64) -> Self {
        Self { min_excluded: true, ..Self::closed(min, max) }
    }

    /// The same values, with a control travelling only from `from` to `to`.
    #[must_use]
    pub const fn travel(self, from: f64, to: f64) -> Self {
        Self { travel: (from, to), ..self }
    }

    /// Whether `value` is a number in the range.
    pub fn contains(&self, value: f64) -> bool {
        (value > self.min || (value == self.min && !self.min_excluded))
            && (value < self.max || (value == self.max && !self.max_excluded))
    }
}

/// How a control spreads a parameter's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences are equal distances.
    Linear,
    /// Equal ratios are equal distances.
    Logarithmic,
}

/// A parameter's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not given, and derived from the rest of the document.
    Derived,
    /// A real number.
    Real(f64),
    /// A whole number.
    Integer(u64),
    /// Yes or no.
    Boolean(bool),
    /// A list of real numbers.
    Reals(Vec<f64>),
    /// One of the parameter's names.
    Name(&'static str),
}

impl ParameterKind {
    /// The value when a document does not give one.
    pub fn default_value(&self) -> Value {
        match *self {
            Self::Real { default, .. } => Value::Real(default),
            Self::DerivedReal { .. } => Value::Derived,
            Self::Integer { default, .. } => Value::Integer(default),
            Self::Boolean { default } => Value::Boolean(default),
            Self::Reals { default, .. } => Value::Reals(default.to_vec()),
            Self::Name { default, .. } => Value::Name(default),
        }
    }
}

/// An entry picked from a catalogue, with a value for each of its parameters.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What was picked.
    pub entry: &'static Entry,
    /// One value for each of `entry.parameters`, in their order.
    pub values: Vec<Value>,
}

/// Choices from one catalogue are the same when their entries' names and their values are.
impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.entry.id == other.entry.id && self.values == other.values
    }
}

impl Choice {
    /// `entry` with every parameter at its default.
    pub fn defaults(entry: &'static Entry) -> Self {
        let values = entry.parameters.iter().map(|parameter| parameter.kind.default_value()).collect();
        Self { entry, values }
    }

    /// The same choice with parameter `id` set to `value`. Unknown names change nothing.
    #[must_use]
    pub fn with(mut self, id: &str, value: Value) -> Self {
        if let Some(at) = self.entry.parameters.iter().position(|parameter| parameter.id == id) {
            self.values[at] = value;
        }
        self
    }

    /// The value of parameter `id`.
    ///
    /// # Panics
    /// When the entry has no such parameter: the name is written in the entry's own file.
    pub fn value(&self, id: &str) -> &Value {
        let at = self.entry.parameters.iter().position(|parameter| parameter.id == id);
        &self.values[at.expect("an entry reads only parameters that it declares")]
    }

    /// The real number `id`; NaN where it is derived.
    pub fn real(&self, id: &str) -> f64 {
        match *self.value(id) {
            Value::Real(value) => value,
            Value::Integer(value) => value as f64,
            _ => f64::NAN,
        }
    }

    /// The whole number `id`.
    pub fn integer(&self, id: &str) -> u64 {
        match *self.value(id) {
            Value::Integer(value) => value,
            _ => 0,
        }
    }

    /// The yes or no `id`.
    pub fn boolean(&self, id: &str) -> bool {
        matches!(self.value(id), Value::Boolean(true))
    }

    /// The list `id`.
    pub fn reals(&self, id: &str) -> &[f64] {
        match self.value(id) {
            Value::Reals(values) => values,
            _ => &[],
        }
    }

    /// The name `id`.
    pub fn name(&self, id: &str) -> &'static str {
        match *self.value(id) {
            Value::Name(name) => name,
            _ => "",
        }
    }
}

/// Declares a catalogue: one line an entry, which names the entry's module and type.
///
/// Makes an enum over the types, its `ENTRIES`, and the ways from an id or a [`Choice`] to a value.
/// Each type implements the catalogue's trait, for every `Float` where the trait has one, and offers
/// `const ENTRY: Entry` and `fn from_choice(&Choice) -> Self`.
macro_rules! catalogue {
    ($(#[$doc:meta])* $name:ident: $behaviour:ident$(<$F:ident>)? { $($module:ident::$type:ident),* $(,)? }) => {
        $(pub use $module::$type;)*

        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $(#[doc = concat!("See [`struct@", stringify!($type), "`].")] $type($type)),*
        }

        impl $name {
            /// Every entry, in the order people see them.
            pub const ENTRIES: &'static [&'static $crate::catalogue::Entry] = &[$(&$type::ENTRY.fitted()),*];

            /// The entry a document calls `id`.
            pub fn entry(id: &str) -> Option<&'static $crate::catalogue::Entry> {
                Self::ENTRIES.iter().find(|entry| entry.id == id).copied()
            }

            /// What `choice` describes.
            ///
            /// # Panics
            /// When `choice` was picked from another catalogue.
            pub fn from_choice(choice: &$crate::catalogue::Choice) -> Self {
                match choice.entry.id {
                    $(id if id == $type::ENTRY.id => Self::$type($type::from_choice(choice)),)*
                    other => panic!("{other} is not an entry of this catalogue"),
                }
            }

            /// What it does.
            pub fn behaviour$(<$F: $crate::Float>)?(&self) -> &dyn $behaviour$(<$F>)? {
                match self { $(Self::$type(it) => it),* }
            }
        }
    };
}
pub(crate) use catalogue;
