//! Whether the gradients of a run vanish, explode or arrive, judged by the figures of its layers.

mod smoothing;

pub(crate) use smoothing::Diagnostician;

use gradient_lab_nn::Trainer;
use gradient_lab_nn::math::f64::{log10, pow, sqrt};

use crate::snapshot::{Diagnosis, Verdict};

/// The largest |log10(δ_first/δ_last)| of a healthy run: a factor of ten either way (after Glorot & Bengio, 2010, Fig. 7).
const MAX_HEALTHY_DECADES: f64 = 1.0;
/// The largest log10(‖δ_first‖/‖δ_output‖) of a gradient that grows without harm, as batch normalization's does.
const MAX_HARMLESS_DECADES: f64 = 2.0;
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
/// The share of the whole change of the gradient that makes the change between two layers a cliff.
const MIN_CLIFF: f64 = 0.8;

/// What of a layer is judged; `None` is "not computed".
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct LayerState {
    /// Columns of its kernel.
    pub columns: usize,
    pub delta_rms: Option<f64>,
    pub saturated: Option<f64>,
    /// Of a batch of [`MIN_SAMPLES`] or more.
    pub dead: Option<f64>,
}

impl LayerState {
    /// The state of `block` in the latest step of `trainer`, which measured deltas.
    pub fn of(trainer: &Trainer<f32>, block: usize) -> Self {
        let (saturated, dead) = trainer.shares(block);
        let samples = trainer.activations().predictions().nrows();
        Self {
            columns: trainer.network().kernel(block).ncols(),
            delta_rms: trainer.delta_rms(block),
            saturated,
            dead: dead.filter(|_| samples >= MIN_SAMPLES),
        }
    }
}

/// Diagnoses a run by its `layers`, hidden ones and the output.
fn diagnose(layers: &[LayerState]) -> Diagnosis {
    let mut diagnosis = describe(layers);
    diagnosis.verdict = judge(layers, &diagnosis);
    name_layer(&mut diagnosis, layers);
    diagnosis
}

/// The figures of a diagnosis whose verdict is still to be given.
fn describe(layers: &[LayerState]) -> Diagnosis {
    let Some((output, hidden)) = layers.split_last() else { unreachable!("a network has an output") };
    let deltas: Vec<(usize, f64)> =
        hidden.iter().enumerate().filter_map(|(layer, state)| Some((layer, state.delta_rms?))).collect();
    let lost = lost_layers(&deltas, output);
    let arrived = &deltas[lost.unwrap_or(0)..];
    let mut diagnosis = Diagnosis {
        verdict: Verdict::Healthy,
        rho: None,
        log10_ratio: None,
        log10_first_over_output: None,
        layer: None,
        share: None,
        underflowed: lost.unwrap_or(0),
        cliff: None,
        delta_rms: layers.iter().map(|state| state.delta_rms.map_or(-1.0, |delta| delta as f32)).collect(),
    };
    if let [(first, delta_first), .., (_, delta_last)] = arrived
        && lost.is_some()
        && arrived.iter().all(|(_, delta)| delta.is_finite())
    {
        let ratio = log10(delta_first / delta_last);
        diagnosis.rho = Some(pow(10.0, ratio / (arrived.len() - 1) as f64));
        diagnosis.log10_ratio = Some(ratio);
        diagnosis.cliff = cliff(arrived, ratio);
        let norm = |delta: f64, state: &LayerState| delta * sqrt(state.columns as f64);
        let of_output = output.delta_rms.filter(|delta| *delta > 0.0 && delta.is_finite());
        diagnosis.log10_first_over_output =
            of_output.map(|delta| log10(norm(*delta_first, &layers[*first]) / norm(delta, output)));
    }
    diagnosis
}

/// How many of the lowest of `deltas` are 0 because the gradient has shrunk below what `f32` can hold; `None` if one is 0 for
/// another reason.
fn lost_layers(deltas: &[(usize, f64)], output: &LayerState) -> Option<usize> {
    let Some(zero) = deltas.iter().rposition(|&(_, delta)| delta == 0.0) else { return Some(0) };
    let above = &deltas[zero + 1..];
    let (next, last) = match above {
        [(_, next), .., (_, last)] => (*next, *last),
        [(_, next)] => (*next, output.delta_rms?),
        [] => (output.delta_rms?, f64::INFINITY),
    };
    (next > 0.0 && next < MAX_UNDERFLOWING_DELTA && next < last).then_some(zero + 1)
}

/// See [`Diagnosis::cliff`]; `ratio` is log10 of that of the first and the last of `deltas`.
fn cliff(deltas: &[(usize, f64)], ratio: f64) -> Option<usize> {
    let share = |pair: &&[(usize, f64)]| log10(pair[0].1 / pair[1].1) / ratio;
    let steep = |pair: &&[(usize, f64)]| share(pair) >= MIN_CLIFF;
    let is_told = deltas.len() > 2 && ratio.abs() > MAX_HEALTHY_DECADES;
    deltas.windows(2).find(steep).filter(|_| is_told).map(|pair| pair[0].0)
}

fn judge(layers: &[LayerState], diagnosis: &Diagnosis) -> Verdict {
    let hidden = &layers[..layers.len() - 1];
    let ratio = diagnosis.log10_ratio.unwrap_or(0.0);
    let over_output = diagnosis.log10_first_over_output.unwrap_or(0.0);
    if layers.iter().any(|state| state.delta_rms.is_some_and(|delta| !delta.is_finite())) {
        Verdict::Diverged
    } else if diagnosis.underflowed == 0 && silent_layer(hidden).is_some() {
        Verdict::Silent
    } else if ratio > MAX_HEALTHY_DECADES && over_output > MAX_HARMLESS_DECADES {
        Verdict::Exploding
    } else if ratio < -MAX_HEALTHY_DECADES || diagnosis.underflowed > 0 {
        Verdict::Vanishing
    } else if worst(hidden, |state| state.dead).1 > MAX_DEAD {
        Verdict::Dying
    } else if worst(hidden, |state| state.saturated).1 > MAX_SATURATED {
        Verdict::Saturated
    } else {
        Verdict::Healthy
    }
}

/// Fills the layer that the verdict is about, and its share.
fn name_layer(diagnosis: &mut Diagnosis, layers: &[LayerState]) {
    let hidden = &layers[..layers.len() - 1];
    let share = match diagnosis.verdict {
        Verdict::Dying => worst(hidden, |state| state.dead),
        Verdict::Saturated => worst(hidden, |state| state.saturated),
        _ => (None, 0.0),
    };
    let not_finite = |state: &LayerState| state.delta_rms.is_some_and(|delta| !delta.is_finite());
    diagnosis.layer = match diagnosis.verdict {
        Verdict::Diverged => layers.iter().rposition(not_finite),
        Verdict::Silent => silent_layer(hidden),
        _ => share.0,
    };
    diagnosis.share = share.0.map(|_| share.1);
}

/// The layer nearest the output whose δ is 0.
fn silent_layer(hidden: &[LayerState]) -> Option<usize> {
    hidden.iter().rposition(|state| state.delta_rms == Some(0.0))
}

/// The layer with the largest share above 0, and that share.
fn worst(hidden: &[LayerState], share: fn(&LayerState) -> Option<f64>) -> (Option<usize>, f64) {
    let mut worst = (None, 0.0);
    for (layer, state) in hidden.iter().enumerate() {
        if let Some(share) = share(state)
            && share > worst.1
        {
            worst = (Some(layer), share);
        }
    }
    worst
}

#[cfg(test)]
mod tests;
