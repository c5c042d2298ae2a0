//! What every clipping leaves of the gradients of several variables.

use std::ops::Range;

use gradient_lab_nn::{Clipping, Float};
use serde::Deserialize;

use crate::table::{Row, assert_close, cast, rows};

/// What a row of a clipping says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gradients {
    /// Of each variable.
    gradients: Vec<Vec<f64>>,
    /// What is left of them.
    expected: Vec<Vec<f64>>,
}

#[test]
fn every_clipping_leaves_what_keras_leaves() {
    let rows = rows("clipping.jsonl");
    for row in &rows {
        check::<f64>(row);
        check::<f32>(row);
        let clips = rows.iter().any(|other| other.id == row.id && other.figures.gradients != other.figures.expected);
        assert_eq!(row.item.as_dyn::<f32>().is_active(), clips, "{}: whether there is anything to do", row.name);
    }
}

fn check<F: Float>(Row { name, item, figures, .. }: &Row<Clipping, Gradients>) {
    // Between the variables, what is of no concern: the gradient of a frozen one.
    let frozen = F::from_f64(1e3);
    let mut gradients = vec![frozen];
    let mut variables: Vec<Range<usize>> = Vec::new();
    for variable in &figures.gradients {
        let start = gradients.len();
        gradients.extend(cast::<F>(variable));
        variables.push(start..gradients.len());
        gradients.push(frozen);
    }
    item.as_dyn().clip(&mut gradients, &variables);
    assert_eq!(variables.len(), figures.expected.len(), "{name}");
    for (variable, expected) in variables.iter().zip(&figures.expected) {
        assert_close(name, "the gradients", &gradients[variable.clone()], expected);
        assert_eq!(gradients[variable.end], frozen, "{name}: a frozen variable's");
    }
}
