//! A trained model that predicts the rows of a table.

use gradient_lab_nn::{Head, Network};
use ndarray::Array2;

use crate::checkpoint::{Model, experiment_in};
use crate::data::table::{self, Layout};
use crate::data::{DataFacts, Saved, Standardized, head};
use crate::document::Experiment;
use crate::error::Input;
use crate::session::Evaluator;
use crate::{Error, build};

/// A model that was trained on a table, restored from its file.
#[derive(Debug)]
pub struct Predictor {
    experiment: Experiment,
    layout: Layout,
    network: Network<f32>,
    statistics: Saved,
}

/// What a model predicts for the rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictions {
    /// The names of the classes, of each of which a row has the probability; for regression those of the targets, of each of
    /// which it has the value.
    pub names: Vec<String>,
    /// Whether there are classes.
    pub is_classification: bool,
    /// For each row of the file a number for each name; `None` for a row with gaps, which the document leaves out.
    pub rows: Vec<Option<Vec<f32>>>,
}

impl Predictor {
    /// The model in `file`.
    ///
    /// # Errors
    /// When it is not a model file, or of a model that was trained on other data than a table.
    pub fn open(file: &[u8]) -> Result<Self, Error> {
        let Model { document, layout, weights } = Model::read(file)?;
        let experiment = experiment_in(document.as_deref())?;
        let Some(layout) = layout else {
            let message = "the file holds no table, so it cannot read one; only models trained on csv data can";
            return Err(Error::new(message).with_input(Input::Weights));
        };
        let layout = Layout::parse(&layout)?;
        let (features, head) = (layout.features(), head(layout.classes().len(), layout.target().len()));
        experiment.check_data(DataFacts { features, head, training_samples: 1 })?;
        let mut network = build::network(&experiment, features, head);
        let data = &experiment.data;
        let standardized = Standardized {
            inputs: data.standardize.then_some(features),
            targets: data.standardize_target.then_some(head.outputs()),
        };
        weights.restore(&mut network, standardized)?;
        Ok(Self { statistics: weights.statistics(), experiment, layout, network })
    }

    /// What the model predicts for the rows of `table`, the bytes of a file that has the columns it learnt from.
    ///
    /// # Errors
    /// When the file cannot be read, or lacks a column or a value.
    pub fn predict(&self, table: &[u8]) -> Result<Predictions, Error> {
        let data = &self.experiment.data;
        let (inputs, is_kept) = table::read_features(table, data, &self.layout)?;
        let features = self.layout.features();
        let mut inputs = Array2::from_shape_vec((inputs.len() / features, features), inputs)
            .expect("every row has as many features");
        if let Some(statistics) = self.statistics.inputs.as_ref().filter(|_| data.standardize) {
            statistics.apply(&mut inputs);
        }
        let head = self.network.head();
        let activations = self.experiment.activations(head.outputs());
        let mut outputs = Evaluator::new(activations).infer(&self.network, inputs.view());
        if let Some(statistics) = self.statistics.targets.as_ref().filter(|_| data.standardize_target) {
            statistics.undo(&mut outputs);
        }
        let mut rows = outputs.rows().into_iter().map(|row| match head {
            Head::Binary => vec![1.0 - row[0], row[0]],
            _ => row.to_vec(),
        });
        let is_classification = !matches!(head, Head::Regression(_));
        let names = if is_classification { self.layout.classes() } else { self.layout.target() };
        Ok(Predictions {
            names: names.to_vec(),
            is_classification,
            rows: is_kept.into_iter().map(|kept| if kept { rows.next() } else { None }).collect(),
        })
    }
}
