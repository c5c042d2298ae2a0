//! The random parts have the statistics that their formulas promise.
//!
//! Bounds are five standard errors of the estimate: a right implementation fails once in some million seeds, and the
//! seeds are fixed.

use gradient_lab_nn::activation::{Identity, Relu};
use gradient_lab_nn::catalogue::{Catalogue, Value};
use gradient_lab_nn::init::{Constant, Lsuv, Orthogonal, Zeros};
use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::{
    Activation, Activations, BlockSpec, Dropout, DropoutDraw, Fans, Head, Init, Initializer, Network, NetworkSpec,
};
use ndarray::Array2;

const FANS: Fans = Fans { fan_in: 40, fan_out: 60 };
const SEEDS: u64 = 200;

/// All weights of many kernels.
fn draws(init: &dyn Initializer<f64>) -> Vec<f64> {
    let mut kernel = vec![0.0_f64; FANS.fan_in * FANS.fan_out];
    (0..SEEDS)
        .flat_map(|seed| {
            init.fill(FANS, &mut Rng::new(seed, "kernel", 0), &mut kernel);
            kernel.clone()
        })
        .collect()
}

fn assert_mean_and_variance(case: &str, values: &[f64], mean: f64, variance: f64) {
    let count = values.len() as f64;
    let found_mean = values.iter().sum::<f64>() / count;
    let found_variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
    assert!((found_mean - mean).abs() < 5.0 * (variance / count).sqrt(), "{case}: mean {found_mean}");
    // The variance of a square is (kurtosis − 1)·variance², and no kurtosis here is above the normal's 3.
    let error = variance * (2.0 / count).sqrt();
    assert!((found_variance - variance).abs() < 5.0 * error, "{case}: variance {found_variance}, not {variance}");
}

/// Each init that draws, with its variance and the largest value it may give.
fn drawing_inits() -> Vec<(&'static str, f64, f64)> {
    let (inputs, mean) = (FANS.fan_in as f64, (FANS.fan_in + FANS.fan_out) as f64 / 2.0);
    // The spread of a standard normal distribution cut off at ±2, from its closed form.
    let density = (-2.0_f64).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let cut = (1.0 - 4.0 * density / 0.954_499_736_103_641_6).sqrt();
    let normal = |variance: f64| (variance, 2.0 * variance.sqrt() / cut);
    let uniform = |variance: f64| (variance, (3.0 * variance).sqrt());
    [
        ("normal", (0.05 * 0.05, f64::INFINITY)),
        ("uniform", (0.05 * 0.05 / 3.0, 0.05)),
        ("lecun_normal", normal(1.0 / inputs)),
        ("lecun_uniform", uniform(1.0 / inputs)),
        ("glorot_normal", normal(1.0 / mean)),
        ("glorot_uniform", uniform(1.0 / mean)),
        ("he_normal", normal(2.0 / inputs)),
        ("he_uniform", uniform(2.0 / inputs)),
        ("standard_uniform", uniform(1.0 / (3.0 * inputs))),
    ]
    .map(|(id, (variance, limit))| (id, variance, limit))
    .to_vec()
}

#[test]
fn each_init_has_the_mean_variance_and_limits_of_its_formula() {
    for (id, variance, limit) in drawing_inits() {
        let values = draws(Init::with_defaults(id).unwrap().as_dyn());
        assert_mean_and_variance(id, &values, 0.0, variance);
        let largest = values.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
        // The whole range is used, up to the limit and not beyond.
        assert!(largest <= limit * (1.0 + 1e-12), "{id}: {largest} is beyond {limit}");
        assert!(limit.is_infinite() || largest > 0.99 * limit, "{id}: nothing near {limit}");
    }
}

#[test]
fn the_gain_is_a_factor_on_the_standard_deviation() {
    for (id, variance, _) in drawing_inits().into_iter().skip(2) {
        let values = draws(Init::from_values(id, vec![Value::Real(3.0)]).as_dyn());
        assert_mean_and_variance(id, &values, 0.0, 9.0 * variance);
    }
}

#[test]
fn every_init_is_covered_here() {
    let special = ["zeros", "constant", "orthogonal", "lsuv"];
    for entry in Init::ENTRIES {
        let drawn = drawing_inits().iter().any(|(id, ..)| *id == entry.id);
        assert!(drawn || special.contains(&entry.id), "{} has no test of its statistics", entry.id);
    }
}

#[test]
fn zeros_and_constant_are_what_they_say() {
    assert!(draws(&Zeros {}).iter().all(|&x| x == 0.0));
    assert!(draws(&Constant { value: 0.3 }).iter().all(|&x| x == 0.3));
}

#[test]
fn orthogonal_kernels_keep_lengths() {
    for fans in [FANS, Fans { fan_in: 60, fan_out: 40 }, Fans { fan_in: 8, fan_out: 8 }] {
        for init in [Init::from(Orthogonal::default()), Lsuv {}.into()] {
            let mut kernel = vec![0.0_f64; fans.fan_in * fans.fan_out];
            init.as_dyn().fill(fans, &mut Rng::new(1, "kernel", 0), &mut kernel);
            let at = |i: usize, j: usize| {
                if fans.fan_in >= fans.fan_out { kernel[j * fans.fan_out + i] } else { kernel[i * fans.fan_out + j] }
            };
            let (count, length) = (fans.fan_in.min(fans.fan_out), fans.fan_in.max(fans.fan_out));
            for i in 0..count {
                for j in 0..count {
                    let product: f64 = (0..length).map(|k| at(i, k) * at(j, k)).sum();
                    assert!((product - f64::from(u8::from(i == j))).abs() < 1e-12, "{init:?} {fans:?}");
                }
            }
        }
    }
}

#[test]
fn lsuv_gives_every_layer_variance_one_on_the_batch() {
    let block = |units, activation: Activation| BlockSpec::dense(units, activation, Lsuv {});
    let hidden = vec![block(20, Relu {}.into()), block(30, Relu {}.into())];
    let output = block(1, Identity {}.into());
    let spec = NetworkSpec { inputs: 8, hidden, output, head: Head::Regression(1) };
    let mut network = Network::<f32>::new(spec, 4);
    let mut rng = Rng::new(2, "test", 0);
    let x = Array2::from_shape_simple_fn((100, 8), || rng.normal() as f32);
    network.scale_to_unit_variance(x.view());
    let mut activations = Activations::default();
    network.infer(x.view(), &mut activations);
    // The outputs of the last block are its dense outputs themselves.
    let outputs: Vec<f64> = activations.predictions().iter().map(|&y| f64::from(y)).collect();
    let mean = outputs.iter().sum::<f64>() / 100.0;
    let variance = outputs.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / 100.0;
    assert!((variance - 1.0).abs() < 1e-3, "{variance}");
}

#[test]
fn dropout_drops_its_rate_and_keeps_the_mean() {
    for rate in [0.1, 0.5, 0.9] {
        let mut values = vec![1.0_f64; 200_000];
        let mut mask = vec![0.0; values.len()];
        let dropout = Dropout { rate, alpha: false };
        dropout.draw(&mut Rng::new(1, "dropout", 0), &mut mask);
        dropout.apply(&mask, &mut values);
        let count = values.len() as f64;
        let dropped = values.iter().filter(|&&x| x == 0.0).count() as f64 / count;
        assert!((dropped - rate).abs() < 5.0 * (rate * (1.0 - rate) / count).sqrt(), "{dropped}");
        assert!(values.iter().all(|&x| x == 0.0 || (x - 1.0 / (1.0 - rate)).abs() < 1e-12));
    }
}

#[test]
fn alpha_dropout_keeps_mean_zero_and_variance_one() {
    let mut rng = Rng::new(6, "test", 0);
    let mut values: Vec<f64> = (0..400_000).map(|_| rng.normal()).collect();
    let mut mask = vec![0.0; values.len()];
    let dropout = Dropout { rate: 0.3, alpha: true };
    dropout.draw(&mut Rng::new(1, "dropout", 0), &mut mask);
    dropout.apply(&mask, &mut values);
    assert_mean_and_variance("alpha dropout", &values, 0.0, 1.0);
}

#[test]
fn dropout_left_on_drops_its_rate_of_the_units_anew_in_each_row_and_pass() {
    const UNITS: usize = 1_000;
    let (rate, rows) = (0.3, 20);
    let kept = BlockSpec {
        dropout: Dropout { rate, alpha: false },
        ..BlockSpec::dense(UNITS, Identity {}, Constant { value: 1.0 })
    };
    let mean = BlockSpec::dense(1, Identity {}, Constant { value: 1.0 / UNITS as f64 });
    let spec = NetworkSpec { inputs: 1, hidden: vec![kept], output: mean, head: Head::Regression(1) };
    let network = Network::<f64>::new(spec, 1);
    let mut activations = Activations::default();
    // Each output is the mean of its row's masks.
    let mut pass = |pass, first_row, rows| -> Vec<f64> {
        let draw = DropoutDraw { seed: 1, pass, first_row };
        network.infer_with_dropout(Array2::ones((rows, 1)).view(), draw, &mut activations).iter().copied().collect()
    };
    let all: Vec<Vec<f64>> = (0..rows as u64).map(|number| pass(number, 0, rows)).collect();
    // A mask is 1/(1 − rate) with probability 1 − rate, else 0; a mean of masks has a thousandth of their variance.
    assert_mean_and_variance("dropout", &all.concat(), 1.0, rate / (1.0 - rate) / UNITS as f64);
    let mut seen: Vec<u64> = all.concat().into_iter().map(f64::to_bits).collect();
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() > 50, "{} outputs differ", seen.len());
    // What is dropped in a row does not hang on the rows beside it.
    assert_eq!(pass(3, 7, 5), all[3][7..12]);
}
