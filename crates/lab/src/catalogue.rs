//! Every catalogue and the document's fields as one JSON text, from which the page builds its controls.

use crate::document::catalogues::{self, Catalogue as Entries};
use crate::document::fields::{self, FieldKind};
use gradient_lab_nn::Activation;
use gradient_lab_nn::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// The catalogues and the document's fields, as the JSON text of a [`Catalogue`].
pub fn to_json() -> String {
    serde_json::to_string(&Catalogue::new()).expect("keys are strings and numbers finite")
}

/// What people can read about the entries, in the order of [`EntryInfo`]'s `about`, as the JSON text of a list of
/// [`EntryProse`]: apart, as a page needs it only when somebody asks.
pub(crate) fn prose_to_json() -> String {
    let prose: Vec<_> = catalogues::ALL.iter().flat_map(|list| list.entries()).map(EntryProse::new).collect();
    serde_json::to_string(&prose).expect("keys are strings")
}

/// What a document may say: its fields, and the catalogues that they pick from.
#[derive(Debug, Serialize, TS)]
pub struct Catalogue {
    /// The version of the document's format.
    version: u64,
    /// The fields of each object, by the object's name; that of the document itself is `document`.
    objects: BTreeMap<&'static str, ObjectInfo>,
    /// The entries of each catalogue, by the catalogue's name.
    catalogues: BTreeMap<&'static str, Vec<EntryInfo>>,
}

impl Catalogue {
    fn new() -> Self {
        let mut about = 0..;
        let mut entry = |list, entry| EntryInfo::new(list, entry, about.next().unwrap_or_default());
        Self {
            version: fields::VERSION,
            objects: fields::ALL.iter().map(|object| (object.id, ObjectInfo::new(object))).collect(),
            catalogues: catalogues::ALL
                .iter()
                .map(|list| (list.id, list.entries().map(|one| entry(list, one)).collect()))
                .collect(),
        }
    }
}

/// One object of the document.
#[derive(Debug, Serialize, TS)]
struct ObjectInfo {
    /// What it picks by its own `kind`; the parameters of that entry stand beside the fields.
    picks: Option<Picks>,
    /// Its fields, in the order people see them.
    fields: Vec<FieldInfo>,
}

/// A catalogue and the entry that is meant when none is named.
#[derive(Debug, Serialize, TS)]
struct Picks {
    /// The catalogue's name.
    catalogue: &'static str,
    /// The entry's id.
    default: &'static str,
}

/// One field of an object.
#[derive(Debug, Serialize, TS)]
struct FieldInfo {
    /// The name in documents.
    id: &'static str,
    /// The name people read.
    label: &'static str,
    /// The unit people read after the value; empty for none.
    unit: &'static str,
    /// One line that says what it does.
    summary: &'static str,
    /// What it takes, by `type`.
    #[serde(flatten)]
    takes: FieldType,
}

/// What a field takes.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
enum FieldType {
    /// The document's version.
    Version {
        /// The one that is read.
        version: u64,
    },
    /// A value.
    Value {
        /// Its type, range and default.
        value: ValueInfo,
    },
    /// A value or `null`.
    Nullable {
        /// The value where there is one.
        value: ValueInfo,
        /// What `null` means.
        null_means: &'static str,
        /// What is switched on with a value, where it is `null` when not given; else it is the value's default.
        switched_on: Option<&'static str>,
    },
    /// Free text; none by default.
    Text {
        /// The most characters.
        longest: usize,
    },
    /// A catalogue's entry with its parameters.
    Choice {
        /// The catalogue's name.
        catalogue: &'static str,
        /// The id of the entry when not given.
        default: &'static str,
    },
    /// A value, or a catalogue's entry instead.
    ValueOrChoice {
        /// The value where it is one.
        value: ValueInfo,
        /// The catalogue's name.
        catalogue: &'static str,
    },
    /// A list of a catalogue's entries; empty by default.
    Choices {
        /// The catalogue's name.
        catalogue: &'static str,
    },
    /// An object.
    Object {
        /// Its name among the objects.
        object: &'static str,
    },
    /// A list of objects; one, all by default, when not given.
    Objects {
        /// Their name among the objects.
        object: &'static str,
        /// The most there can be.
        most: usize,
    },
}

/// One entry of a catalogue.
#[derive(Debug, Serialize, TS)]
struct EntryInfo {
    /// The name in documents.
    id: &'static str,
    /// The name people read.
    label: &'static str,
    /// Where in the list of prose the words about it stand.
    about: usize,
    /// Its parameters, in the order people see them.
    parameters: Vec<ParameterInfo>,
    /// What is known of it where it is an activation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    activation: Option<ActivationInfo>,
}

/// What is known of an activation with its default parameters.
#[derive(Debug, Serialize, TS)]
struct ActivationInfo {
    /// The id of the init that keeps the gradient's size from layer to layer; `null` when none does.
    fitting_init: Option<&'static str>,
    /// Whether its values cannot grow without bound.
    bounded: bool,
}

/// What people can read about an entry.
#[derive(Debug, Serialize, TS)]
pub(crate) struct EntryProse {
    /// The formula, as TeX.
    formula: &'static str,
    /// One line that says what it does.
    summary: &'static str,
    /// The paper or the page it follows.
    source: &'static str,
}

/// One parameter of an entry.
#[derive(Debug, Serialize, TS)]
struct ParameterInfo {
    /// The name in documents.
    id: &'static str,
    /// The name people read.
    label: &'static str,
    /// The unit people read after the value; empty for none.
    unit: &'static str,
    /// What it takes.
    value: ValueInfo,
}

/// A value's type, default and range.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
enum ValueInfo {
    /// A real number.
    Real {
        /// The value when not given.
        default: f64,
        /// The values allowed.
        range: RangeInfo,
        /// How a control spreads them.
        scale: ScaleInfo,
    },
    /// A real number that follows from the rest of the document when not given.
    DerivedReal {
        /// From what it follows, in words.
        default: &'static str,
        /// The values allowed.
        range: RangeInfo,
        /// How a control spreads them.
        scale: ScaleInfo,
    },
    /// A whole number.
    Integer {
        /// The value when not given.
        default: u64,
        /// The smallest value allowed.
        min: u64,
        /// The largest value allowed.
        max: u64,
        /// How a control spreads them.
        scale: ScaleInfo,
    },
    /// Yes or no.
    Boolean {
        /// The value when not given.
        default: bool,
    },
    /// A list of real numbers.
    Reals {
        /// The value when not given.
        default: &'static [f64],
        /// The values allowed.
        range: RangeInfo,
    },
    /// One of several names.
    Name {
        /// The value when not given.
        default: &'static str,
        /// The names allowed.
        names: &'static [&'static str],
    },
}

/// The real numbers allowed.
#[derive(Debug, Serialize, TS)]
struct RangeInfo {
    /// The lower bound; `null` for none.
    min: Option<f64>,
    /// The upper bound; `null` for none.
    max: Option<f64>,
    /// Whether `min` itself is refused.
    min_excluded: bool,
    /// Whether `max` itself is refused.
    max_excluded: bool,
    /// The ends of a control's travel; the whole range is still reached by typing.
    travel: (f64, f64),
}

/// How a control spreads values.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
enum ScaleInfo {
    /// Equal differences are equal distances.
    Linear,
    /// Equal ratios are equal distances.
    Logarithmic,
}

impl ObjectInfo {
    fn new(object: &fields::Object) -> Self {
        Self {
            picks: object.choice.map(|(catalogue, default)| Picks { catalogue: catalogue.id, default }),
            fields: object.fields.iter().map(FieldInfo::new).collect(),
        }
    }
}

impl FieldInfo {
    fn new(&fields::Field { id, label, unit, summary, ref kind }: &fields::Field) -> Self {
        Self { id, label, unit, summary, takes: FieldType::new(kind) }
    }
}

impl FieldType {
    fn new(kind: &FieldKind) -> Self {
        match *kind {
            FieldKind::Version(version) => Self::Version { version },
            FieldKind::Value(ref value) => Self::Value { value: ValueInfo::new(value) },
            FieldKind::Nullable { ref value, null, switched_on } => {
                Self::Nullable { value: ValueInfo::new(value), null_means: null, switched_on }
            }
            FieldKind::Text(longest) => Self::Text { longest },
            FieldKind::Choice { catalogue: &Entries { id, .. }, default } => Self::Choice { catalogue: id, default },
            FieldKind::ValueOrChoice { ref value, catalogue } => {
                Self::ValueOrChoice { value: ValueInfo::new(value), catalogue: catalogue.id }
            }
            FieldKind::Choices(catalogue) => Self::Choices { catalogue: catalogue.id },
            FieldKind::Object(object) => Self::Object { object: object.id },
            FieldKind::Objects { object, most } => Self::Objects { object: object.id, most },
        }
    }
}

impl EntryInfo {
    fn new(list: &Entries, entry: &'static Entry, about: usize) -> Self {
        let &Entry { id, label, parameters, .. } = entry;
        let is_activation = list.id == catalogues::ACTIVATION.id;
        let activation = is_activation.then(|| ActivationInfo::new(entry));
        Self { id, label, about, parameters: parameters.iter().map(ParameterInfo::new).collect(), activation }
    }
}

impl ActivationInfo {
    fn new(entry: &'static Entry) -> Self {
        let activation = Activation::from_choice(&Choice::defaults(entry));
        let (least, most) = activation.range();
        Self { fitting_init: activation.fitting_init(), bounded: least.is_finite() && most.is_finite() }
    }
}

impl EntryProse {
    fn new(&Entry { formula, summary, source, .. }: &Entry) -> Self {
        Self { formula, summary, source }
    }
}

impl ParameterInfo {
    fn new(&Parameter { id, label, unit, ref kind }: &Parameter) -> Self {
        Self { id, label, unit, value: ValueInfo::new(kind) }
    }
}

impl ValueInfo {
    fn new(kind: &ParameterKind) -> Self {
        match *kind {
            ParameterKind::Real { default, range, scale } => {
                Self::Real { default, range: range.into(), scale: scale.into() }
            }
            ParameterKind::DerivedReal { default, range, scale } => {
                Self::DerivedReal { default, range: range.into(), scale: scale.into() }
            }
            ParameterKind::Integer { default, min, max, scale } => {
                Self::Integer { default, min, max, scale: scale.into() }
            }
            ParameterKind::Boolean { default } => Self::Boolean { default },
            ParameterKind::Reals { default, range } => Self::Reals { default, range: range.into() },
            ParameterKind::Name { default, names } => Self::Name { default, names },
        }
    }
}

impl From<Range> for RangeInfo {
    fn from(Range { min, max, min_excluded, max_excluded, travel }: Range) -> Self {
        let bound = |value: f64| value.is_finite().then_some(value);
        Self { min: bound(min), max: bound(max), min_excluded, max_excluded, travel }
    }
}

impl From<Scale> for ScaleInfo {
    fn from(scale: Scale) -> Self {
        match scale {
            Scale::Linear => Self::Linear,
            Scale::Logarithmic => Self::Logarithmic,
        }
    }
}

#[cfg(test)]
mod tests;
