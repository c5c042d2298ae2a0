//! The value and the gradient of every loss, for every meaning of the outputs that it is for.

use gradient_lab_nn::{Float, Head, Loss, LossInput, Targets};
use serde::Deserialize;

use crate::table::{Row, assert_close, cast, flat, rows};

/// What a row of a loss says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    head: Meaning,
    /// A real number, or a class's index, a row.
    targets: Vec<f64>,
    /// `[rows, outputs]`.
    logits: Vec<Vec<f64>>,
    expected: Expected,
}

/// What the outputs mean.
#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Meaning {
    Regression,
    Binary,
    Classes,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The mean over rows.
    loss: f64,
    /// d loss / d logits, `[rows, outputs]`.
    gradient: Vec<Vec<f64>>,
}

impl Meaning {
    fn head(self, outputs: usize) -> Head {
        match self {
            Self::Regression => Head::Regression(1),
            Self::Binary => Head::Binary,
            Self::Classes => Head::Classes(outputs),
        }
    }
}

#[test]
fn every_loss_has_keras_s_value_and_gradient_on_every_task_it_is_for() {
    let rows = rows("loss.jsonl");
    for row in &rows {
        check::<f64>(row);
        check::<f32>(row);
    }
    for row in &rows {
        for meaning in [Meaning::Regression, Meaning::Binary, Meaning::Classes] {
            let covered = rows.iter().any(|other| other.id == row.id && other.figures.head == meaning);
            let head = meaning.head(3);
            assert_eq!(
                row.item.unsupported_reason(head).is_none(),
                covered,
                "{} on {head:?}: rows, or a refusal",
                row.id
            );
        }
    }
}

fn check<F: Float>(Row { name, item, figures, .. }: &Row<Loss, Batch>) {
    let Batch { head, targets, logits, expected } = figures;
    let (rows, head) = (logits.len(), head.head(logits[0].len()));
    let logits = cast::<F>(&flat(logits));
    let mut predictions = vec![F::ZERO; logits.len()];
    head.predict(&logits, &mut predictions);
    let (values, classes): (Vec<F>, Vec<u32>) = (cast(targets), targets.iter().map(|&class| class as u32).collect());
    let targets = if head == Head::Regression(1) { Targets::Values(&values) } else { Targets::Classes(&classes) };
    let input = LossInput { head, logits: &logits, predictions: &predictions, targets };
    let mut gradient = vec![F::ZERO; logits.len()];
    let sum = item.as_dyn().evaluate(input, &mut gradient);
    assert_close(name, "the loss", &[F::from_f64(sum / rows as f64)], &[expected.loss]);
    assert_close(name, "the gradient", &gradient, &flat(&expected.gradient));
    assert_eq!(item.as_dyn().evaluate(input, &mut []), sum, "{name}: without a gradient");
}
