//! What of JavaScript the bindings use. The crate `js-sys` declares all of it, and some of that stays in the engine that
//! pages load.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A plain object.
    pub type Object;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Object;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub fn set(object: &Object, key: &str, value: &JsValue) -> bool;

    /// A list.
    pub type Array;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Array;
    #[wasm_bindgen(method)]
    pub fn push(this: &Array, value: &JsValue);

    /// Numbers in single precision.
    pub type Float32Array;
    #[wasm_bindgen(constructor)]
    pub fn new(values: &[f32]) -> Float32Array;

    /// Whole numbers.
    pub type Uint32Array;
    #[wasm_bindgen(constructor)]
    pub fn new(values: &[u32]) -> Uint32Array;
}

/// A list of `values`.
pub fn list<T: Into<JsValue>>(values: impl IntoIterator<Item = T>) -> Array {
    let list = Array::new();
    for value in values {
        list.push(&value.into());
    }
    list
}
