//! Performance scheduling.

use super::{LearningRate, Plateau, Time};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;

entry! {
    /// Lowers the rate when the validation loss (without validation the training loss) no longer falls.
    pub struct Performance = "performance", "Performance",
        formula: r"\eta \leftarrow f\eta \text{ after } p \text{ epochs without improvement}",
        source: "https://keras.io/api/callbacks/reduce_lr_on_plateau/",
    {
        /// What the rate is multiplied by.
        factor: f64 = Hyperparameter::real("Factor", 0.5, BETWEEN_0_AND_1.travel(0.05, 0.95), Scale::Linear),
        /// Epochs without improvement before the rate falls.
        patience: u64 = Hyperparameter::integer("Patience", 5, 0, 1_000_000, Scale::Logarithmic).unit("epochs"),
        /// A fall of the loss of no more than this is no improvement.
        min_delta: f64 = Hyperparameter::real("Smallest improvement", 1e-4, Interval::closed(0.0, 1e6).travel(1e-6, 1.0), Scale::Logarithmic),
        /// The rate never falls below this.
        min_learning_rate: f64 = Hyperparameter::real("Lowest rate", 0.0, Interval::closed(0.0, 1e6).travel(0.0, 0.1), Scale::Linear),
    }
}

/// Both ends refused.
const BETWEEN_0_AND_1: Interval = Interval { min_excluded: true, ..Interval::below(0.0, 1.0) };

impl LearningRate for Performance {
    fn rate(&self, base: f64, _: Time) -> f64 {
        base
    }

    fn plateau(&self) -> Option<Plateau> {
        Some(Plateau {
            factor: self.factor,
            patience: self.patience,
            min_delta: self.min_delta,
            min_rate: self.min_learning_rate,
            best: f64::INFINITY,
            wait: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LearningRate, Performance};
    use crate::catalogue::{Choice, HyperparameterKind};

    #[test]
    fn the_rate_neither_stays_nor_becomes_zero_when_it_falls() {
        let factor = &Performance::ENTRY.parameters[0];
        let HyperparameterKind::Real { range, .. } = factor.kind else { panic!("{factor:?}") };
        assert_eq!([0.0, 0.5, 1.0].map(|value| range.contains(value)), [false, true, false]);
    }

    #[test]
    fn epochs_without_improvement_count_at_the_lowest_rate_too() {
        let performance = Performance { patience: 2, min_learning_rate: 0.1, ..Performance::default() };
        let mut plateau = performance.plateau().unwrap();
        let rates = [0.1; 3].map(|rate| plateau.after_epoch(1.0, rate));
        assert_eq!(rates, [0.1; 3]);
        // Somebody raises the rate.
        assert_eq!(plateau.after_epoch(1.0, 0.4), 0.2);
        assert_eq!(plateau.after_epoch(1.0, 0.2), 0.2, "the count starts again");
    }
}
