//! An object of the document with a value for each of its fields: what the tables make of it, still untyped.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::fields::{Field, FieldKind, Object};
use gradient_lab_nn::catalogue::{Choice, Value};

/// One value for each of `object`'s fields.
#[derive(Debug, Clone)]
pub(super) struct Values {
    pub object: &'static Object,
    /// What the object's own `kind` picks, where it has one.
    pub choice: Option<Choice>,
    /// In the fields' order.
    pub held: Vec<Held>,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    /// `null`, no text.
    Nothing,
    Value(Value),
    Text(String),
    Choice(Choice),
    Choices(Vec<Choice>),
    Object(Values),
    Objects(Vec<Values>),
}

/// Values of one object are the same when what they hold is.
impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.choice == other.choice && self.held == other.held
    }
}

impl Held {
    /// What `field` holds when it is not given.
    pub(super) fn default(field: &'static Field) -> Self {
        match &field.kind {
            FieldKind::Version(version) => Self::Value(Value::Integer(*version)),
            FieldKind::Nullable { switched_on: Some(_), .. } | FieldKind::Text(_) => Self::Nothing,
            FieldKind::Choices(_) => Self::Choices(vec![]),
            FieldKind::Value(value) | FieldKind::Nullable { value, .. } | FieldKind::ValueOrChoice { value, .. } => {
                Self::Value(value.default_value())
            }
            FieldKind::Choice { catalogue, default } => Self::Choice(catalogue.default(default)),
            FieldKind::Object(object) => Self::Object(Values::defaults(object)),
            FieldKind::Objects { object, .. } => Self::Objects(vec![Values::defaults(object)]),
        }
    }
}

impl Values {
    /// Every field at its default.
    pub(super) fn defaults(object: &'static Object) -> Self {
        Self {
            object,
            choice: object.choice.map(|(catalogue, default)| catalogue.default(default)),
            held: object.fields.iter().map(Held::default).collect(),
        }
    }

    /// The same with field `id` holding `held`.
    pub(super) fn with(mut self, id: &str, held: impl Into<Held>) -> Self {
        let at = self.position(id);
        self.held[at] = held.into();
        self
    }

    /// The same with the object's own choice being `picked`.
    pub(super) fn with_picked(self, picked: Choice) -> Self {
        Self { choice: Some(picked), ..self }
    }

    /// What the object's own `kind` picks.
    ///
    /// # Panics
    /// When the object's table has no such choice.
    pub(super) fn picked(&self) -> &Choice {
        self.choice.as_ref().expect("the program asks only objects whose table has a choice")
    }

    /// What field `id` holds.
    pub(super) fn get(&self, id: &str) -> &Held {
        &self.held[self.position(id)]
    }

    fn position(&self, id: &str) -> usize {
        let at = self.object.fields.iter().position(|field| field.id == id);
        at.expect("the program asks only for fields that the object's table declares")
    }

    pub(super) fn real(&self, id: &str) -> f64 {
        self.real_or_null(id).unwrap_or_default()
    }

    pub(super) fn real_or_null(&self, id: &str) -> Option<f64> {
        match *self.get(id) {
            Held::Value(Value::Real(value)) => Some(value),
            _ => None,
        }
    }

    pub(super) fn integer(&self, id: &str) -> u64 {
        self.integer_or_null(id).unwrap_or_default()
    }

    pub(super) fn integer_or_null(&self, id: &str) -> Option<u64> {
        match *self.get(id) {
            Held::Value(Value::Integer(value)) => Some(value),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, id: &str) -> bool {
        matches!(self.get(id), Held::Value(Value::Boolean(true)))
    }

    pub(super) fn name(&self, id: &str) -> &'static str {
        match *self.get(id) {
            Held::Value(Value::Name(name)) => name,
            _ => "",
        }
    }

    pub(super) fn text(&self, id: &str) -> Option<String> {
        match self.get(id) {
            Held::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// # Panics
    /// When the table says that field `id` holds something else; the same for the ones below.
    pub(super) fn choice(&self, id: &str) -> Choice {
        match self.get(id) {
            Held::Choice(choice) => choice.clone(),
            _ => unreachable!("a field holds what its table says"),
        }
    }

    pub(super) fn choices(&self, id: &str) -> &[Choice] {
        match self.get(id) {
            Held::Choices(list) => list,
            _ => unreachable!("a field holds what its table says"),
        }
    }

    pub(super) fn object(&self, id: &str) -> &Self {
        match self.get(id) {
            Held::Object(values) => values,
            _ => unreachable!("a field holds what its table says"),
        }
    }

    pub(super) fn objects(&self, id: &str) -> &[Self] {
        match self.get(id) {
            Held::Objects(list) => list,
            _ => unreachable!("a field holds what its table says"),
        }
    }
}

impl From<f64> for Held {
    fn from(value: f64) -> Self {
        Self::Value(Value::Real(value))
    }
}

impl From<u64> for Held {
    fn from(value: u64) -> Self {
        Self::Value(Value::Integer(value))
    }
}

impl From<usize> for Held {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}

impl From<bool> for Held {
    fn from(value: bool) -> Self {
        Self::Value(Value::Boolean(value))
    }
}

impl From<String> for Held {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Values> for Held {
    fn from(values: Values) -> Self {
        Self::Object(values)
    }
}

impl From<&Choice> for Held {
    fn from(choice: &Choice) -> Self {
        Self::Choice(choice.clone())
    }
}

impl<T: Into<Self>> From<Option<T>> for Held {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
