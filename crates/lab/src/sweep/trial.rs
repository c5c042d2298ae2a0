//! One trial of a sweep.

use std::sync::Arc;

use serde::Serialize;

use crate::document::Set;
use crate::figure::Figure;
use crate::session::Session;
use crate::snapshot::{Status, Verdict};
use crate::trace::DiagnosisRecord;

/// Steps between two questions whether to stop.
const STEPS_AT_ONCE: u64 = 64;

/// A trial that has ended: a line of a sweep's output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trial {
    /// Its number in the plan, from 0.
    pub trial: usize,
    /// What it sets in the base.
    pub set: Set,
    /// The seed of its run.
    pub seed: u64,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The hash of its plan and data.
    pub plan: Arc<str>,
}

/// What became of a trial. The losses and accuracies are those of the last epoch; `None` before there is one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// How it ended.
    pub status: TrialStatus,
    /// Steps done.
    pub step: u64,
    /// The epoch of the last step, from 1; 0 without one.
    pub epoch: u64,
    /// See [`EpochRecord`](crate::trace::EpochRecord), as the others.
    pub training_loss: Option<Figure>,
    /// `None` for regression, too.
    pub training_accuracy: Option<Figure>,
    /// `None` without a validation split, too.
    pub validation_loss: Option<Figure>,
    /// `None` in both cases.
    pub validation_accuracy: Option<Figure>,
    /// The verdict on the first batch, before any update.
    pub verdict_first: Verdict,
    /// Its gain per layer; `None` where there is none.
    pub rho_first: Option<Figure>,
    /// The verdict at the end.
    pub verdict_last: Verdict,
    /// Its gain per layer.
    pub rho_last: Option<Figure>,
}

/// How a trial ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialStatus {
    /// It trained all its epochs.
    Finished,
    /// Its figures are no longer finite.
    Diverged,
    /// Halving chose others.
    Stopped,
}

/// Trains `session` for `epochs`, or to its end; `None` when it was stopped on the way.
pub(super) fn train(session: &mut Session, epochs: Option<u64>, is_stopped: &dyn Fn() -> bool) -> Option<Outcome> {
    session.set_measuring(false);
    let DiagnosisRecord { verdict: verdict_first, rho: rho_first, .. } = session.diagnosis();
    let total = session.total_steps();
    let steps = epochs.map_or(total, |epochs| epochs.saturating_mul(session.steps_per_epoch()).min(total));
    while session.steps() < steps && *session.status() == Status::Ready {
        if is_stopped() {
            return None;
        }
        session.step(STEPS_AT_ONCE.min(steps - session.steps()));
    }
    let DiagnosisRecord { verdict: verdict_last, rho: rho_last, .. } = session.diagnosis();
    let last = session.last_epoch();
    Some(Outcome {
        status: match session.status() {
            Status::Ready => TrialStatus::Stopped,
            Status::Finished => TrialStatus::Finished,
            Status::Diverged { .. } => TrialStatus::Diverged,
        },
        step: session.steps(),
        epoch: session.steps().div_ceil(session.steps_per_epoch()),
        training_loss: last.map(|epoch| epoch.training_loss),
        training_accuracy: last.and_then(|epoch| epoch.training_accuracy),
        validation_loss: last.and_then(|epoch| epoch.validation_loss),
        validation_accuracy: last.and_then(|epoch| epoch.validation_accuracy),
        verdict_first,
        rho_first,
        verdict_last,
        rho_last,
    })
}
