//! JavaScript objects, read as the JSON that they would be.

use gradient_lab::figure::MAX_SAFE_INTEGER;
use js_sys::{Array, Object};
use serde::Deserializer;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{IntoDeserializer, Visitor};
use wasm_bindgen::{JsCast, JsValue};

/// A value that JSON has; a field that is `undefined` is left out, as in JSON.
pub(crate) struct Value(pub JsValue);

impl<'de> Deserializer<'de> for Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self(value) = self;
        if value.is_null() || value.is_undefined() {
            visitor.visit_unit()
        } else if let Some(boolean) = value.as_bool() {
            visitor.visit_bool(boolean)
        } else if let Some(number) = value.as_f64() {
            let is_whole = number.trunc() == number && (0.0..=MAX_SAFE_INTEGER as f64).contains(&number);
            if is_whole { visitor.visit_u64(number as u64) } else { visitor.visit_f64(number) }
        } else if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if let Some(list) = value.dyn_ref::<Array>() {
            visitor.visit_seq(SeqDeserializer::new(list.iter().map(Self)))
        } else if let Some(object) = Object::try_from(&value) {
            let entries = Object::entries(object);
            let fields = entries.iter().map(|entry| {
                let entry = entry.unchecked_into::<Array>();
                (entry.get(0).as_string().unwrap_or_default(), Self(entry.get(1)))
            });
            visitor.visit_map(MapDeserializer::new(fields.filter(|(_, Self(value))| !value.is_undefined())))
        } else {
            let kind = String::from(value.js_typeof().unchecked_into::<js_sys::JsString>());
            Err(serde::de::Error::custom(format!("must be a value that JSON has; found a {kind}")))
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
