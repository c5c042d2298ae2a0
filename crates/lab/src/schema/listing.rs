//! The catalogues as documents name them.

use gradient_lab_nn::catalogue::{Entry, Value, Values};

/// A list of entries that fields pick from.
#[derive(Debug)]
pub struct Listing {
    /// Its name: `activation`.
    pub id: &'static str,
    /// What one entry is, as messages say it: "unknown activation".
    pub noun: &'static str,
    entries: &'static [&'static Entry],
    excluded: Option<Excluded>,
}

/// Entries of a catalogue that cannot be picked here.
#[derive(Debug, Clone, Copy)]
pub struct Excluded {
    /// Why, behind the entry's name.
    pub reason: &'static str,
    /// Whether an entry is one of them.
    pub matches: fn(&Entry) -> bool,
}

impl Listing {
    pub(crate) const fn new(id: &'static str, noun: &'static str, entries: &'static [&'static Entry]) -> Self {
        Self { id, noun, entries, excluded: None }
    }

    /// The same without the entries that cannot be picked here.
    pub(crate) const fn without(self, excluded: Excluded) -> Self {
        Self { excluded: Some(excluded), ..self }
    }

    /// The entries, in the order people see them.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        self.entries.iter().copied().filter(|entry| self.exclusion(entry).is_none())
    }

    /// The ids of the entries.
    pub(crate) fn ids(&self) -> Vec<&'static str> {
        self.entries().map(|entry| entry.id).collect()
    }

    /// The entry called `id`.
    pub fn entry(&self, id: &str) -> Option<&'static Entry> {
        self.entries().find(|entry| entry.id == id)
    }

    /// The entry called `id` with its defaults.
    ///
    /// # Panics
    /// When there is none: a table's default is an entry of its catalogue.
    pub(crate) fn default(&self, id: &str) -> (&'static Entry, Values) {
        let entry = self.entry(id).expect("a table's default is an entry of its catalogue");
        (entry, default_values(entry))
    }

    /// Why the entry called `id`, though there is one, cannot be picked here.
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
