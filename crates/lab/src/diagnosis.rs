//! Whether the gradients of a run vanish, explode or arrive, judged by the figures of its layers.

mod smoothing;

pub(crate) use smoothing::Diagnostician;

use gradient_lab_nn::Trainer;
use gradient_lab_nn::math::f64::{log10, pow, sqrt};

use crate::snapshot::{Diagnosis, Verdict};

/// How often δ_first is at most δ_last, or δ_last δ_first, in a healthy run (after Glorot & Bengio, 2010, Fig. 7).
const MAX_HEALTHY_RATIO: f64 = 10.0;
/// How often ‖δ_first‖ is at most ‖δ_output‖ where a gradient grows without harm, as batch normalization's does.
const MAX_HARMLESS_RATIO: f64 = 100.0;
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
    /// The state of `block` in the latest step of `trainer`, which measured deltas; shares are of hidden layers alone.
    pub fn of(trainer: &Trainer<f32>, block: usize) -> Self {
        let is_hidden = block + 1 < trainer.network().depth();
        let (saturated, dead) = if is_hidden { trainer.shares(block) } else { (None, None) };
        let judges_dead = trainer.activations().predictions().nrows() >= MIN_SAMPLES;
        Self {
            columns: trainer.network().columns(block),
            delta_rms: trainer.delta_rms(block),
            saturated,
            dead: dead.filter(|_| judges_dead),
        }
    }
}

/// Where the gradient of a run gets to on its way back.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Reach {
    /// The lowest layer whose δ is neither missing nor lost.
    first: usize,
    /// Hidden layers below it whose δ is 0 because it has shrunk below what `f32` can hold.
    underflowed: usize,
    /// The layer nearest the output whose δ is 0 for another reason.
    silent: Option<usize>,
}

impl Reach {
    fn of(hidden: &[LayerState], output: &LayerState) -> Self {
        let first = hidden.iter().position(|state| state.delta_rms.is_some()).unwrap_or(hidden.len());
        let Some(zero) = hidden.iter().rposition(|state| state.delta_rms == Some(0.0)) else {
            return Self { first, underflowed: 0, silent: None };
        };
        let above = |layer: usize| hidden.get(layer).unwrap_or(output).delta_rms.unwrap_or(0.0);
        let next = above(zero + 1);
        let shrinks = zero + 1 == hidden.len() || next < above(hidden.len().max(zero + 3) - 1);
        if next > 0.0 && next < MAX_UNDERFLOWING_DELTA && shrinks {
            Self { first: zero + 1, underflowed: zero + 1 - first, silent: None }
        } else {
            Self { first, underflowed: 0, silent: Some(zero) }
        }
    }
}

/// δ of the first and the last of the layers that a gradient reaches, and how often ‖δ_first‖ is ‖δ_output‖.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Gain {
    first: f64,
    last: f64,
    first_over_output: Option<f64>,
}

impl Gain {
    /// `None` with fewer than two layers, or where a δ is not finite or is 0.
    fn of(arrived: &[LayerState], output: &LayerState) -> Option<Self> {
        let [first, .., last] = arrived else { return None };
        let norm = |state: &LayerState| state.delta_rms.map(|delta| delta * sqrt(state.columns as f64));
        let norms = norm(first).zip(norm(output)).filter(|&(_, output)| output > 0.0 && output.is_finite());
        let gain = Self {
            first: first.delta_rms?,
            last: last.delta_rms?,
            first_over_output: norms.map(|(first, output)| first / output),
        };
        arrived.iter().all(|state| state.delta_rms.is_some_and(|d| d > 0.0 && d.is_finite())).then_some(gain)
    }

    fn grows(self) -> bool {
        self.first > MAX_HEALTHY_RATIO * self.last
    }

    fn is_large(self) -> bool {
        self.first_over_output.is_some_and(|ratio| ratio > MAX_HARMLESS_RATIO)
    }

    fn shrinks(self) -> bool {
        self.last > MAX_HEALTHY_RATIO * self.first
    }
}

/// Diagnoses a run by its `layers`, hidden ones and the output.
fn diagnose(layers: &[LayerState]) -> Diagnosis {
    describe(layers, judge(layers), None)
}

/// The verdict on `layers`.
fn judge(layers: &[LayerState]) -> Verdict {
    let (output, hidden) = parts(layers);
    let reach = Reach::of(hidden, output);
    let gain = Gain::of(&hidden[reach.first..], output);
    if not_finite(layers).is_some() {
        Verdict::Diverged
    } else if reach.silent.is_some() {
        Verdict::Silent
    } else if gain.is_some_and(|gain| gain.grows() && gain.is_large()) {
        Verdict::Exploding
    } else if reach.underflowed > 0 || gain.is_some_and(Gain::shrinks) {
        Verdict::Vanishing
    } else if worst(hidden, |state| state.dead).1 > MAX_DEAD {
        Verdict::Dying
    } else if worst(hidden, |state| state.saturated).1 > MAX_SATURATED {
        Verdict::Saturated
    } else {
        Verdict::Healthy
    }
}

/// The diagnosis of `layers` whose verdict is `verdict`; of `layer`, where they do not tell which.
fn describe(layers: &[LayerState], verdict: Verdict, layer: Option<usize>) -> Diagnosis {
    let (output, hidden) = parts(layers);
    let reach = Reach::of(hidden, output);
    let arrived = &hidden[reach.first..];
    let gain = Gain::of(arrived, output);
    let log10_ratio = gain.map(|gain| log10(gain.first / gain.last));
    let (worst, share) = match verdict {
        Verdict::Dying => worst(hidden, |state| state.dead),
        Verdict::Saturated => worst(hidden, |state| state.saturated),
        Verdict::Silent => (layer.or(reach.silent), 0.0),
        Verdict::Diverged => (layer.or_else(|| not_finite(layers)), 0.0),
        _ => (None, 0.0),
    };
    Diagnosis {
        verdict,
        rho: log10_ratio.map(|ratio| pow(10.0, ratio / (arrived.len() - 1) as f64)),
        log10_ratio,
        log10_first_over_output: gain.and_then(|gain| gain.first_over_output).map(log10),
        layer: worst,
        share: worst.filter(|_| share > 0.0).map(|_| share),
        underflowed: reach.underflowed,
        cliff: log10_ratio.and_then(|ratio| cliff(arrived, ratio)).map(|layer| reach.first + layer),
        delta_rms: layers.iter().map(|state| state.delta_rms.map_or(-1.0, |delta| delta as f32)).collect(),
    }
}

/// The output and the hidden layers.
fn parts(layers: &[LayerState]) -> (&LayerState, &[LayerState]) {
    layers.split_last().expect("a network has an output")
}

/// The layer nearest the output whose δ is not finite.
fn not_finite(layers: &[LayerState]) -> Option<usize> {
    layers.iter().rposition(|state| state.delta_rms.is_some_and(|delta| !delta.is_finite()))
}

/// See [`Diagnosis::cliff`], of the layers that a gradient reaches; `ratio` is the log10 of δ_first/δ_last.
fn cliff(arrived: &[LayerState], ratio: f64) -> Option<usize> {
    let step = |pair: &[LayerState]| Some(log10(pair[0].delta_rms? / pair[1].delta_rms?) / ratio);
    let is_told = arrived.len() > 2 && (ratio.abs() > log10(MAX_HEALTHY_RATIO));
    arrived.windows(2).position(|pair| step(pair).is_some_and(|share| share >= MIN_CLIFF)).filter(|_| is_told)
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
