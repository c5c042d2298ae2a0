//! Whether the gradients of a step vanish, explode or arrive, judged by the figures of its hidden layers.

use gradient_lab_nn::LayerMetrics;
use gradient_lab_nn::math::f64::{log10, pow};

use crate::snapshot::{Diagnosis, Verdict};

/// The largest |log10(δ_first/δ_last)| of a healthy run: a factor of ten either way (after Glorot & Bengio, 2010, Fig. 7).
const MAX_HEALTHY_DECADES: f64 = 1.0;
/// With a first δ below this a gradient does not count as exploding, even if the last δ is far smaller: the network has
/// learnt its batch, and its gradients are noise.
const MIN_EXPLODING_DELTA: f64 = 1e-4;
/// A δ of exactly 0 counts as underflow of `f32` if that of the next layer up is below this; otherwise the gradient is cut
/// off, as by dead units.
const MAX_UNDERFLOWING_DELTA: f64 = 1e-30;
/// The largest share of a layer's activations at an asymptote before the layer counts as saturated.
const MAX_SATURATED: f64 = 0.5;
/// The largest share of a layer's units that are dead before the layer counts as dying. Deep in a healthy network the
/// samples of a batch look alike, so that about half of the units, in a narrow layer more, are off for all of them.
const MAX_DEAD: f64 = 2.0 / 3.0;
/// The smallest batch whose dead units are judged: in a smaller one a live unit is often off for every sample.
const MIN_SAMPLES: usize = 4;

/// Gives the diagnosis of a diverged run the gain of its last finite step, whose δs are `before`, if its gradient exploded
/// there: that explains why the run diverged.
pub(crate) fn keep_last_finite_gain(diagnosis: &mut Diagnosis, before: &[f32]) {
    let hidden: Vec<_> = before
        .iter()
        .map(|&delta| LayerMetrics { delta_rms: (delta >= 0.0).then_some(f64::from(delta)), ..LayerMetrics::default() })
        .collect();
    let before = diagnose(&hidden, 0, false);
    if before.verdict == Verdict::Exploding {
        (diagnosis.rho, diagnosis.log10_ratio) = (before.rho, before.log10_ratio);
    }
}

/// Diagnoses a step by the figures of its hidden layers, measured on a batch of `samples` samples.
pub(crate) fn diagnose(hidden: &[LayerMetrics], samples: usize, diverged: bool) -> Diagnosis {
    let deltas: Vec<(usize, f64)> =
        hidden.iter().enumerate().filter_map(|(layer, figures)| Some((layer, figures.delta_rms?))).collect();
    let gain = gain(&deltas);
    let mut diagnosis = Diagnosis {
        verdict: Verdict::Healthy,
        rho: gain.map(|gain| pow(10.0, gain)),
        log10_ratio: gain.map(|gain| gain * (deltas.len() - 1) as f64),
        layer: None,
    };
    let not_finite = deltas.iter().rev().find(|(_, delta)| !delta.is_finite());
    let silent = deltas.iter().rev().find(|&&(_, delta)| delta == 0.0);
    let (dying_layer, dead) = worst(hidden, |figures| figures.dead);
    let (saturated_layer, saturated) = worst(hidden, |figures| figures.saturated);
    let log10_ratio = diagnosis.log10_ratio.unwrap_or(0.0);
    (diagnosis.verdict, diagnosis.layer) = if diverged || not_finite.is_some() {
        (Verdict::Diverged, not_finite.map(|&(layer, _)| layer))
    } else if let (Some(&(layer, _)), None) = (silent, gain) {
        (Verdict::Silent, Some(layer))
    } else if log10_ratio > MAX_HEALTHY_DECADES && deltas[0].1 > MIN_EXPLODING_DELTA {
        (Verdict::Exploding, None)
    } else if log10_ratio < -MAX_HEALTHY_DECADES {
        (Verdict::Vanishing, None)
    } else if dead > MAX_DEAD && samples >= MIN_SAMPLES {
        (Verdict::Dying, dying_layer)
    } else if saturated > MAX_SATURATED {
        (Verdict::Saturated, saturated_layer)
    } else {
        (Verdict::Healthy, None)
    };
    diagnosis
}

/// log10 of the gain per layer: over all layers, or, where a shrinking gradient has underflowed, over those above. `None`
/// with fewer than two layers, and where a δ is not finite or is 0 for another reason.
fn gain(deltas: &[(usize, f64)]) -> Option<f64> {
    let silent = deltas.iter().rposition(|&(_, delta)| delta == 0.0);
    let above = &deltas[silent.map_or(0, |layer| layer + 1)..];
    let [(_, first), .., (_, last)] = above else { return None };
    if above.iter().any(|(_, delta)| !delta.is_finite()) {
        return None;
    }
    let gain = log10(first / last) / (above.len() - 1) as f64;
    (silent.is_none() || (gain < 0.0 && *first < MAX_UNDERFLOWING_DELTA)).then_some(gain)
}

/// The layer with the largest share above 0, and that share.
fn worst(hidden: &[LayerMetrics], share: fn(&LayerMetrics) -> Option<f64>) -> (Option<usize>, f64) {
    let mut worst = (None, 0.0);
    for (layer, figures) in hidden.iter().enumerate() {
        if let Some(share) = share(figures)
            && share > worst.1
        {
            worst = (Some(layer), share);
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::{diagnose, keep_last_finite_gain};
    use crate::snapshot::Verdict;
    use gradient_lab_nn::LayerMetrics;

    fn deltas(deltas: &[f64]) -> Vec<LayerMetrics> {
        deltas.iter().map(|&delta| LayerMetrics { delta_rms: Some(delta), ..LayerMetrics::default() }).collect()
    }

    #[test]
    fn the_factor_is_the_gain_a_layer_going_back() {
        let diagnosis = diagnose(&deltas(&[1e-6, 1e-4, 1e-2]), 32, false);
        assert_eq!(diagnosis.verdict, Verdict::Vanishing);
        assert!((diagnosis.rho.unwrap() - 0.01).abs() < 1e-12);
        assert!((diagnosis.log10_ratio.unwrap() + 4.0).abs() < 1e-12);
        assert_eq!(diagnose(&deltas(&[9.0, 1.0, 0.1]), 32, false).verdict, Verdict::Exploding);
        assert_eq!(diagnose(&deltas(&[0.1, 0.02, 0.05]), 32, false).verdict, Verdict::Healthy);
    }

    #[test]
    fn a_gradient_too_small_for_a_number_has_vanished() {
        let shrinking: Vec<f64> =
            (0..30).rev().map(|layer| if layer < 20 { 10.0_f64.powi(-2 * layer) } else { 0.0 }).collect();
        let vanished = diagnose(&deltas(&shrinking), 32, false);
        assert_eq!(vanished.verdict, Verdict::Vanishing);
        assert!((vanished.rho.unwrap() - 0.01).abs() < 1e-9);
        assert!((vanished.log10_ratio.unwrap() + 58.0).abs() < 1e-9);
    }

    #[test]
    fn a_net_that_has_learnt_does_not_explode() {
        assert_eq!(diagnose(&deltas(&[1e-6, 1e-7, 1e-8]), 32, false).verdict, Verdict::Healthy);
    }

    #[test]
    fn a_zero_or_a_nan_has_no_factor_and_names_its_layer() {
        let silent = diagnose(&deltas(&[0.0, 0.0, 0.1]), 32, false);
        assert_eq!((silent.verdict, silent.rho, silent.layer), (Verdict::Silent, None, Some(1)));
        let diverged = diagnose(&deltas(&[f64::NAN, 1.0]), 32, false);
        assert_eq!((diverged.verdict, diverged.rho, diverged.layer), (Verdict::Diverged, None, Some(0)));
    }

    #[test]
    fn the_worst_layer_is_named_when_units_die_or_saturate() {
        let mut hidden = deltas(&[0.1, 0.1]);
        hidden[1].saturated = Some(0.8);
        assert_eq!(diagnose(&hidden, 32, false).layer, Some(1));
        hidden[0].dead = Some(0.7);
        let dying = diagnose(&hidden, 32, false);
        assert_eq!((dying.verdict, dying.layer), (Verdict::Dying, Some(0)));
    }

    #[test]
    fn units_off_for_a_few_samples_are_not_dying() {
        let mut hidden = deltas(&[0.1, 0.1]);
        hidden[1].dead = Some(0.8);
        assert_eq!(diagnose(&hidden, 3, false).verdict, Verdict::Healthy);
        assert_eq!(diagnose(&hidden, 4, false).verdict, Verdict::Dying);
    }

    #[test]
    fn a_deep_layer_half_of_whose_units_are_off_is_not_dying() {
        let mut hidden = deltas(&[0.1, 0.1]);
        hidden[1].dead = Some(0.6);
        assert_eq!(diagnose(&hidden, 32, false).verdict, Verdict::Healthy);
    }

    #[test]
    fn a_diverged_run_keeps_the_factor_that_explains_it() {
        let mut diagnosis = diagnose(&deltas(&[f64::NAN, f64::NAN, f64::NAN]), 32, true);
        keep_last_finite_gain(&mut diagnosis, &[0.4, 0.4, 0.5]);
        assert_eq!(diagnosis.rho, None);
        keep_last_finite_gain(&mut diagnosis, &[400.0, 4.0, 0.04]);
        assert_eq!((diagnosis.verdict, diagnosis.rho.map(f64::round)), (Verdict::Diverged, Some(100.0)));
    }

    #[test]
    fn one_layer_has_no_factor() {
        assert_eq!(diagnose(&deltas(&[1e-9]), 32, false).rho, None);
    }
}
