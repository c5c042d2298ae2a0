//! The catalogues and the document's fields as JSON, from which the page builds its controls.

use std::collections::BTreeMap;

use gradient_lab_nn::Activation;
use gradient_lab_nn::catalogue::{Catalogue as _, Entry, Prose};
use serde::Serialize;
use ts_rs::TS;

use crate::document::{OBJECTS, Version, catalogues};
use crate::schema::Object;

/// The fields of the document, and the catalogues that they pick from.
#[derive(Debug, Serialize, TS)]
pub struct Catalogue {
    /// The version of the document's format.
    version: u64,
    /// The fields of each object, by the object's id; that of the document itself is `document`.
    objects: BTreeMap<&'static str, &'static Object>,
    /// The entries of each catalogue, by the catalogue's id.
    catalogues: BTreeMap<&'static str, Vec<&'static Entry>>,
    /// Properties of each activation, by its id.
    activations: BTreeMap<&'static str, ActivationInfo>,
}

/// The prose of every entry, by the catalogue's id and the entry's id. It is not part of the catalogue, since a page
/// needs it only when a reader asks for it.
pub type ProseByEntry = BTreeMap<&'static str, BTreeMap<&'static str, Prose>>;

/// Properties of an activation with its default parameters.
#[derive(Debug, Serialize, TS)]
struct ActivationInfo {
    /// The id of the init that keeps the gradient's size from layer to layer; `null` when none does.
    fitting_init: Option<&'static str>,
    /// Whether its values are bounded.
    bounded: bool,
}

impl Catalogue {
    /// The whole catalogue.
    pub fn new() -> Self {
        Self {
            version: Version::NUMBER,
            objects: OBJECTS.iter().map(|object| (object.id, *object)).collect(),
            catalogues: catalogues::ALL.iter().map(|list| (list.id, list.entries().collect())).collect(),
            activations: Activation::ENTRIES
                .iter()
                .filter_map(|entry| Some((entry.id, ActivationInfo::new(&Activation::with_defaults(entry.id)?))))
                .collect(),
        }
    }
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::new()
    }
}

impl ActivationInfo {
    fn new(activation: &Activation) -> Self {
        let (min, max) = activation.range();
        Self { fitting_init: activation.fitting_init(), bounded: min.is_finite() && max.is_finite() }
    }
}

/// The prose of every entry.
pub fn prose() -> ProseByEntry {
    let prose = |entry: &'static Entry| (entry.id, entry.prose);
    catalogues::ALL.iter().map(|list| (list.id, list.entries().map(prose).collect())).collect()
}

#[cfg(test)]
mod tests;
