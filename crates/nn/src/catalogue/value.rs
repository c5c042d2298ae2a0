//! Values of hyperparameters: what documents give, and what the entries' types hold.

use alloc::string::String;
use alloc::vec::Vec;

/// A hyperparameter's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not given; it follows from the rest of the document.
    Derived,
    /// A real number.
    Real(f64),
    /// A whole number.
    Integer(u64),
    /// Yes or no.
    Boolean(bool),
    /// A list of real numbers.
    Reals(Vec<f64>),
    /// One of the hyperparameter's names.
    Name(&'static str),
    /// A list of texts.
    Texts(Vec<String>),
}

/// A type that holds a hyperparameter.
pub trait HyperparameterValue {
    /// The type's value.
    ///
    /// # Panics
    /// When `value` is of another type: whoever reads documents makes values by the hyperparameter's declaration.
    fn from_value(value: Value) -> Self;

    /// The value as documents give it.
    fn to_value(&self) -> Value;
}

/// What an entry's type and its declaration promise each other.
pub(crate) const DECLARED: &str = "a value is of the type that its hyperparameter declares";

macro_rules! hyperparameter_value {
    ($type:ty, $($value:pat => $inner:expr),+; $self:ident => $to:expr) => {
        impl HyperparameterValue for $type {
            fn from_value(value: Value) -> Self {
                match value {
                    $($value => $inner,)+
                    other => panic!("{DECLARED}; found {other:?}"),
                }
            }

            fn to_value(&self) -> Value {
                let $self = self;
                $to
            }
        }
    };
}

hyperparameter_value!(f64, Value::Real(value) => value; value => Value::Real(*value));
hyperparameter_value!(
    Option<f64>, Value::Real(value) => Some(value), Value::Derived => None; value => value.map_or(Value::Derived, Value::Real)
);
hyperparameter_value!(u64, Value::Integer(value) => value; value => Value::Integer(*value));
hyperparameter_value!(usize, Value::Integer(value) => value as usize; value => Value::Integer(*value as u64));
hyperparameter_value!(bool, Value::Boolean(value) => value; value => Value::Boolean(*value));
hyperparameter_value!(Vec<f64>, Value::Reals(values) => values; values => Value::Reals(values.clone()));
hyperparameter_value!(
    Option<Vec<String>>, Value::Texts(texts) => Some(texts), Value::Derived => None;
    texts => texts.clone().map_or(Value::Derived, Value::Texts)
);
