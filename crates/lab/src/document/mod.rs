//! The experiment document: a JSON text that describes a run completely.
//!
//! [`Experiment::parse`] reads it by the declarations of its objects and the catalogues. Nothing in it is silently ignored.

pub mod catalogues;
mod change;
mod check;
mod dropout;
mod experiment;
#[cfg(feature = "prose")]
pub mod help;
#[cfg(feature = "prose")]
pub mod json_schema;
pub mod limits;
mod set;
#[cfg(test)]
mod tests;

pub(crate) use change::{BLOCK_FIELDS, FIXED_PARAMETER, TRAINING_FIELDS};
pub use change::{Change, Changed};
pub use experiment::{Experiment, HiddenBlock, Network, OutputBlock, Placement, Training, Version};
pub use set::Set;

use serde::{Deserializer, Serialize, Serializer};

use crate::Error;
use crate::data::DataSpec;
use crate::schema::tree::{Failure, Node, Path};
use crate::schema::{FieldKind, FieldValue, Object};

/// The objects of the document.
pub static OBJECTS: [&Object; 6] =
    [Experiment::OBJECT, DataSpec::OBJECT, Network::OBJECT, HiddenBlock::OBJECT, OutputBlock::OBJECT, Training::OBJECT];

/// Why every document can be written.
const WRITABLE: &str = "keys are strings and numbers finite";

impl Experiment {
    /// The experiment that `text`, a JSON document, describes.
    ///
    /// # Errors
    /// When the text is not JSON, or a field is unknown, of a wrong type, out of range or in conflict with another. The
    /// error names the place, what was found and what is allowed.
    ///
    /// ```
    /// use gradient_lab::document::Experiment;
    ///
    /// let error = Experiment::parse(r#"{"version": 1, "network": {"hidden": [{"activation": "rleu"}]}}"#);
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     r#"network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?"#
    /// );
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > limits::MAX_DOCUMENT_BYTES {
            let message = format!("must be at most {} bytes long; found {}", limits::MAX_DOCUMENT_BYTES, text.len());
            return Err(Error::new(message));
        }
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(Error::new("is empty; the least document is {\"version\": 1}"));
        }
        Self::from_tree(&Node::parse(text)?)
    }

    /// The experiment that a document in another form than text describes, such as a JavaScript object.
    ///
    /// # Errors
    /// As those of [`Self::parse`].
    pub fn from_deserializer<'de, D: Deserializer<'de>>(document: D) -> Result<Self, Error> {
        Self::from_tree(&read_node(document)?)
    }

    /// The experiment that a tree describes.
    pub(crate) fn from_tree(document: &Node) -> Result<Self, Error> {
        let experiment = Self::read(&Path::Root, document, &FieldKind::Object { object: Self::OBJECT })?;
        experiment.check()?;
        Ok(experiment)
    }

    /// The document as one line of JSON, with only what differs from the defaults.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect(WRITABLE)
    }

    /// The same as indented JSON, for people.
    #[cfg(feature = "prose")]
    pub fn to_indented_json(&self) -> String {
        serde_json::to_string_pretty(self).expect(WRITABLE)
    }
}

/// The tree of what `deserializer` reads.
fn read_node<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Node, Error> {
    Node::read(deserializer).map_err(|failure| match failure {
        Failure::Refused(refusal) => refusal,
        Failure::Unreadable(path, error) => Error::at(path, error.to_string()),
    })
}

impl Serialize for Experiment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}
