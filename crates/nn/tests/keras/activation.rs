//! The values and the derivatives of every activation.

use gradient_lab_nn::activation::BackwardArgs;
use gradient_lab_nn::{Activation, Float};
use serde::Deserialize;

use crate::table::{Row, assert_close, cast, flat, rows};

/// What a row of an activation says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    /// The inputs, `[rows, units·pieces]`.
    z: Vec<Vec<f64>>,
    /// The slopes that it has learned, `[units]`; those it starts from where none are given.
    slopes: Option<Vec<f64>>,
    /// d loss / d a, `[rows, units]`.
    gradient: Vec<Vec<f64>>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The outputs, `[rows, units]`.
    a: Vec<Vec<f64>>,
    /// d loss / d z, `[rows, units·pieces]`.
    delta: Vec<Vec<f64>>,
    /// d loss / d slopes, `[units]`; none where it learns none.
    #[serde(default)]
    slope_gradient: Vec<f64>,
}

#[test]
fn every_activation_has_keras_s_values_and_derivatives() {
    for row in rows("activation.jsonl") {
        check::<f64>(&row);
        check::<f32>(&row);
    }
}

fn check<F: Float>(Row { name, item, figures, .. }: &Row<Activation, Batch>) {
    let Batch { z, slopes, gradient, expected } = figures;
    let function = item.as_dyn::<F>();
    let units = gradient[0].len();
    assert_eq!(z[0].len(), units * item.pieces(), "{name}: pieces");
    let initial = vec![function.initial_slope(); units].into_iter().flatten().collect();
    let slopes = cast::<F>(slopes.as_ref().unwrap_or(&initial));
    let z = cast::<F>(&flat(z));
    let mut a = vec![F::ZERO; gradient.len() * units];
    function.forward(&z, &slopes, &mut a);
    assert_close(name, "the outputs", &a, &flat(&expected.a));

    let mut delta = vec![F::ZERO; z.len()];
    let mut slope_gradient = vec![F::ZERO; slopes.len()];
    function.backward(BackwardArgs {
        z: &z,
        a: &a,
        slopes: &slopes,
        gradient: &cast(&flat(gradient)),
        delta: &mut delta,
        slope_gradient: &mut slope_gradient,
    });
    assert_close(name, "the inputs' gradients", &delta, &flat(&expected.delta));
    assert_close(name, "the slopes' gradients", &slope_gradient, &expected.slope_gradient);
}
