//! The experiment document: one JSON text that describes a run completely.
//!
//! [`Experiment::parse`] reads it, by the tables of [`fields`] and the catalogues; nothing is silently ignored.

use alloc::format;
use alloc::string::String;

pub mod catalogues;
mod check;
mod convert;
mod experiment;
pub mod fields;
pub mod limits;
#[cfg(feature = "prose")]
pub mod manual;
mod read;
#[cfg(test)]
mod tests;
mod values;
mod write;

pub use check::DataFacts;
pub use experiment::{DataSpec, Dropout, Experiment, HiddenBlock, Network, OutputBlock, Placement, Training};

use crate::Error;
use crate::json::{Node, Path, Writer};
use values::Values;

impl Experiment {
    /// The experiment that `text`, a JSON document, describes.
    ///
    /// # Errors
    /// When the text is no JSON, or a field is unknown, of a wrong type, out of range or at odds with another. The
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
        if text.len() > limits::DOCUMENT_BYTES {
            let message = format!("must be at most {} bytes long; found {}", limits::DOCUMENT_BYTES, text.len());
            return Err(Error::new(message));
        }
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(Error::new("is empty; the least document is {\"version\": 1}"));
        }
        let values = read::object(&Path::Root, &Node::parse(text)?, &fields::DOCUMENT)?;
        let experiment = Self::from(&values);
        experiment.check()?;
        Ok(experiment)
    }

    /// The document, with only what differs from the defaults, in one line.
    pub fn to_json(&self) -> String {
        let mut json = Writer::default();
        Values::from(self).write(&mut json);
        json.finish()
    }
}

impl Default for Experiment {
    /// Every field at its default.
    fn default() -> Self {
        Self::from(&Values::defaults(&fields::DOCUMENT))
    }
}
