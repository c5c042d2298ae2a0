use gradient_lab_nn::rng::Rng;

use super::{Diagnostician, SAMPLES, Since};
use crate::diagnosis::{LayerState, judge};
use crate::snapshot::Verdict;

/// Three hidden layers, of which the first has δ `first` and the others 1, and an output.
fn layers(first: f64) -> Vec<LayerState> {
    let state = |delta| LayerState { columns: 1, delta_rms: Some(delta), ..LayerState::default() };
    [first, 1.0, 1.0, 1.0].map(state).to_vec()
}

/// The verdict that begins with δ `first`, and those after samples of `then`.
fn verdicts(first: f64, then: &[f64]) -> Vec<Verdict> {
    let mut diagnostician = Diagnostician::new(layers(first));
    let mut verdicts = vec![diagnostician.diagnosis().verdict];
    for &delta in then {
        diagnostician.add(layers(delta).into_iter());
        verdicts.push(diagnostician.diagnosis().verdict);
    }
    verdicts
}

#[test]
fn a_verdict_gives_way_once_another_has_held_for_ten_samples() {
    let verdicts = verdicts(0.01, &[1.0; 10]);
    assert!(verdicts[..10].iter().all(|&verdict| verdict == Verdict::Vanishing));
    assert_eq!(verdicts[10], Verdict::Healthy);
}

#[test]
fn a_verdict_that_comes_and_goes_is_not_followed() {
    // Nine in a row are not ten, and the medians are of the eight before.
    let flicker: Vec<f64> = (0..60).map(|at| if at % 10 == 0 { 0.01 } else { 1.0 }).collect();
    assert!(verdicts(1.0, &flicker).iter().all(|&verdict| verdict == Verdict::Healthy));
}

#[test]
fn the_medians_of_ten_decide_whichever_way_they_are_found() {
    // Ten alike need no medians; one among them does, and weighs nothing.
    let mut samples = vec![0.01; 30];
    samples[15] = 1e3;
    let found = verdicts(1.0, &samples);
    assert!(found[..10].iter().all(|&verdict| verdict == Verdict::Healthy));
    assert!(found[10..].iter().all(|&verdict| verdict == Verdict::Vanishing));
    // Of five and five the median is the mean of the two in the middle, of six and four it is one of the six.
    let since =
        |low: f64| verdicts(1.0, &[vec![0.19; 5], vec![low; 20]].concat()).iter().position(|v| *v != Verdict::Healthy);
    assert_eq!(since(0.009), Some(19));
    assert_eq!(since(0.099), Some(20));
    assert_eq!(since(0.1), None);
}

#[test]
fn silence_and_divergence_are_said_at_once() {
    assert_eq!(verdicts(1.0, &[1.0, 0.0, 1.0])[1..], [Verdict::Healthy, Verdict::Silent, Verdict::Silent]);
    let after = verdicts(1.0, &[[0.0].as_slice(), &[1.0; 20]].concat());
    assert_eq!((after[10], after[21]), (Verdict::Silent, Verdict::Healthy));
    let mut diagnostician = Diagnostician::new(layers(1.0));
    diagnostician.diverge(2);
    let diagnosis = diagnostician.diagnosis();
    assert_eq!((diagnosis.verdict, diagnosis.layer, diagnosis.rho), (Verdict::Diverged, Some(2), None));
}

#[test]
fn a_diverged_run_keeps_the_factor_that_explains_it() {
    let mut diagnostician = Diagnostician::new(layers(1.0));
    diagnostician.add(layers(1e4).into_iter());
    diagnostician.diverge(3);
    let diagnosis = diagnostician.diagnosis();
    assert_eq!(
        (diagnosis.verdict, diagnosis.layer, diagnosis.rho.map(f64::round)),
        (Verdict::Diverged, Some(3), Some(100.0))
    );
}

#[test]
fn dead_units_of_batches_too_small_to_judge_are_left_out() {
    let with = |dead| layers(1.0).into_iter().map(move |state| LayerState { dead, ..state });
    let mut diagnostician = Diagnostician::new(with(Some(0.9)).collect());
    for sample in 0..2 * SAMPLES {
        diagnostician.add(with((sample % 3 != 0).then_some(0.9)));
    }
    let diagnosis = diagnostician.diagnosis();
    assert_eq!((diagnosis.verdict, diagnosis.layer, diagnosis.share), (Verdict::Dying, Some(0), Some(0.9)));
}

#[test]
fn the_first_batch_is_forgotten_with_the_first_sample() {
    let mut diagnostician = Diagnostician::new(layers(1e-3));
    assert!((diagnostician.diagnosis().log10_ratio.unwrap() + 3.0).abs() < 1e-12);
    diagnostician.add(layers(1.0).into_iter());
    assert_eq!(diagnostician.diagnosis().log10_ratio, Some(0.0));
    assert_eq!(diagnostician.diagnosis().delta_rms[..], [1.0; 4]);
}

#[test]
fn steps_are_sampled_densely_and_then_each_fifth() {
    let sampled: Vec<u64> = (45..=65).filter(|&step| Diagnostician::samples(step)).collect();
    assert_eq!(sampled, [45, 46, 47, 48, 49, 50, 55, 60, 65]);
}

#[test]
fn samples_that_are_alike_have_the_verdict_of_their_medians() {
    let mut rng = Rng::new(7, "test", 0);
    let mut compared = 0;
    for _ in 0..200 {
        let mut share = || (rng.uniform() < 0.7).then(|| rng.uniform() * 1.3);
        let (dead, saturated) = ([0; 3].map(|_| share()), [0; 3].map(|_| share()));
        let slope = rng.uniform() * 3.0 - 1.5;
        let mut diagnostician = Diagnostician::new(layers(1.0));
        for _ in 0..2 * SAMPLES {
            let jitter = |share: f64, by: f64| share + 0.02 * (by - 0.5);
            let sample: Vec<LayerState> = layers(1.0)
                .into_iter()
                .enumerate()
                .map(|(layer, _)| LayerState {
                    columns: 8,
                    delta_rms: Some(f64::exp(slope * (3.0 - layer as f64) + 0.2 * rng.normal())),
                    dead: dead.get(layer).copied().flatten().map(|share| jitter(share, rng.uniform())),
                    saturated: saturated.get(layer).copied().flatten().map(|share| jitter(share, rng.uniform())),
                })
                .collect();
            diagnostician.add(sample.into_iter());
            let verdict = judge(&diagnostician.smoothed(Since::default()));
            assert_eq!(judge(&diagnostician.smoothed(diagnostician.since)), verdict);
            if let (Some(traits), SAMPLES..) = diagnostician.alike {
                assert_eq!(traits.verdict(), verdict);
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "{compared} is too few to tell");
}
