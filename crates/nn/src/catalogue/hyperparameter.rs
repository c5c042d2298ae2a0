//! The declaration of a hyperparameter: its name, what values it takes, and what it is when not given.

use super::Value;

/// One hyperparameter of an entry.
#[derive(Debug, PartialEq)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS))]
pub struct Hyperparameter {
    /// The name in documents: that of the field that holds it.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The unit people read after the value; empty for a pure number.
    pub unit: &'static str,
    /// Type, default and range.
    #[cfg_attr(feature = "page", serde(rename = "value"), ts(rename = "value"))]
    pub kind: HyperparameterKind,
}

/// A hyperparameter's type, default and range.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS), serde(tag = "type", rename_all = "snake_case"))]
pub enum HyperparameterKind {
    /// A real number.
    Real {
        /// The value when not given.
        default: f64,
        /// The values allowed.
        range: Interval,
        /// How a control spreads the values.
        scale: Scale,
    },
    /// A real number whose default follows from the rest of the document.
    DerivedReal {
        /// The default in words.
        default: &'static str,
        /// The values allowed.
        range: Interval,
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
        range: Interval,
    },
    /// One of several names.
    Name {
        /// The value when not given: one of `names`.
        default: &'static str,
        /// The names allowed.
        names: &'static [&'static str],
    },
    /// A list of at least one text, whose default follows from the data.
    Texts {
        /// The default in words.
        default: &'static str,
        /// Whether a text alone stands for a list of one.
        or_one: bool,
    },
}

impl Hyperparameter {
    const fn new(label: &'static str, kind: HyperparameterKind) -> Self {
        Self { id: "", label, unit: "", kind }
    }

    /// A real number.
    pub const fn real(label: &'static str, default: f64, range: Interval, scale: Scale) -> Self {
        Self::new(label, HyperparameterKind::Real { default, range, scale })
    }

    /// A real number whose default follows from the rest of the document, as `default` says in words.
    pub const fn derived(label: &'static str, default: &'static str, range: Interval, scale: Scale) -> Self {
        Self::new(label, HyperparameterKind::DerivedReal { default, range, scale })
    }

    /// A whole number, `min ..= max`.
    pub const fn integer(label: &'static str, default: u64, min: u64, max: u64, scale: Scale) -> Self {
        Self::new(label, HyperparameterKind::Integer { default, min, max, scale })
    }

    /// Yes or no.
    pub const fn boolean(label: &'static str, default: bool) -> Self {
        Self::new(label, HyperparameterKind::Boolean { default })
    }

    /// A list of real numbers, each in `range`.
    pub const fn reals(label: &'static str, default: &'static [f64], range: Interval) -> Self {
        Self::new(label, HyperparameterKind::Reals { default, range })
    }

    /// One of `names`.
    pub const fn name(label: &'static str, default: &'static str, names: &'static [&'static str]) -> Self {
        Self::new(label, HyperparameterKind::Name { default, names })
    }

    /// A list of texts, or where `or_one` one text; its default follows from the data, as `default` says in words.
    pub const fn texts(label: &'static str, default: &'static str, or_one: bool) -> Self {
        Self::new(label, HyperparameterKind::Texts { default, or_one })
    }

    /// The same, followed by a unit where people read it.
    #[must_use]
    pub const fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// The same under the name that documents give it; [`entry!`](crate::entry!) takes that of the field.
    #[must_use]
    pub const fn called(self, id: &'static str) -> Self {
        Self { id, ..self }
    }
}

impl HyperparameterKind {
    /// The value when a document does not give one.
    pub fn default_value(&self) -> Value {
        match *self {
            Self::Real { default, .. } => Value::Real(default),
            Self::DerivedReal { .. } | Self::Texts { .. } => Value::Derived,
            Self::Integer { default, .. } => Value::Integer(default),
            Self::Boolean { default } => Value::Boolean(default),
            Self::Reals { default, .. } => Value::Reals(default.to_vec()),
            Self::Name { default, .. } => Value::Name(default),
        }
    }
}

/// The real numbers a hyperparameter allows, and the part of them a slider covers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS))]
pub struct Interval {
    /// The lower bound.
    pub min: f64,
    /// The upper bound.
    pub max: f64,
    /// Whether `min` itself is refused.
    pub min_excluded: bool,
    /// Whether `max` itself is refused.
    pub max_excluded: bool,
    /// The ends of a slider, inside the bounds; the whole range is still reached by typing.
    pub travel: (f64, f64),
}

impl Interval {
    /// The closed interval `[min, max]`, all of it on the slider.
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

    /// The same values, with a slider only from `from` to `to`.
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

/// How a control spreads a hyperparameter's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "page", derive(serde::Serialize, ts_rs::TS), serde(rename_all = "snake_case"))]
pub enum Scale {
    /// Equal differences are equal distances.
    Linear,
    /// Equal ratios are equal distances.
    Logarithmic,
}
