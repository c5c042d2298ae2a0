//! Gradient Lab's remedies for JavaScript: bindings only. It is a module of its own, which is loaded when a run on show is in
//! trouble, so that the engine is soon there.

use gradient_lab::remedies;
use wasm_bindgen::prelude::*;

/// Has a panic, which can only be a mistake of ours, say in the console where it was.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// What to set in `experiment`, a document, best first: the JSON of `Answer`s to `question`, the JSON of a `Question`.
///
/// # Errors
/// When either is not what it should be.
#[wasm_bindgen]
pub fn answer(experiment: &str, question: &str) -> Result<String, js_sys::Error> {
    remedies::answer(experiment, question).map_err(|refusal| js_sys::Error::new(&refusal.to_string()))
}
