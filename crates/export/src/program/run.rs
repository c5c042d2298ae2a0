//! The run that a program repeats.

use gradient_lab::Error;
use gradient_lab::checkpoint::{ModelFile, Tensor};
use gradient_lab::data::{DataSpec, Dataset, Resources, Saved, Standardization, load};
use gradient_lab::document::{Experiment, HiddenBlock, Network, OutputBlock, Training};
use gradient_lab::session::Session;
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::loss::{CrossEntropy, Mse};
use gradient_lab_nn::{Head, Loss};

use super::changes;

/// A run before its first step: its document, its data, and the weights that it starts from.
#[derive(Debug)]
pub struct Run {
    pub(crate) experiment: Experiment,
    /// The data as they are given: the program standardizes them.
    pub(crate) data: Dataset,
    /// The weights, and what the data are standardized with.
    pub(crate) tensors: Vec<Tensor>,
}

/// Hidden blocks that are alike, one after another: a block of the document with its repeats.
pub(crate) struct Group<'a> {
    pub block: &'a HiddenBlock,
    /// The number of the first among all blocks.
    pub first: usize,
    /// How many values the first gets.
    pub inputs: usize,
}

impl Group<'_> {
    /// What the blocks are, in words.
    pub fn description(&self) -> String {
        let HiddenBlock { units, repeat, activation, .. } = self.block;
        let units = if *units == 1 { "1 unit".to_string() } else { format!("{units} units") };
        let activation = activation.entry().label;
        match (self.first, *repeat) {
            (first, 1) => format!("Hidden block {first}: {units}, {activation}."),
            (first, repeat) => format!("Hidden blocks {first} to {}: {units} each, {activation}.", first + repeat - 1),
        }
    }
}

impl Run {
    /// The run of `experiment`, from the weights of the safetensors file `weights` where there is one.
    ///
    /// # Errors
    /// When data or weights are missing or invalid, or the document asks for what other tools have no counterpart of.
    pub fn open(experiment: Experiment, resources: Resources, weights: Option<&[u8]>) -> Result<Self, Error> {
        check(&experiment)?;
        // The network standardizes nothing: its data are loaded once as it sees them, and once as they are.
        let raw = DataSpec { standardize: false, standardize_target: false, ..experiment.data.clone() };
        let data = load(&raw, experiment.seed, resources.clone(), Saved::default())?;
        let session = Session::open(experiment.clone(), resources, weights)?;
        let file = session.export_weights()?;
        let mut tensors = ModelFile::read(&file)?.weights.0;
        tensors.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self { experiment, data, tensors })
    }

    /// The hidden blocks, input side first.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.groups_of(&self.experiment)
    }

    /// Those of `now`, the experiment with what has been turned in it.
    pub(crate) fn groups_of<'a>(&self, now: &'a Experiment) -> impl Iterator<Item = Group<'a>> + use<'a> {
        let (mut first, mut inputs) = (0, self.data.features());
        now.network.hidden.iter().map(move |block| {
            let group = Group { block, first, inputs };
            (first, inputs) = (first + block.repeat, block.units);
            group
        })
    }

    /// How many values the output layer gets.
    pub(crate) fn output_inputs(&self) -> usize {
        self.experiment.network.hidden.last().map_or(self.data.features(), |block| block.units)
    }

    /// The loss, `auto` resolved.
    pub(crate) fn loss(&self) -> Loss {
        match (&self.experiment.loss, self.data.head) {
            (Loss::Auto(_), Head::Regression(_)) => Mse {}.into(),
            (Loss::Auto(_), Head::Binary | Head::Classes(_)) => CrossEntropy {}.into(),
            (loss, _) => loss.clone(),
        }
    }

    /// Samples to train on.
    pub(crate) fn training_samples(&self) -> usize {
        self.data.training.samples()
    }

    /// Samples of a full batch.
    pub(crate) fn batch_size(&self) -> usize {
        let samples = self.training_samples();
        self.experiment.training.batch_size.map_or(samples, |size| size.min(samples))
    }

    /// Steps of an epoch.
    pub(crate) fn steps_per_epoch(&self) -> usize {
        self.training_samples().div_ceil(self.batch_size())
    }

    /// Whether something learns, all the time.
    pub(crate) fn is_trainable(&self) -> bool {
        let learns =
            |now: &Experiment| !now.network.output.frozen || now.network.hidden.iter().any(|block| !block.frozen);
        learns(&self.experiment) && changes::stages(&self.experiment).iter().all(|stage| learns(&stage.now))
    }

    /// The values of the tensor called `name` in weight files.
    pub(crate) fn tensor(&self, name: &str) -> Option<&Tensor> {
        self.tensors.iter().find(|tensor| tensor.name == name)
    }

    /// What the inputs (`input`) or the targets (`target`) are standardized with, if they are.
    pub(crate) fn statistics(&self, of: &str) -> Option<Standardization> {
        let values = |what: &str| self.tensor(&format!("{of}.{what}")).map(|tensor| tensor.values.clone());
        Some(Standardization { mean: values("mean")?, variance: values("variance")? })
    }
}

/// Refuses what other tools have no counterpart of.
///
/// Every field is named, so that one that is added is not left out of programs in silence.
fn check(experiment: &Experiment) -> Result<(), Error> {
    let Experiment { version: _, name: _, seed: _, data, network, loss: _, training } = experiment;
    let DataSpec { source: _, validation_split: _, standardize: _, standardize_target: _, augment } = data;
    let Training { batch_size: _, epochs: _, shuffle: _, optimizer: _, schedule: _, gradient_clipping: _, changes: _ } =
        training;
    if !augment.is_empty() {
        let message = "other tools draw other random changes, so the run cannot be repeated; leave it out";
        return Err(Error::at("data.augment", message));
    }
    let Network { hidden, output } = network;
    let OutputBlock { init: _, bias_init: _, use_bias: _, l1: _, l2: _, max_norm: _, frozen: _ } = output;
    for (at, block) in hidden.iter().enumerate() {
        let HiddenBlock {
            units: _,
            repeat: _,
            activation: _,
            init: _,
            bias_init: _,
            use_bias: _,
            normalization: _,
            normalization_placement: _,
            residual: _,
            dropout,
            l1: _,
            l2: _,
            max_norm: _,
            frozen: _,
        } = block;
        if dropout.is_active() {
            let message = "other tools drop other units at random, so the run cannot be repeated; set it to 0";
            return Err(Error::at(format!("network.hidden[{at}].dropout"), message));
        }
    }
    changes::check(experiment)
}
