//! The rate that every schedule gives.

use gradient_lab_nn::{Schedule, Time, Unit};
use serde::Deserialize;

use crate::table::{assert_close, rows};

/// What a row of a schedule says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rates {
    /// The rate that the optimizer was given.
    learning_rate: f64,
    /// Completed steps or epochs; empty where the rate follows from losses.
    #[serde(default)]
    times: Vec<f64>,
    /// Steps or epochs of the whole run.
    #[serde(default)]
    total: f64,
    /// The loss of each epoch; empty where the rate follows from time.
    #[serde(default)]
    losses: Vec<f64>,
    /// The rate at each time, or after each epoch.
    expected: Vec<f64>,
}

#[test]
fn every_schedule_gives_keras_s_rates() {
    for row in rows::<Schedule, Rates>("schedule.jsonl") {
        let Rates { learning_rate: base, times, total, losses, expected } = &row.figures;
        let schedule = row.item.as_dyn();
        let rate = |&now: &f64| schedule.rate(*base, Time { now, total: *total });
        let rates: Vec<f64> = if let Some(mut plateau) = schedule.plateau() {
            let mut rate = rate(&0.0);
            let after = |&loss: &f64| {
                rate = plateau.after_epoch(loss, rate);
                rate
            };
            losses.iter().map(after).collect()
        } else {
            times.iter().map(rate).collect()
        };
        assert_close(&row.name, "the rates", &rates, expected);
        assert_eq!(schedule.validate(), None, "{}", row.name);
        let unit = if row.name.contains(r#""unit":"epoch""#) { Unit::Epoch } else { Unit::Step };
        assert_eq!(schedule.unit(), unit, "{}", row.name);
    }
}
