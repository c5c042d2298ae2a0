//! The engine where it is used: in Node and, by the same tests, in a browser.

#![cfg(target_arch = "wasm32")]

use gradient_lab::data;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn data_sets_are_found_by_name() {
    assert!(data::ENTRIES.iter().any(|entry| entry.id == "spiral"));
}
