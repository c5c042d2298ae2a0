//! A sweep: the same experiment many times with other settings, one trial each.
//!
//! A [`Plan`] says what to vary. [`Sweep::run`] trains its trials side by side and hands each one's [`Trial`] over in the order
//! of their numbers, whatever the number of jobs, so that the same plan gives the same lines everywhere.
//!
//! ```
//! use gradient_lab::session::Session;
//! use gradient_lab::sweep::{Plan, Sweep};
//!
//! # fn main() -> Result<(), gradient_lab::Error> {
//! let plan = Plan::parse(
//!     r#"{
//!         "version": 1,
//!         "base": {"version": 1, "data": {"kind": "moons", "samples": 100}, "training": {"epochs": 5}},
//!         "grid": {"training.optimizer.learning_rate": [0.01, 0.1], "network.hidden[0].activation": ["tanh", "relu"]}
//!     }"#,
//! )?;
//! let open = |experiment| Session::open(experiment, Default::default(), None);
//! let mut settings = vec![];
//! let sweep = Sweep { plan: &plan, hash: &plan.hash(&[]), jobs: 2, open: &open, is_stopped: &|| false };
//! sweep.run(&Default::default(), |trial| settings.push(serde_json::to_string(&trial.set).unwrap()))?;
//! assert_eq!(settings.len(), 4);
//! assert_eq!(settings[0], r#"{"training.optimizer.learning_rate":0.01,"network.hidden[0].activation":"tanh"}"#);
//! # Ok(())
//! # }
//! ```

mod halving;
mod objective;
mod plan;
mod space;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use rayon::ThreadPoolBuilder;
use rayon::iter::{ParallelBridge, ParallelIterator};

pub use halving::Halving;
pub use objective::Objective;
pub use plan::Plan;
pub use trial::{Trial, TrialStatus};

use crate::Error;
use crate::document::Experiment;
use crate::error::Input;
use crate::session::Session;

/// How a plan is carried out.
pub struct Sweep<'a> {
    /// What to train.
    pub plan: &'a Plan,
    /// Its [hash](Plan::hash), which every trial carries.
    pub hash: &'a str,
    /// Trials at a time.
    pub jobs: usize,
    /// Opens the run of a trial's experiment, with its data.
    pub open: &'a (dyn Fn(Experiment) -> Result<Session, Error> + Sync),
    /// Asked again and again: whether to give up what has not ended yet.
    pub is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl std::fmt::Debug for Sweep<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sweep").field("plan", self.plan).field("jobs", &self.jobs).finish_non_exhaustive()
    }
}

impl Sweep<'_> {
    /// Trains all trials but those in `done`, and hands each to `report` as soon as those before it have been; after a stop,
    /// all that have ended, in order. With halving, `done` is not looked at, since which trials go on depends on all of them.
    ///
    /// # Errors
    /// When a trial cannot be opened; the error names it. The trials before it have been reported.
    pub fn run(&self, done: &BTreeSet<usize>, report: impl FnMut(Trial)) -> Result<(), Error> {
        let Some(halving) = &self.plan.halving else {
            let open: Vec<usize> = (0..self.plan.trials()).filter(|trial| !done.contains(trial)).collect();
            return self.train(&open, None, report);
        };
        let mut settings: Vec<usize> = (0..self.plan.settings()).collect();
        let mut ended = BTreeMap::new();
        for epochs in halving.rungs(self.plan.base().training.epochs) {
            let trials: Vec<usize> = settings.iter().flat_map(|&setting| self.plan.trials_of(setting)).collect();
            let mut rung = vec![];
            self.train(&trials, epochs, |trial| rung.push(trial))?;
            if (self.is_stopped)() {
                break;
            }
            let rank = |trial: &Trial| self.plan.objective.cost(trial);
            let costs: Vec<Vec<f64>> =
                rung.chunks(self.plan.seeds()).map(|trials| trials.iter().map(rank).collect()).collect();
            let kept = if epochs.is_some() { halving.best(&costs) } else { BTreeSet::new() };
            for (at, trials) in rung.chunks(self.plan.seeds()).enumerate() {
                if !kept.contains(&at) {
                    ended.extend(trials.iter().cloned().map(|trial| (trial.trial, trial)));
                }
            }
            settings = kept.iter().map(|&at| settings[at]).collect();
        }
        ended.into_values().for_each(report);
        Ok(())
    }

    /// Trains `trials`, ascending, for `epochs` or to their ends, and hands them over in order.
    fn train(&self, trials: &[usize], epochs: Option<u64>, mut report: impl FnMut(Trial)) -> Result<(), Error> {
        let pool = ThreadPoolBuilder::new().num_threads(self.jobs).build();
        let pool = pool.map_err(|error| Error::at("jobs", error.to_string()).with_input(Input::Request))?;
        let (send, results) = mpsc::channel();
        let has_failed = &AtomicBool::new(false);
        let is_stopped = &|| has_failed.load(Ordering::Relaxed) || (self.is_stopped)();
        thread::scope(|scope| {
            scope.spawn(move || {
                pool.install(|| {
                    // A bridge hands out one trial after another, so that the first ones are done first.
                    trials.iter().enumerate().par_bridge().for_each(|(at, &number)| {
                        if let Some(trial) = self.one(number, epochs, is_stopped).transpose() {
                            // Nobody listens after an error.
                            let _ = send.send((at, trial));
                        }
                    });
                });
            });
            let (mut waiting, mut next) = (BTreeMap::new(), 0);
            for (at, trial) in results {
                let trial = trial.inspect_err(|_| has_failed.store(true, Ordering::Relaxed))?;
                waiting.insert(at, trial);
                while let Some(trial) = waiting.remove(&next) {
                    report(trial);
                    next += 1;
                }
            }
            // Stopped: some between them are missing.
            waiting.into_values().for_each(report);
            Ok(())
        })
    }

    /// Trains one trial; `None` when it was stopped.
    fn one(
        &self,
        number: usize,
        epochs: Option<u64>,
        is_stopped: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Trial>, Error> {
        if is_stopped() {
            return Ok(None);
        }
        let named = |error: Error| Error::at(format!("trial {number}"), error.to_string()).with_input(Input::Request);
        let experiment = self.plan.experiment(number).map_err(named)?;
        let (set, seed) = (self.plan.set(number), experiment.seed);
        let mut session = (self.open)(experiment).map_err(named)?;
        let outcome = trial::train(&mut session, epochs, is_stopped);
        Ok(outcome.map(|outcome| Trial { trial: number, set, seed, outcome, plan: self.hash.into() }))
    }
}
