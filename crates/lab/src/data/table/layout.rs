//! What a model remembers of the table it was trained on, so that it can read another: the `table` of a model file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Input;

/// The columns that a model reads, and what becomes of their values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The columns to learn from, in the order of the network's inputs.
    pub(super) features: Vec<FeatureColumn>,
    /// The columns that are learnt.
    pub(super) target: Vec<String>,
    /// The names of the classes; empty for regression.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) classes: Vec<String>,
}

/// A column to learn from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct FeatureColumn {
    pub name: String,
    /// For a column of text: the values that have a feature each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<String>>,
    /// For a column of numbers: what takes the place of a missing one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<f32>,
}

impl FeatureColumn {
    /// How many features the column makes.
    pub fn width(&self) -> usize {
        self.categories.as_ref().map_or(1, Vec::len)
    }

    /// The names of those features.
    pub fn names(&self) -> Vec<String> {
        match &self.categories {
            Some(categories) => categories.iter().map(|value| format!("{}={value}", self.name)).collect(),
            None => vec![self.name.clone()],
        }
    }
}

impl Layout {
    /// The layout in the JSON that a model file holds.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(json: &str) -> Result<Self, Error> {
        let wrong = |what: String| Err(Error::at("table", what).with_input(Input::Weights));
        match serde_json::from_str::<Self>(json) {
            Err(error) => wrong(format!("the table in the model file cannot be read: {error}")),
            Ok(layout) if layout.features.is_empty() || layout.target.is_empty() || layout.classes.len() == 1 => {
                wrong("the table in the model file lacks its features, target or classes".to_string())
            }
            Ok(layout) => Ok(layout),
        }
    }

    /// The JSON for a model file.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("names are texts and fills finite")
    }

    /// The columns that are learnt.
    pub fn target(&self) -> &[String] {
        &self.target
    }

    /// The names of the classes; empty for regression.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The names of the features of a row.
    pub fn feature_names(&self) -> Vec<String> {
        self.features.iter().flat_map(FeatureColumn::names).collect()
    }

    /// Features of a row.
    pub fn features(&self) -> usize {
        self.features.iter().map(FeatureColumn::width).sum()
    }
}

/// The places of texts in a list, to look them up.
pub(super) fn places(list: &[String]) -> BTreeMap<&str, usize> {
    list.iter().enumerate().map(|(at, text)| (&text[..], at)).collect()
}
