//! The outputs and the gradients of every normalization, and the statistics that it keeps.

use gradient_lab_nn::normalization::{Affine, AffineGradient, Cache, Statistics};
use gradient_lab_nn::{Float, Normalization};
use serde::Deserialize;

use crate::table::{Row, assert_close, cast, flat, rows};

/// What a row of a normalization says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    /// Whether the statistics are the batch's own rather than the moving ones, where there are both.
    #[serde(default = "yes")]
    training: bool,
    /// The inputs, `[rows, features]`.
    x: Vec<Vec<f64>>,
    gamma: Vec<f64>,
    beta: Vec<f64>,
    /// Before the batch; none where none is kept.
    #[serde(default)]
    moving_mean: Vec<f64>,
    #[serde(default)]
    moving_variance: Vec<f64>,
    /// d loss / d y, `[rows, features]`.
    gradient: Vec<Vec<f64>>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The outputs, `[rows, features]`.
    y: Vec<Vec<f64>>,
    /// d loss / d x, `[rows, features]`.
    x_gradient: Vec<Vec<f64>>,
    /// d loss / d γ; none where nothing is learned.
    #[serde(default)]
    gamma_gradient: Vec<f64>,
    #[serde(default)]
    beta_gradient: Vec<f64>,
    /// After the batch; none where none is kept.
    #[serde(default)]
    moving_mean: Vec<f64>,
    #[serde(default)]
    moving_variance: Vec<f64>,
}

fn yes() -> bool {
    true
}

#[test]
fn every_normalization_has_keras_s_outputs_gradients_and_statistics() {
    for row in rows("normalization.jsonl") {
        check::<f64>(&row);
        check::<f32>(&row);
    }
}

fn check<F: Float>(Row { name, item, figures, .. }: &Row<Normalization, Batch>) {
    let normalizer = item.as_dyn::<F>();
    let expected = &figures.expected;
    assert_eq!(item.is_active(), !expected.gamma_gradient.is_empty(), "{name}: whether it learns γ and β");
    assert_eq!(normalizer.has_moving_statistics(), !expected.moving_mean.is_empty(), "{name}: moving statistics");
    let (gamma, beta) = (cast::<F>(&figures.gamma), cast::<F>(&figures.beta));
    let (mut mean, mut variance) = (cast::<F>(&figures.moving_mean), cast::<F>(&figures.moving_variance));
    let affine = Affine { gamma: &gamma, beta: &beta };
    let statistics = if figures.training {
        Statistics::Batch { mean: &mut mean, variance: &mut variance }
    } else {
        Statistics::Moving { mean: &mean, variance: &variance }
    };
    let mut cache = Cache::default();
    let x = cast::<F>(&flat(&figures.x));
    let mut y = vec![F::ZERO; x.len()];
    normalizer.forward(&x, affine, statistics, &mut cache, &mut y);
    assert_close(name, "the outputs", &y, &flat(&expected.y));
    let scales = [0, figures.x.len(), figures.x[0].len()];
    assert!(scales.contains(&cache.scale.len()), "{name}: {} scales are not one a row or feature", cache.scale.len());
    assert_close(name, "the moving mean", &mean, &expected.moving_mean);
    assert_close(name, "the moving variance", &variance, &expected.moving_variance);

    let mut gradient = cast::<F>(&flat(&figures.gradient));
    let mut gamma_gradient = vec![F::ZERO; expected.gamma_gradient.len()];
    let mut beta_gradient = vec![F::ZERO; expected.beta_gradient.len()];
    let learned = AffineGradient { gamma: &mut gamma_gradient, beta: &mut beta_gradient };
    normalizer.backward(affine, learned, &cache, &mut gradient);
    assert_close(name, "the inputs' gradients", &gradient, &flat(&expected.x_gradient));
    assert_close(name, "γ's gradient", &gamma_gradient, &expected.gamma_gradient);
    assert_close(name, "β's gradient", &beta_gradient, &expected.beta_gradient);
}
