//! A run of an experiment: step by step, epoch by epoch.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::{Batch, LayerMetrics, MetricsLevel, Pass, Plateau, Schedule, Time, Trainer, Unit};

use crate::data::{self, Dataset, Part, Resources, Task};
use crate::document::Experiment;
use crate::error::Input;
use crate::evaluation::{INFERENCE_ROWS, Score};
use crate::history::{Epochs, History};
use crate::snapshot::Status;
use crate::trace::{EpochRecord, LayerRecord, Record, StepRecord};
use crate::{Error, build, model, weights};

/// A run of an experiment.
#[derive(Debug)]
pub struct Session {
    pub(crate) experiment: Experiment,
    pub(crate) data: Dataset,
    pub(crate) trainer: Trainer<f32>,
    /// Before the first measured step: a copy that has done the first one, for its figures.
    rehearsal: Option<Box<Trainer<f32>>>,
    pub(crate) history: History,
    pub(crate) epochs: Epochs,
    pub(crate) latest: Latest,
    status: Status,
    schedule: Schedule,
    plateau: Option<Plateau>,
    /// The optimizer's rate, lowered by a plateau rule where there is one.
    rate: f64,
    order: Vec<u32>,
    gathered: Part,
    so_far: EpochSums,
    tracing: bool,
    measuring: bool,
    trace: Vec<Record>,
    /// The blocks' names, as the trace has them.
    names: Vec<Arc<str>>,
    pub(crate) pass: Pass<f32>,
}

/// The latest step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Latest {
    pub epoch: u64,
    pub loss: f64,
    pub learning_rate: f64,
}

/// Sums over the samples of the epoch so far.
#[derive(Debug, Clone, Copy, Default)]
struct EpochSums {
    loss: f64,
    correct: u64,
    samples: usize,
}

impl Session {
    /// Opens a run: loads the data, builds the network, and takes its first weights from `weights`, a safetensors
    /// file, where it is given.
    ///
    /// # Errors
    /// When data or weights are missing or are not what they should be.
    pub fn open(experiment: Experiment, resources: &Resources, weights: Option<&[u8]>) -> Result<Self, Error> {
        let file = weights.map(weights::read).transpose()?;
        let saved = file.as_ref().and_then(model::saved_standardization);
        let data = data::load(&experiment.data, experiment.seed, resources, saved)?;
        experiment.check_data(build::facts(&data))?;
        let mut trainer = build::trainer(&experiment, &data);
        if let Some(file) = file {
            model::restore(file, trainer.network_mut(), &data)?;
        } else {
            let first = data.training.samples().min(INFERENCE_ROWS) * data.features;
            trainer.network_mut().scale_to_unit_variance(&data.training.inputs[..first]);
        }
        let schedule = experiment.training.schedule.clone();
        let rate = trainer.base_learning_rate();
        let mut session = Self {
            rehearsal: None,
            history: History::new(trainer.network().depth()),
            epochs: Epochs::new(),
            latest: Latest { epoch: 1, loss: 0.0, learning_rate: rate },
            status: Status::Ready,
            plateau: schedule.as_dyn().plateau(),
            schedule,
            rate,
            order: vec![],
            gathered: Part { inputs: vec![], targets: data.training.targets.empty_like() },
            so_far: EpochSums::default(),
            tracing: false,
            measuring: true,
            trace: vec![],
            names: (0..trainer.network().depth()).map(|block| trainer.network().block_name(block).into()).collect(),
            pass: Pass::default(),
            experiment,
            data,
            trainer,
        };
        session.rehearse();
        Ok(session)
    }

    /// Does the first step on a copy, so that its figures show before anything has moved.
    fn rehearse(&mut self) {
        self.gather(0);
        let mut rehearsal = Box::new(self.trainer.clone());
        let rate = self.learning_rate(0);
        let found = rehearsal.step(batch(&self.gathered), rate, MetricsLevel::Full);
        self.latest = Latest { epoch: 1, loss: found.loss, learning_rate: rate };
        self.rehearsal = Some(rehearsal);
    }

    /// The trainer whose latest step is shown.
    pub(crate) fn shown(&self) -> &Trainer<f32> {
        self.rehearsal.as_deref().unwrap_or(&self.trainer)
    }

    /// The figures of the latest measured step, one a layer; of the first batch before the first step.
    pub(crate) fn figures(&self) -> &[LayerMetrics] {
        self.shown().figures()
    }

    /// Steps done.
    pub fn steps(&self) -> u64 {
        self.trainer.steps()
    }

    /// Optimizer steps in an epoch.
    pub fn steps_per_epoch(&self) -> u64 {
        self.data.training.samples().div_ceil(self.batch_size()) as u64
    }

    /// Optimizer steps in the whole run.
    pub fn total_steps(&self) -> u64 {
        self.steps_per_epoch().saturating_mul(self.experiment.training.epochs)
    }

    /// Where the run stands.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The experiment that is run.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Whether steps and epochs are kept for [`Self::take_trace`].
    pub fn set_tracing(&mut self, tracing: bool) {
        self.tracing = tracing;
    }

    /// Whether the last step of each call of [`Self::step`] is measured, as it is at first, for a snapshot of it. Steps that
    /// are traced, and the run's last one, are measured all the same; a snapshot has the layers' figures of the latest one.
    pub fn set_measuring(&mut self, measuring: bool) {
        self.measuring = measuring;
    }

    /// The mean loss over the batch of the latest step, penalties included; of the first batch before the first step.
    pub fn loss(&self) -> f64 {
        self.latest.loss
    }

    /// The steps and epochs since the last call.
    pub fn take_trace(&mut self) -> Vec<Record> {
        core::mem::take(&mut self.trace)
    }

    /// Does up to `count` optimizer steps; gives how many were done: fewer when the run has finished or diverged.
    pub fn step(&mut self, count: u64) -> u64 {
        for done in 0..count {
            if self.status != Status::Ready {
                return done;
            }
            self.step_once(self.measuring && done + 1 == count);
        }
        count
    }

    fn batch_size(&self) -> usize {
        let samples = self.data.training.samples();
        self.experiment.training.batch_size.map_or(samples, |size| size.min(samples))
    }

    fn learning_rate(&self, steps_done: u64) -> f64 {
        let rule = self.schedule.as_dyn();
        let epochs = self.experiment.training.epochs;
        let (now, total) = match rule.unit() {
            Unit::Step => (steps_done, self.total_steps()),
            Unit::Epoch => (steps_done / self.steps_per_epoch(), epochs),
        };
        rule.rate(self.rate, Time { now: now as f64, total: total as f64 })
    }

    /// Fills `gathered` with the batch of the step after `steps_done`.
    fn gather(&mut self, steps_done: u64) {
        let samples = self.data.training.samples();
        let (epoch, place) = (steps_done / self.steps_per_epoch(), steps_done % self.steps_per_epoch());
        if place == 0 {
            self.order.clear();
            self.order.extend(0..samples as u32);
            if self.experiment.training.shuffle {
                Rng::new(self.experiment.seed, "order", epoch).shuffle(&mut self.order);
            }
        }
        let start = place as usize * self.batch_size();
        let end = samples.min(start + self.batch_size());
        let features = self.data.features;
        self.gathered.inputs.clear();
        let inputs = &self.data.training.inputs;
        if self.experiment.training.shuffle {
            for &sample in &self.order[start..end] {
                let at = sample as usize * features;
                self.gathered.inputs.extend_from_slice(&inputs[at..at + features]);
            }
        } else {
            self.gathered.inputs.extend_from_slice(&inputs[start * features..end * features]);
        }
        self.gathered.targets.gather(&self.data.training.targets, &self.order[start..end]);
    }

    fn step_once(&mut self, looked_at: bool) {
        let done = self.trainer.steps();
        let step = done + 1;
        let learning_rate = self.learning_rate(done);
        self.gather(done);
        let recorded = self.history.wants(step);
        let measure = if self.tracing || looked_at || step == self.total_steps() {
            MetricsLevel::Full
        } else if recorded {
            MetricsLevel::Deltas
        } else {
            MetricsLevel::Nothing
        };
        if self.measuring || measure == MetricsLevel::Full {
            // Before the step: there need not be memory for both.
            self.rehearsal = None;
        }
        let found = self.trainer.step(batch(&self.gathered), learning_rate, measure);
        let epoch = done / self.steps_per_epoch() + 1;
        self.latest = Latest { epoch, loss: found.loss, learning_rate };
        let rows = self.gathered.samples();
        self.so_far.loss += found.loss * rows as f64;
        self.so_far.correct += found.correct.unwrap_or(0);
        self.so_far.samples += rows;
        self.history.note_loss(found.loss);
        let diverged = !found.loss.is_finite();
        if diverged {
            self.rehearsal = None;
        }
        if recorded || diverged {
            let delta = |layer| self.trainer.delta_rms(layer).map_or(-1.0, |delta| delta as f32);
            let deltas: Vec<f32> = (0..self.trainer.network().depth()).map(delta).collect();
            self.history.record(step, learning_rate, &deltas);
        }
        if self.tracing {
            let record = self.step_record(step, epoch);
            self.trace.push(Record::Step(record));
        }
        if diverged {
            let layer = self.trainer.network().block_name(self.trainer.first_not_finite());
            self.status = Status::Diverged { step, layer };
        } else if step.is_multiple_of(self.steps_per_epoch()) {
            self.end_epoch(step, epoch);
        }
    }

    fn step_record(&self, step: u64, epoch: u64) -> StepRecord {
        let layers = self.figures().iter().enumerate().map(|(index, figures)| LayerRecord {
            name: Arc::clone(&self.names[index]),
            kernel_gradient_l2: figures.kernel_gradient_l2,
            kernel_gradient_mean_abs: figures.kernel_gradient_mean_abs,
            bias_gradient_l2: figures.bias_gradient_l2,
            delta_rms: figures.delta_rms,
            activation_mean: figures.activation_mean,
            activation_std: figures.activation_std,
            saturated: figures.saturated,
            dead: figures.dead,
            update_ratio: figures.update_ratio,
        });
        let Latest { learning_rate, loss, .. } = self.latest;
        StepRecord { step, epoch, learning_rate, loss, layers: layers.collect() }
    }

    fn end_epoch(&mut self, step: u64, epoch: u64) {
        let EpochSums { loss, correct, samples } = core::mem::take(&mut self.so_far);
        let count = samples as f64;
        let training = Score {
            loss: loss / count,
            accuracy: (self.data.task != Task::Regression).then(|| correct as f64 / count),
        };
        let validation = self.score_validation();
        let record = EpochRecord {
            epoch,
            training_loss: training.loss,
            training_accuracy: training.accuracy,
            validation_loss: validation.map(|score| score.loss),
            validation_accuracy: validation.and_then(|score| score.accuracy),
        };
        self.epochs.record(&record);
        if self.tracing {
            self.trace.push(Record::Epoch(record));
        }
        let watched = validation.map_or(training.loss, |score| score.loss);
        if let Some(plateau) = &mut self.plateau {
            self.rate = plateau.after_epoch(watched, self.rate);
        }
        let broken = self.trainer.network().first_not_finite();
        if broken.is_some() || !watched.is_finite() || !training.loss.is_finite() {
            let last = self.trainer.network().depth() - 1;
            let layer = self.trainer.network().block_name(broken.unwrap_or(last));
            self.status = Status::Diverged { step, layer };
        } else if epoch >= self.experiment.training.epochs {
            self.status = Status::Finished;
        }
    }

    /// Calls the run diverged if a weight is no longer finite; a run that stops within an epoch asks for this before
    /// its weights are written.
    pub fn check_weights(&mut self) {
        if matches!(self.status, Status::Diverged { .. }) {
            return;
        }
        if let Some(block) = self.trainer.network().first_not_finite() {
            let layer = self.trainer.network().block_name(block);
            self.status = Status::Diverged { step: self.trainer.steps(), layer };
        }
    }

    /// The weights as a safetensors file that holds the document too.
    ///
    /// # Errors
    /// When a weight is not finite: such a file could not be read back.
    pub fn export_weights(&self) -> Result<Vec<u8>, Error> {
        let network = self.trainer.network();
        if let Some(block) = network.first_not_finite() {
            let message = "a weight is no longer finite; there is nothing to save";
            return Err(Error::at(network.block_name(block), message).of(Input::Request));
        }
        Ok(model::export(network, &self.data, &self.experiment))
    }
}

fn batch(part: &Part) -> Batch<'_, f32> {
    Batch { inputs: &part.inputs, targets: part.targets.view(0..part.samples()) }
}
