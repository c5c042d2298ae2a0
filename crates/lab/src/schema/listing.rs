//! Lists of catalogue entries, as fields of the document pick from them.

use gradient_lab_nn::catalogue::{Entry, Value, Values};

/// A list of entries that fields pick from.
#[derive(Debug)]
pub struct Listing {
    /// The name of the list: `activation`.
    pub id: &'static str,
    /// What messages call an entry, as in "unknown activation".
    pub noun: &'static str,
    entries: &'static [&'static Entry],
    excluded: Option<Excluded>,
}

/// The entries of a catalogue that a list leaves out.
#[derive(Debug, Clone, Copy)]
pub struct Excluded {
    /// Why they are left out, as it follows the entry's name in a message.
    pub reason: &'static str,
    /// Whether an entry is left out.
    pub matches: fn(&Entry) -> bool,
}

impl Listing {
    pub(crate) const fn new(id: &'static str, noun: &'static str, entries: &'static [&'static Entry]) -> Self {
        Self { id, noun, entries, excluded: None }
    }

    /// The list without the entries that are `excluded`.
    pub(crate) const fn without(self, excluded: Excluded) -> Self {
        Self { excluded: Some(excluded), ..self }
    }

    /// The entries, in the order people see them.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        self.entries.iter().copied().filter(|entry| self.exclusion(entry).is_none())
    }

    /// The ids of the entries.
    pub fn ids(&self) -> Vec<&'static str> {
        self.entries().map(|entry| entry.id).collect()
    }

    /// The entry with that id.
    pub fn entry(&self, id: &str) -> Option<&'static Entry> {
        self.entries().find(|entry| entry.id == id)
    }

    /// The entry with that id, and its hyperparameters' defaults.
    ///
    /// # Panics
    /// When there is none. A field's default is always in its list.
    pub(crate) fn default(&self, id: &str) -> (&'static Entry, Values) {
        let entry = self.entry(id).expect("the default of a field is in its list");
        (entry, default_values(entry))
    }

    /// Why an entry of the catalogue is not in the list; `None` if the catalogue has no entry called `id`.
    pub(crate) fn why_excluded(&self, id: &str) -> Option<&'static str> {
        self.entries.iter().find(|entry| entry.id == id).and_then(|entry| self.exclusion(entry))
    }

    fn exclusion(&self, entry: &Entry) -> Option<&'static str> {
        self.excluded.filter(|excluded| (excluded.matches)(entry)).map(|excluded| excluded.reason)
    }
}

/// The defaults of an entry's hyperparameters.
pub(crate) fn default_values(entry: &Entry) -> Vec<Value> {
    entry.parameters.iter().map(|parameter| parameter.kind.default_value()).collect()
}

#[cfg(feature = "page")]
impl serde::Serialize for Listing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}
