//! Asks for remedies from outside the run: a page has the document and the run's snapshots, but not the session.

use gradient_lab_nn::Head;
use serde::{Deserialize, Serialize};

use super::{Case, Remedy, remedies};
use crate::Error;
use crate::data::DataFacts;
use crate::document::{Experiment, Set};
use crate::snapshot::{LearningKind, Task, Verdict};

/// What remedies depend on beside the document, as the run's info and its snapshots say it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Question {
    /// Features of a sample.
    pub features: usize,
    /// The kind of target.
    pub task: Task,
    /// Outputs of the network.
    pub outputs: usize,
    /// Samples of the training split.
    pub training_samples: usize,
    /// Optimizer steps in the whole run.
    pub total_steps: u64,
    /// The verdict before the first step.
    pub first: Verdict,
    /// The verdict now.
    pub now: Verdict,
    /// How the run learns; `None` before two epochs.
    pub learning: Option<LearningKind>,
    /// `Learning::progress`; `None` before two epochs.
    pub progress: Option<f64>,
}

/// A remedy, and the document that it makes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Answer {
    /// What it mends.
    pub causes: Vec<&'static str>,
    /// The paths and their values.
    #[cfg_attr(feature = "page", ts(type = "Readonly<Record<string, unknown>>"))]
    pub set: Set,
    /// The document with these values.
    #[cfg_attr(feature = "page", ts(type = "Experiment"))]
    pub experiment: Experiment,
}

impl Question {
    /// The remedies of a run of `experiment`, best first; none where nothing is wrong.
    pub fn answers(&self, experiment: &Experiment) -> Vec<Answer> {
        let head = match self.task {
            Task::Regression => Head::Regression(self.outputs),
            Task::Binary => Head::Binary,
            Task::Classes => Head::Classes(self.outputs),
        };
        let found = remedies(&Case {
            experiment,
            data: DataFacts { features: self.features, head, training_samples: self.training_samples },
            first: self.first,
            now: self.now,
            learning: self.learning,
            progress: self.progress,
            steps: self.total_steps,
        });
        let answer = |Remedy { causes, set }| {
            let experiment = experiment.with(&set).ok()?;
            Some(Answer { causes, set, experiment })
        };
        found.into_iter().filter_map(answer).collect()
    }
}

/// The JSON of the [`Answer`]s to `question`, the JSON of a [`Question`], about a run of `experiment`.
///
/// # Errors
/// When either is not what it should be.
pub fn answer(experiment: &str, question: &str) -> Result<String, Error> {
    let question: Question =
        serde_json::from_str(question).map_err(|error| Error::new(format!("the question is malformed: {error}")))?;
    let answers = question.answers(&Experiment::parse(experiment)?);
    Ok(serde_json::to_string(&answers).unwrap_or_default())
}
