//! A trained model, restored from its file without the data that it learnt from.

use gradient_lab_nn::{Head, Network};

use crate::checkpoint::{ModelFile, experiment_in};
use crate::data::table::Layout;
use crate::data::{self, Origin, Saved, Standardized};
use crate::document::Experiment;
use crate::error::Input;
use crate::{Error, build};

/// A model: a network with what stands before and after it.
#[derive(Debug)]
pub struct Model {
    /// The document in the file.
    pub experiment: Experiment,
    /// The network, with the weights in the file.
    pub network: Network<f32>,
    /// What features and targets are standardized with; `None` where they are not.
    pub statistics: Saved,
    /// The columns of the table that it learnt from; `None` for other data.
    pub layout: Option<Layout>,
}

impl Model {
    /// The model in `file`.
    ///
    /// # Errors
    /// When it is not a model file, or its weights do not fit its document.
    pub fn open(file: &[u8]) -> Result<Self, Error> {
        let ModelFile { document, layout, weights } = ModelFile::read(file)?;
        let experiment = experiment_in(document.as_deref())?;
        let layout = layout.map(|json| Layout::parse(&json)).transpose()?;
        let (features, head) = match (data::facts(&experiment.data)?, &layout) {
            (Some(facts), _) => (facts.features, facts.head),
            (None, Some(layout)) => (layout.features(), data::head(layout.classes().len(), layout.target().len())),
            (None, None) => {
                let message = "the file does not say which columns of a table its model reads; train it anew";
                return Err(Error::at("table", message).with_input(Input::Weights));
            }
        };
        experiment.check_data(data::DataFacts { features, head, training_samples: 1 })?;
        let mut network = build::network(&experiment, features, head);
        let (inputs, targets) = (experiment.data.standardize, experiment.data.standardize_target);
        let standardized =
            Standardized { inputs: inputs.then_some(features), targets: targets.then_some(head.outputs()) };
        weights.restore(&mut network, standardized)?;
        let saved = weights.statistics();
        let statistics = Saved { inputs: saved.inputs.filter(|_| inputs), targets: saved.targets.filter(|_| targets) };
        Ok(Self { experiment, network, statistics, layout })
    }

    /// How many features a sample has.
    pub fn features(&self) -> usize {
        self.network.kernel(0).nrows()
    }

    /// The names of the classes; empty for regression.
    pub fn classes(&self) -> Vec<String> {
        match (&self.layout, self.experiment.data.source.as_dyn().origin()) {
            (Some(layout), _) => layout.classes().to_vec(),
            (None, Origin::Images { set, .. }) => set.classes.iter().map(ToString::to_string).collect(),
            (None, _) if self.network.head() == Head::Binary => ["0", "1"].map(String::from).to_vec(),
            (None, _) => vec![],
        }
    }
}
