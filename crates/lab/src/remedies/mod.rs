//! Remedies: what to set in a document whose run is in trouble.
//!
//! The causes are read from the document, for a run seldom has one alone: a rate that is far too high still ruins a net
//! whose init has been corrected. The first remedy therefore answers every cause that bears on what is wrong; those after it
//! answer one each, or answer one in another way. Nothing is tried out. `cargo xtask remedies` measures how often the first remedy helps.

mod causes;
mod question;
mod rate;
mod weights;

pub use question::{Answer, Question, answer};

use std::fmt;

use serde::Serialize;

use crate::data::DataFacts;
use crate::document::{Experiment, Set};
use crate::snapshot::{LearningKind, Verdict};

/// The most remedies that are named at a time.
const MAX_REMEDIES: usize = 3;

/// What to set in the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remedy {
    /// The causes that it mends, for those who word them: `init`, `rate_too_high` and so on.
    #[serde(skip)]
    pub causes: Vec<&'static str>,
    /// The paths and their values.
    pub set: Set,
}

impl fmt::Display for Remedy {
    /// One line: `network.hidden[0].init: "he_normal", training.optimizer.learning_rate: 0.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (path, value)) in self.set.iter().enumerate() {
            write!(f, "{}{path}: {value}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// What remedies depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub experiment: &'a Experiment,
    pub data: DataFacts,
    /// The verdict before the first step.
    pub first: Verdict,
    pub now: Verdict,
    /// `None` before two epochs.
    pub learning: Option<LearningKind>,
    /// The training loss of the latest epoch, without penalties, as a share of that of guessing.
    pub progress: Option<f64>,
    /// Optimizer steps of the whole run.
    pub steps: u64,
}

impl Case<'_> {
    /// Whether nothing is wrong.
    fn is_well(&self) -> bool {
        self.now == Verdict::Healthy
            && matches!(self.learning, None | Some(LearningKind::Learnt | LearningKind::Learning))
    }

    /// Whether the run has left guessing well behind.
    fn makes_progress(&self) -> bool {
        self.progress.is_some_and(|share| share < 0.6)
    }

    /// Whether the steps have ruined a run that began otherwise.
    fn is_ruined(&self) -> bool {
        match self.now {
            Verdict::Diverged => true,
            Verdict::Silent | Verdict::Dying => self.first != self.now,
            _ => self.learning == Some(LearningKind::Unstable),
        }
    }

    /// Whether the gradients were in order before the first step.
    fn begins_well(&self) -> bool {
        self.first == Verdict::Healthy
    }

    /// Whether they were, and still are.
    fn is_sound(&self) -> bool {
        self.begins_well() && self.now == Verdict::Healthy
    }

    /// Whether overfitting is all that is wrong.
    fn overfits(&self) -> bool {
        self.now == Verdict::Healthy && self.learning == Some(LearningKind::Overfitting)
    }

    /// Samples of a batch.
    fn rows(&self) -> usize {
        self.experiment.training.batch_size.unwrap_or(usize::MAX).min(self.data.training_samples)
    }

    /// Hidden layers, repeats counted.
    fn depth(&self) -> usize {
        self.experiment.network.hidden.iter().map(|block| block.repeat).sum()
    }
}

/// The remedies of a run, best first, at most [`MAX_REMEDIES`]; none where nothing is wrong.
pub(crate) fn remedies(case: &Case<'_>) -> Vec<Remedy> {
    let mut remedies: Vec<Remedy> = vec![];
    if case.is_well() {
        return remedies;
    }
    let found = causes::of(case);
    let together = |causes: &[causes::Cause]| Remedy {
        causes: causes.iter().map(|cause| cause.name).collect(),
        set: causes.iter().flat_map(|cause| cause.set.clone()).collect(),
    };
    let others = causes::alternatives(case);
    // To train on as it is comes last.
    let (trains_on, mends): (Vec<_>, Vec<_>) = found.chunks(1).partition(|cause| cause[0].name == "batch_size");
    for set in std::iter::once(&found[..]).chain(mends).chain(others.chunks(1)).chain(trains_on) {
        let remedy = together(set);
        let is_new = !remedy.set.is_empty() && remedies.iter().all(|other| other.set != remedy.set);
        // A remedy that the document's own rules refuse is none.
        if is_new && case.experiment.with(&remedy.set).is_ok_and(|changed| changed != *case.experiment) {
            remedies.push(remedy);
        }
    }
    remedies.truncate(MAX_REMEDIES);
    remedies
}

/// The number with two digits.
fn digits(number: f64) -> f64 {
    format!("{number:.1e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests;
