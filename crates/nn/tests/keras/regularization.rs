//! Penalties, the max-norm constraint, and dropout with a given mask.

use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::{Dropout, Float, Penalty, apply_max_norm};
use serde::Deserialize;
use serde_json::Value as Json;

use crate::table::{assert_close, cast, flat, lines};

/// What a row says.
#[derive(Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case", deny_unknown_fields)]
enum Row {
    Penalty { parameters: Weighed, weights: Vec<f64>, expected: Penalized },
    MaxNorm { parameters: Limit, kernel: Vec<Vec<f64>>, expected: Vec<Vec<f64>> },
    Dropout(Dropped),
    AlphaDropout(Dropped),
}

#[derive(Deserialize)]
struct Weighed {
    l1: f64,
    l2: f64,
}

#[derive(Deserialize)]
struct Penalized {
    value: f64,
    gradient: Vec<f64>,
}

#[derive(Deserialize)]
struct Limit {
    limit: f64,
}

/// A row of either dropout.
#[derive(Deserialize)]
struct Dropped {
    parameters: Rate,
    values: Vec<Vec<f64>>,
    /// d loss / d outputs.
    gradient: Vec<Vec<f64>>,
    /// 1 for a value that is kept, 0 for one that is dropped.
    kept: Vec<Vec<f64>>,
    expected: Outputs,
}

#[derive(Deserialize)]
struct Rate {
    rate: f64,
}

#[derive(Deserialize)]
struct Outputs {
    values: Vec<Vec<f64>>,
    gradient: Vec<Vec<f64>>,
}

#[test]
fn penalties_constraints_and_dropout_do_what_keras_s_do() {
    let mut seen = [0; 4];
    for (place, line) in lines("regularization.jsonl") {
        let row = serde_json::from_value(Json::Object(line)).unwrap_or_else(|error| panic!("{place}: {error}"));
        seen[match row {
            Row::Penalty { .. } => 0,
            Row::MaxNorm { .. } => 1,
            Row::Dropout(_) => 2,
            Row::AlphaDropout(_) => 3,
        }] += 1;
        check::<f64>(&place, &row);
        check::<f32>(&place, &row);
    }
    assert!(seen.iter().all(|&count| count > 0), "penalties, max norm, dropout, alpha dropout have {seen:?} rows");
}

fn check<F: Float>(place: &str, row: &Row) {
    match row {
        Row::Penalty { parameters, weights, expected } => {
            let penalty = Penalty { l1: parameters.l1, l2: parameters.l2 };
            let weights = cast::<F>(weights);
            assert_close(place, "the penalty", &[F::from_f64(penalty.value(&weights))], &[expected.value]);
            // It is added to what is there.
            let mut gradient = cast::<F>(&vec![1.0; weights.len()]);
            penalty.add_gradient(&weights, &mut gradient);
            let expected: Vec<f64> = expected.gradient.iter().map(|gradient| 1.0 + gradient).collect();
            assert_close(place, "the gradient", &gradient, &expected);
        }
        Row::MaxNorm { parameters, kernel, expected } => {
            let mut constrained = cast::<F>(&flat(kernel));
            apply_max_norm(&mut constrained, kernel[0].len(), parameters.limit);
            assert_close(place, "the kernel", &constrained, &flat(expected));
        }
        Row::Dropout(dropped) => check_dropout::<F>(place, false, dropped),
        Row::AlphaDropout(dropped) => check_dropout::<F>(place, true, dropped),
    }
}

fn check_dropout<F: Float>(place: &str, alpha: bool, row: &Dropped) {
    let dropout = Dropout { rate: row.parameters.rate, alpha };
    // What a mask is where a value is kept, from one that is drawn.
    let mut drawn = vec![F::ZERO; 1000];
    dropout.draw(&mut Rng::new(1, "dropout", 0), &mut drawn);
    let kept = drawn.into_iter().find(|&mask| mask != F::ZERO).unwrap();
    let mask: Vec<F> = flat(&row.kept).iter().map(|&is_kept| kept * F::from_f64(is_kept)).collect();
    let mut values = cast::<F>(&flat(&row.values));
    dropout.apply(&mask, &mut values);
    assert_close(place, "the outputs", &values, &flat(&row.expected.values));
    let gradient: Vec<F> = mask.iter().zip(flat(&row.gradient)).map(|(&mask, g)| mask * F::from_f64(g)).collect();
    assert_close(place, "the gradients", &gradient, &flat(&row.expected.gradient));
}
