//! What makes one trial better than another.

use super::{Trial, TrialStatus};
use crate::Error;
use crate::error::quoted;
use crate::figure::Figure;

/// A figure of the last epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Objective {
    /// The less, the better.
    #[default]
    ValidationLoss,
    /// The more, the better.
    ValidationAccuracy,
    /// The less, the better.
    TrainingLoss,
    /// The more, the better.
    TrainingAccuracy,
}

impl Objective {
    const ALL: [Self; 4] = [Self::ValidationLoss, Self::ValidationAccuracy, Self::TrainingLoss, Self::TrainingAccuracy];

    /// Its name in plans and in lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::ValidationLoss => "validation_loss",
            Self::ValidationAccuracy => "validation_accuracy",
            Self::TrainingLoss => "training_loss",
            Self::TrainingAccuracy => "training_accuracy",
        }
    }

    pub(super) fn parse(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|objective| objective.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::at("objective", format!("must be one of {names}; found {}", quoted(name)))
        })
    }

    /// Whether it is a loss.
    pub fn is_less_better(self) -> bool {
        matches!(self, Self::ValidationLoss | Self::TrainingLoss)
    }

    /// The figure of `trial`; `None` where it has none.
    fn of(self, trial: &Trial) -> Option<f64> {
        let outcome = &trial.outcome;
        let figure = match self {
            Self::ValidationLoss => outcome.validation_loss,
            Self::ValidationAccuracy => outcome.validation_accuracy,
            Self::TrainingLoss => outcome.training_loss,
            Self::TrainingAccuracy => outcome.training_accuracy,
        };
        figure.map(|Figure(value)| value)
    }

    /// The less, the better: infinite for a trial that diverged or has no such figure.
    pub fn cost(self, trial: &Trial) -> f64 {
        let sign = if self.is_less_better() { 1.0 } else { -1.0 };
        let figure = self.of(trial).filter(|figure| !figure.is_nan());
        figure.filter(|_| trial.outcome.status != TrialStatus::Diverged).map_or(f64::INFINITY, |figure| sign * figure)
    }
}
