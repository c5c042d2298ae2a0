//! Several steps of every optimizer.

use gradient_lab_nn::optimizer::{ParamSlice, Step};
use gradient_lab_nn::{Float, Optimizer};
use serde::Deserialize;

use crate::table::{Row, assert_close, cast, rows};

/// What a row of an optimizer says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Steps {
    /// Before the first step.
    weights: Vec<f64>,
    /// The learning rate of each step; the optimizer's own where there are none.
    learning_rates: Option<Vec<f64>>,
    /// Of each step.
    gradients: Vec<Vec<f64>>,
    /// The weights after each step.
    expected: Vec<Vec<f64>>,
}

#[test]
fn every_optimizer_steps_as_keras_does() {
    for row in rows("optimizer.jsonl") {
        check::<f64>(&row);
        check::<f32>(&row);
    }
}

fn check<F: Float>(Row { name, item, figures, .. }: &Row<Optimizer, Steps>) {
    assert!(figures.gradients.len() >= 4, "{name}: fewer than four steps do not tell rules apart");
    let rule = item.as_dyn::<F>();
    let mut weights = cast::<F>(&figures.weights);
    let moment =
        |at: usize| vec![F::from_f64(rule.initial_moment()); if rule.moments() > at { weights.len() } else { 0 }];
    let (mut moment_1, mut moment_2, mut momentum_product) = (moment(0), moment(1), 1.0);
    for (at, (gradients, expected)) in figures.gradients.iter().zip(&figures.expected).enumerate() {
        let number = at as u64 + 1;
        let factor = rule.momentum_factor(number);
        assert!(factor > 0.0 && factor <= 1.0, "{name}: {factor} is not a share of momentum");
        momentum_product *= factor;
        let learning_rate = figures.learning_rates.as_ref().map_or(item.learning_rate(), |rates| rates[at]);
        let params = ParamSlice {
            weights: &mut weights,
            gradients: &cast(gradients),
            moment_1: &mut moment_1,
            moment_2: &mut moment_2,
        };
        rule.update(Step { number, learning_rate, momentum_product }, params);
        assert_close(name, &format!("the weights after step {number}"), &weights, expected);
    }
    assert_eq!(figures.expected.len(), figures.gradients.len(), "{name}: not one list of weights a step");
    for moment in [moment_1, moment_2].iter().filter(|moment| !moment.is_empty()) {
        let is_used = moment.iter().any(|&value| value != F::from_f64(rule.initial_moment()));
        assert!(is_used, "{name}: keeps a moment that no step changes");
    }
}
