//! A run of an experiment: loads the data, builds the network, and trains it step by step.

mod batches;
mod change;
mod epoch;
mod evaluate;
mod history;
mod pace;
mod rate;
mod snapshot;
mod tensors;

pub use evaluate::{Evaluation, Score};
pub use tensors::BlockTensors;

use std::sync::Arc;

use gradient_lab_nn::{DropoutDraw, MetricsLevel, StepOutput, Trainer};
use ndarray::{ArrayView2, s};

use self::batches::Batches;
use self::change::Changes;
use self::epoch::EpochTotals;
pub(crate) use self::evaluate::Evaluator;
use self::history::{Epochs, History};
use self::pace::Pace;
use self::rate::Rate;
use crate::checkpoint::{self, Weights};
use crate::data::{self, Dataset, Resources};
use crate::diagnosis::{Diagnostician, LayerState};
use crate::document::Experiment;
use crate::error::Input;
use crate::figure::Figure;
use crate::learning::Learner;
use crate::lists::listed;
#[cfg(feature = "remedies")]
use crate::remedies::{self, Case, Remedy};
#[cfg(feature = "remedies")]
use crate::snapshot::Verdict;
use crate::snapshot::{Diagnosis, RunInfo, Snapshot, SnapshotRequest, Status};
use crate::trace::{DiagnosisRecord, EpochRecord, LayerRecord, Record, StepRecord};
use crate::{Error, build};

/// A run of an experiment.
#[derive(Debug)]
pub struct Session {
    experiment: Experiment,
    changes: Changes,
    data: Dataset,
    trainer: Trainer<f32>,
    /// Until a step is measured: a copy of the trainer that has done the first step, for its figures.
    preview: Option<Box<Trainer<f32>>>,
    evaluator: Evaluator,
    history: History,
    epochs: Epochs,
    last_epoch: Option<EpochRecord>,
    diagnostician: Diagnostician,
    /// Before the first step.
    #[cfg(feature = "remedies")]
    first: Verdict,
    learner: Learner,
    latest: Latest,
    status: Status,
    rate: Rate,
    pace: Pace,
    batches: Batches,
    epoch_totals: EpochTotals,
    tracing: bool,
    measuring: bool,
    trace: Vec<Record>,
    /// The names of the blocks, as in the trace.
    names: Vec<Arc<str>>,
}

/// The figures of the latest step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Latest {
    pub epoch: u64,
    pub loss: f64,
    pub learning_rate: f64,
}

impl Session {
    /// Opens a run: loads the data, for which it uses up `resources`, and builds the network. Its weights are initialized as
    /// the experiment says, or read from `weights`, a safetensors file.
    ///
    /// # Errors
    /// When data are missing or invalid, or when the weights do not fit the network.
    #[cfg(feature = "models")]
    pub fn open(experiment: Experiment, resources: Resources, weights: Option<&[u8]>) -> Result<Self, Error> {
        let model = weights.map(checkpoint::ModelFile::read).transpose()?;
        Self::begin(experiment, resources, model.map(|model| model.weights))
    }

    /// The same with weights that have been read.
    ///
    /// # Errors
    /// As those of [`Self::open`].
    pub fn begin(experiment: Experiment, resources: Resources, weights: Option<Weights>) -> Result<Self, Error> {
        let saved = weights.as_ref().map(Weights::statistics).unwrap_or_default();
        let data = data::load(&experiment.data, experiment.seed, resources, saved)?;
        experiment.check_data(data.facts())?;
        let mut trainer = build::trainer(&experiment, &data);
        if let Some(weights) = weights {
            weights.restore(trainer.network_mut(), data.standardized())?;
        } else {
            let first = data.training.samples().min(evaluate::MAX_ROWS);
            trainer.network_mut().scale_to_unit_variance(data.training.inputs.slice(s![..first, ..]));
        }
        let base = trainer.base_learning_rate();
        let batches = Batches::new(&experiment, &data.training);
        let (training, steps) = (&experiment.training, batches.steps_per_epoch());
        let targets = data.training.batch(0..data.training.samples()).targets;
        let learner = Learner::new(trainer.loss_of_guessing(targets));
        let mut session = Self {
            preview: None,
            diagnostician: Diagnostician::new(vec![LayerState::default()]),
            #[cfg(feature = "remedies")]
            first: Verdict::default(),
            learner,
            history: History::new(trainer.network().depth()),
            epochs: Epochs::new(),
            last_epoch: None,
            latest: Latest { epoch: 1, loss: 0.0, learning_rate: base },
            status: Status::Ready,
            rate: Rate::new(&training.schedule, base, training.epochs, steps),
            pace: Pace::default(),
            batches,
            epoch_totals: EpochTotals::default(),
            tracing: false,
            measuring: true,
            trace: vec![],
            names: (0..trainer.network().depth()).map(|block| trainer.network().block_name(block).into()).collect(),
            evaluator: Evaluator::new(experiment.activations(data.head.outputs())),
            changes: Changes::of(&experiment),
            experiment,
            data,
            trainer,
        };
        session.preview_step();
        #[cfg(feature = "remedies")]
        {
            session.first = session.diagnostician.diagnosis().verdict;
        }
        Ok(session)
    }

    /// Does the first step on a copy of the trainer, whose figures are shown until the first measured step.
    fn preview_step(&mut self) {
        self.batches.gather(0, &self.data.training);
        let mut preview = Box::new(self.trainer.clone());
        let rate = self.rate.after(0);
        let output = preview.step(self.batches.batch(), rate, MetricsLevel::Full);
        self.latest = Latest { epoch: 1, loss: output.loss, learning_rate: rate };
        let depth = self.names.len();
        let layers = if self.is_exact(&preview, output) {
            vec![LayerState::default(); depth]
        } else {
            (0..depth).map(|block| LayerState::of(&preview, block)).collect()
        };
        self.diagnostician = Diagnostician::new(layers);
        if let Some(layer) = output.diverged.filter(|_| !output.loss.is_finite() || self.diagnostician.has_diverged()) {
            self.diagnostician.diverge(layer);
        }
        self.preview = Some(preview);
    }

    /// The trainer whose latest step snapshots show.
    fn shown(&self) -> &Trainer<f32> {
        self.preview.as_deref().unwrap_or(&self.trainer)
    }

    /// Steps done.
    pub fn steps(&self) -> u64 {
        self.trainer.steps()
    }

    /// Optimizer steps in an epoch.
    pub fn steps_per_epoch(&self) -> u64 {
        self.batches.steps_per_epoch()
    }

    /// Optimizer steps in the whole run.
    pub fn total_steps(&self) -> u64 {
        self.steps_per_epoch().saturating_mul(self.experiment.training.epochs)
    }

    /// Whether the gradients vanish, explode or arrive, and how the run learns.
    pub fn diagnosis(&self) -> DiagnosisRecord {
        let Diagnosis { verdict, rho, layer, .. } = self.diagnostician.diagnosis();
        DiagnosisRecord {
            step: self.steps(),
            verdict,
            rho: rho.map(Figure),
            layer: layer.map(|layer| Arc::clone(&self.names[layer])),
            learning: self.learner.learning().map(|learning| learning.kind),
            #[cfg(feature = "remedies")]
            remedies: self.remedies(),
        }
    }

    /// The names of the hidden blocks in order, then of the output.
    pub fn layer_names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// What to set in the document, best first: nothing where nothing is wrong.
    #[cfg(feature = "remedies")]
    pub fn remedies(&self) -> Vec<Remedy> {
        remedies::remedies(&Case {
            experiment: &self.experiment,
            data: self.data.facts(),
            first: self.first,
            now: self.diagnostician.diagnosis().verdict,
            learning: self.learner.learning().map(|learning| learning.kind),
            progress: self.learner.learning().map(|learning| learning.progress),
            steps: self.total_steps(),
        })
    }

    /// Whether the run can go on, has finished or has diverged.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The experiment of the run.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Sets whether steps and epochs are recorded for [`Self::take_trace`]; at first they are not.
    pub fn set_tracing(&mut self, tracing: bool) {
        self.tracing = tracing;
    }

    /// Sets whether the last step of each call of [`Self::step`] is measured; at first it is. Traced steps and the last
    /// step of the run are always measured. A snapshot has the layers' figures of the latest measured step.
    pub fn set_measuring(&mut self, measuring: bool) {
        self.measuring = measuring;
    }

    /// The mean loss of the latest step's batch, penalties included; before the first step, that of the first batch.
    pub fn loss(&self) -> f64 {
        self.latest.loss
    }

    /// The records of the steps and epochs since the last call, if they are traced.
    pub fn take_trace(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.trace)
    }

    /// Does up to `count` optimizer steps and returns their number: fewer if the run finishes or diverges.
    pub fn step(&mut self, count: u64) -> u64 {
        self.steps_of(count, self.measuring)
    }

    /// Does as many optimizer steps as fit into `milliseconds` of the clock `now`, at least one and at most `max`; gives how
    /// many were done. The last is measured as in [`Self::step`].
    pub fn train_for(&mut self, milliseconds: f64, max: u64, now: impl Fn() -> f64) -> u64 {
        let start = now();
        let mut done = 0;
        loop {
            let count = self.pace.count(milliseconds - (now() - start), done, max);
            if count == 0 {
                break;
            }
            let stepped = self.steps_of(count, false);
            done += stepped;
            self.pace.note(now() - start, done);
            if stepped < count {
                return done;
            }
        }
        let before_last = now();
        done += self.steps_of(u64::from(max > 0), self.measuring);
        if done == 1 {
            self.pace.note(now() - before_last, 1);
        }
        done
    }

    /// Does up to `count` steps, of which the last is measured where `measures_last`.
    fn steps_of(&mut self, count: u64, measures_last: bool) -> u64 {
        for done in 0..count {
            if self.status != Status::Ready {
                return done;
            }
            self.step_once(measures_last && done + 1 == count);
        }
        count
    }

    fn step_once(&mut self, is_shown: bool) {
        let done = self.trainer.steps();
        let step = done + 1;
        self.make_changes(done);
        let learning_rate = self.rate.after(done);
        self.batches.gather(done, &self.data.training);
        let (recorded, sampled) = (self.history.should_record(step), Diagnostician::samples(step));
        let level = if self.tracing || is_shown || step == self.total_steps() {
            MetricsLevel::Full
        } else if recorded || sampled {
            MetricsLevel::Deltas
        } else {
            MetricsLevel::Nothing
        };
        if self.measuring || level == MetricsLevel::Full {
            // Freed before the step, which then needs no memory beside it.
            self.preview = None;
        }
        let output = self.trainer.step(self.batches.batch(), learning_rate, level);
        let epoch = done / self.steps_per_epoch() + 1;
        self.latest = Latest { epoch, loss: output.loss, learning_rate };
        self.epoch_totals.add(output, self.batches.rows());
        self.history.add_loss(output.loss);
        let diverged = output.diverged.is_some();
        if diverged {
            self.preview = None;
        } else if sampled && !self.is_exact(&self.trainer, output) {
            self.diagnostician.add((0..self.names.len()).map(|block| LayerState::of(&self.trainer, block)));
        }
        if recorded || diverged {
            let depth = self.trainer.network().depth();
            let deltas: Vec<f32> = (0..depth).map(|layer| listed(self.trainer.delta_rms(layer))).collect();
            self.history.record(step, learning_rate, &deltas);
        }
        if self.tracing {
            let record = self.step_record(step, epoch);
            self.trace.push(Record::Step(record));
        }
        if let Some(layer) = output.diverged {
            self.diverge(step, layer);
        } else if step.is_multiple_of(self.steps_per_epoch()) {
            self.end_epoch(step, epoch);
        }
    }

    /// Whether nothing was left to learn from the batch of the trainer's latest step, so that its gradients say nothing.
    fn is_exact(&self, trainer: &Trainer<f32>, output: StepOutput) -> bool {
        let last = trainer.network().depth() - 1;
        trainer.delta_rms(last) == Some(0.0) && self.learner.is_learnt(output.loss - output.penalty)
    }

    /// The run has diverged at `step`, which began in block `layer`.
    fn diverge(&mut self, step: u64, layer: usize) {
        self.diagnostician.diverge(layer);
        self.status = Status::Diverged { step, layer: self.trainer.network().block_name(layer) };
    }

    fn step_record(&self, step: u64, epoch: u64) -> StepRecord {
        let layers = self
            .names
            .iter()
            .zip(self.shown().metrics())
            .map(|(name, metrics)| LayerRecord::new(Arc::clone(name), metrics));
        let Latest { learning_rate, loss, .. } = self.latest;
        StepRecord { step, epoch, learning_rate: Figure(learning_rate), loss: Figure(loss), layers: layers.collect() }
    }

    fn end_epoch(&mut self, step: u64, epoch: u64) {
        let validation = self.evaluator.score(&self.trainer, &self.data.validation);
        let (record, penalty) = std::mem::take(&mut self.epoch_totals).record(epoch, validation);
        self.epochs.record(&record);
        self.last_epoch = Some(record);
        let penalty_after = self.trainer.network().penalty();
        self.learner.add(&record, penalty, penalty_after);
        if self.tracing {
            self.trace.push(Record::Epoch(record));
        }
        let Figure(training) = record.training_loss;
        let watched = validation.map_or(training, |score| score.loss);
        self.rate.end_epoch(watched);
        if !watched.is_finite() || !training.is_finite() {
            let last = self.trainer.network().depth() - 1;
            self.diverge(step, self.trainer.network().penalty_not_finite().unwrap_or(last));
        } else if epoch >= self.experiment.training.epochs {
            self.status = Status::Finished;
        }
    }

    /// The loss and accuracy on both splits, in inference mode.
    pub fn evaluate(&mut self) -> Evaluation {
        let training = self.evaluator.score(&self.trainer, &self.data.training);
        Evaluation {
            training: training.expect("a run has samples to train on"),
            validation: self.evaluator.score(&self.trainer, &self.data.validation),
        }
    }

    /// The figures of the last whole epoch; `None` before there is one.
    pub fn last_epoch(&self) -> Option<EpochRecord> {
        self.last_epoch
    }

    /// The network's outputs for `inputs`, `[rows, features]`: values or probabilities, `[rows, outputs]`. Features are
    /// given and values are in the units of the data; what the document wants standardized is so in between.
    ///
    /// # Errors
    /// When `inputs` is not a whole number of rows.
    pub fn predict(&mut self, inputs: &[f32]) -> Result<Vec<f32>, Error> {
        let network = self.trainer.network();
        let infer = |evaluator: &mut Evaluator, rows: ArrayView2<'_, f32>| {
            evaluator.infer(network, rows).into_raw_vec_and_offset().0
        };
        self.evaluator.predict(&self.data, inputs, infer)
    }

    /// What [`Self::predict`] gives in each of `passes` passes over `inputs` with dropout left on (MC dropout: Gal &
    /// Ghahramani, 2016, <https://arxiv.org/abs/1506.02142>), `[passes, rows, outputs]`. Batch normalizations use their moving
    /// statistics. What is dropped follows from the seed, the pass and the row.
    ///
    /// # Errors
    /// When `inputs` is not a whole number of rows.
    pub fn predict_samples(&mut self, inputs: &[f32], passes: u64) -> Result<Vec<f32>, Error> {
        let (network, seed) = (self.trainer.network(), self.experiment.seed);
        self.evaluator.predict(&self.data, inputs, |evaluator, rows| {
            let draws = (0..passes).map(|pass| DropoutDraw { seed, pass, first_row: 0 });
            draws.flat_map(|draw| evaluator.infer_with_dropout(network, rows, draw)).collect()
        })
    }

    /// The info of the run: what stays the same from its first step to its last.
    pub fn describe(&self) -> RunInfo {
        let steps = (self.steps_per_epoch(), self.total_steps());
        snapshot::run_info(&self.experiment, &self.data, self.trainer.network(), steps)
    }

    /// The run's figures at this moment, with visuals if `request` asks for them.
    pub fn snapshot(&mut self, request: &SnapshotRequest) -> Snapshot {
        let network = self.trainer.network();
        let visuals = request.visuals.then(|| snapshot::visuals(request, &self.data, network, &mut self.evaluator));
        let run = snapshot::Run {
            shown: self.shown(),
            head: self.data.head,
            steps: self.steps(),
            status: &self.status,
            latest: self.latest,
            history: &self.history,
            epochs: &self.epochs,
            diagnosis: self.diagnostician.diagnosis(),
            learning: self.learner.learning(),
        };
        run.snapshot(visuals)
    }

    /// The weights as a safetensors file, with the document in its metadata.
    ///
    /// # Errors
    /// When a weight is not finite, since such a file could not be read again.
    pub fn export_weights(&self) -> Result<Vec<u8>, Error> {
        let network = self.trainer.network();
        if let Some(block) = network.last_not_finite() {
            let message = "a weight is no longer finite; there is nothing to save";
            return Err(Error::at(network.block_name(block), message).with_input(Input::Request));
        }
        Ok(checkpoint::write(network, &self.data, &self.experiment))
    }
}
