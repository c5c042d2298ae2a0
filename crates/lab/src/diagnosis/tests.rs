use super::{LayerState, diagnose};
use crate::snapshot::Verdict;

/// Hidden layers with these δ, and an output of the last one's, of one column each.
fn deltas(deltas: &[f64]) -> Vec<LayerState> {
    let state = |&delta| LayerState { columns: 1, delta_rms: Some(delta), ..LayerState::default() };
    deltas.iter().chain(deltas.last()).map(state).collect()
}

fn verdict(layers: &[LayerState]) -> (Verdict, Option<usize>) {
    let diagnosis = diagnose(layers);
    (diagnosis.verdict, diagnosis.layer)
}

#[test]
fn the_factor_is_the_gain_a_layer_going_back() {
    let diagnosis = diagnose(&deltas(&[1e-6, 1e-4, 1e-2]));
    assert_eq!(diagnosis.verdict, Verdict::Vanishing);
    assert!((diagnosis.rho.unwrap() - 0.01).abs() < 1e-12);
    assert!((diagnosis.log10_ratio.unwrap() + 4.0).abs() < 1e-12);
    assert!((diagnosis.log10_first_over_output.unwrap() + 4.0).abs() < 1e-12);
    assert_eq!(diagnose(&deltas(&[1e-9])).rho, None, "one layer has no factor");
}

#[test]
fn a_gradient_that_falls_below_a_tenth_has_vanished() {
    assert_eq!(verdict(&deltas(&[1.0, 10.0])), (Verdict::Healthy, None));
    assert_eq!(verdict(&deltas(&[1.0, 10.1])), (Verdict::Vanishing, None));
    let mut frozen = deltas(&[1.0, 5.0, 10.1]);
    frozen[0].delta_rms = None;
    assert_eq!(verdict(&frozen), (Verdict::Healthy, None), "a layer that no gradient is computed of does not count");
}

#[test]
fn a_gradient_explodes_if_it_grows_tenfold_and_to_a_hundred_times_the_output_s() {
    let grown = |first: f64, units: usize, output: f64, outputs: usize| {
        let mut layers = deltas(&[first, 1.0]);
        layers[0].columns = units;
        layers[2] = LayerState { columns: outputs, delta_rms: Some(output), ..layers[2] };
        verdict(&layers).0
    };
    assert_eq!(grown(10.1, 100, 1.0, 1), Verdict::Exploding);
    assert_eq!(grown(9.9, 100, 0.01, 1), Verdict::Healthy);
    assert_eq!(grown(10.1, 98, 1.0, 1), Verdict::Healthy, "10.1·√98 is below 100");
    assert_eq!(grown(10.1, 100, 1.0, 4), Verdict::Healthy, "the output's norm is 2");
}

#[test]
fn a_gradient_too_small_for_a_number_has_vanished() {
    let shrinking: Vec<f64> =
        (0..30).rev().map(|layer| if layer < 20 { 10.0_f64.powi(-2 * layer) } else { 0.0 }).collect();
    let vanished = diagnose(&deltas(&shrinking));
    assert_eq!((vanished.verdict, vanished.underflowed), (Verdict::Vanishing, 10));
    assert!((vanished.rho.unwrap() - 0.01).abs() < 1e-9);
    assert!((vanished.log10_ratio.unwrap() + 38.0).abs() < 1e-9);
    let almost = diagnose(&deltas(&[0.0, 0.0, 1e-38]));
    assert_eq!((almost.verdict, almost.rho), (Verdict::Silent, None), "it came from the output as small as that");
    let mut below_the_output = deltas(&[0.0, 0.0, 1e-38]);
    below_the_output[3].delta_rms = Some(0.1);
    let vanished = diagnose(&below_the_output);
    assert_eq!((vanished.verdict, vanished.rho, vanished.underflowed), (Verdict::Vanishing, None, 2));
}

#[test]
fn a_zero_or_a_nan_has_no_factor_and_names_the_layer_nearest_the_output() {
    let silent = diagnose(&deltas(&[0.0, 0.0, 0.1]));
    assert_eq!((silent.verdict, silent.rho, silent.layer), (Verdict::Silent, None, Some(1)));
    let diverged = diagnose(&deltas(&[f64::NAN, f64::INFINITY, 1.0]));
    assert_eq!((diverged.verdict, diverged.rho, diverged.layer), (Verdict::Diverged, None, Some(1)));
}

#[test]
fn the_worst_layer_is_named_when_over_two_thirds_die_or_over_half_saturate() {
    let mut layers = deltas(&[0.1, 0.1]);
    layers[1].saturated = Some(0.5);
    assert_eq!(verdict(&layers), (Verdict::Healthy, None));
    layers[1].saturated = Some(0.51);
    assert_eq!(verdict(&layers), (Verdict::Saturated, Some(1)));
    layers[0].dead = Some(2.0 / 3.0);
    assert_eq!(verdict(&layers), (Verdict::Saturated, Some(1)));
    layers[0].dead = Some(0.67);
    assert_eq!(verdict(&layers), (Verdict::Dying, Some(0)));
    assert_eq!(diagnose(&layers).share, Some(0.67));
    layers[0].delta_rms = None;
    assert_eq!(verdict(&layers), (Verdict::Dying, Some(0)), "a frozen layer's units count");
    layers[2].saturated = Some(0.9);
    layers[0].dead = None;
    assert_eq!(verdict(&layers), (Verdict::Saturated, Some(1)), "the output's do not");
}

#[test]
fn a_cliff_is_where_almost_all_of_the_change_is() {
    assert_eq!(diagnose(&deltas(&[1e-4, 1e-4, 1.0, 1.0])).cliff, Some(1));
    assert_eq!(diagnose(&deltas(&[1e4, 1.0, 1.0])).cliff, Some(0));
    assert_eq!(diagnose(&deltas(&[1e-4, 1e-2, 1.0])).cliff, None);
    assert_eq!(diagnose(&deltas(&[0.2, 1.0, 1.0])).cliff, None, "too small a change");
    assert_eq!(diagnose(&deltas(&[1e-4, 1.0])).cliff, None, "two layers have but one step");
}
