//! A diagnosis that changes when the run does rather than with every batch.

use super::{LayerState, describe, diagnose, name_layer};
use crate::snapshot::{Diagnosis, Verdict};

/// How many samples a figure is the median of, and a verdict has to hold for before it replaces another.
const SAMPLES: usize = 10;
/// Up to here every step is sampled, after it every [`STRIDE`]th.
const DENSE_STEPS: u64 = 50;
const STRIDE: u64 = 5;

/// Follows a run by samples of its layers and gives its verdict. Which steps are sampled depends on nothing but their numbers.
#[derive(Debug)]
pub(crate) struct Diagnostician {
    recent: Vec<RecentState>,
    /// The medians of `recent`.
    smoothed: Vec<LayerState>,
    latest: Vec<LayerState>,
    verdict: Verdict,
    /// The layer that the verdict is about where no median tells it.
    layer: Option<usize>,
    /// The verdict that the medians give instead, and for how many samples they have.
    rival: Option<(Verdict, usize)>,
}

impl Diagnostician {
    /// Begins with the state of the first batch, which alone speaks until the first sample.
    pub fn new(first: Vec<LayerState>) -> Self {
        let Diagnosis { verdict, layer, .. } = diagnose(&first);
        let recent = vec![RecentState::default(); first.len()];
        Self { recent, smoothed: first.clone(), latest: first, verdict, layer, rival: None }
    }

    /// Whether `step` is to be sampled.
    pub fn samples(step: u64) -> bool {
        step <= DENSE_STEPS || step.is_multiple_of(STRIDE)
    }

    /// Takes the sample of a step.
    pub fn add(&mut self, sample: Vec<LayerState>) {
        for (recent, (smoothed, state)) in self.recent.iter_mut().zip(self.smoothed.iter_mut().zip(&sample)) {
            recent.add(state);
            *smoothed = recent.median(state.columns);
        }
        let now = diagnose(&sample);
        self.latest = sample;
        if matches!(now.verdict, Verdict::Silent | Verdict::Diverged) {
            (self.verdict, self.layer, self.rival) = (now.verdict, now.layer, None);
            return;
        }
        let verdict = diagnose(&self.smoothed).verdict;
        self.rival = match self.rival {
            _ if verdict == self.verdict => None,
            Some((rival, held)) if rival == verdict => Some((rival, held + 1)),
            _ => Some((verdict, 1)),
        };
        if let Some((rival, SAMPLES)) = self.rival {
            (self.verdict, self.rival) = (rival, None);
        }
    }

    /// Whether the run has diverged.
    pub fn has_diverged(&self) -> bool {
        self.verdict == Verdict::Diverged
    }

    /// Says that the run has diverged, and in which layer that began.
    pub fn diverge(&mut self, layer: usize) {
        (self.verdict, self.layer) = (Verdict::Diverged, Some(layer));
    }

    /// The diagnosis at this moment.
    pub fn diagnosis(&self) -> Diagnosis {
        let mut diagnosis = Diagnosis { verdict: self.verdict, ..describe(&self.smoothed) };
        name_layer(&mut diagnosis, &self.smoothed);
        if matches!(self.verdict, Verdict::Silent | Verdict::Diverged) {
            diagnosis.layer = self.layer;
            // A gradient that exploded explains why the run diverged.
            let before = diagnose(&self.latest);
            let explains = self.verdict == Verdict::Diverged && before.verdict == Verdict::Exploding;
            let of_gain = |figure: Option<f64>| figure.filter(|_| explains);
            diagnosis.rho = of_gain(before.rho);
            diagnosis.log10_ratio = of_gain(before.log10_ratio);
            diagnosis.log10_first_over_output = of_gain(before.log10_first_over_output);
        }
        diagnosis
    }
}

/// The latest states of a layer.
#[derive(Debug, Clone, Default)]
struct RecentState {
    delta_rms: Recent,
    saturated: Recent,
    dead: Recent,
}

impl RecentState {
    fn add(&mut self, state: &LayerState) {
        if state.delta_rms.is_none() {
            // The layer is frozen from here on.
            self.delta_rms.count = 0;
        }
        for (recent, figure) in [
            (&mut self.delta_rms, state.delta_rms),
            (&mut self.saturated, state.saturated),
            (&mut self.dead, state.dead),
        ] {
            if let Some(figure) = figure {
                recent.values[recent.count % SAMPLES] = figure;
                recent.count += 1;
            }
        }
    }

    fn median(&self, columns: usize) -> LayerState {
        LayerState {
            columns,
            delta_rms: self.delta_rms.median(),
            saturated: self.saturated.median(),
            dead: self.dead.median(),
        }
    }
}

/// The latest values of a figure.
#[derive(Debug, Clone, Default)]
struct Recent {
    values: [f64; SAMPLES],
    /// How many there have been.
    count: usize,
}

impl Recent {
    /// The mean of the two in the middle where there is an even number.
    fn median(&self) -> Option<f64> {
        let mut values = self.values;
        let values = &mut values[..self.count.min(SAMPLES)];
        values.sort_unstable_by(f64::total_cmp);
        let middle = values.len() / 2;
        Some(f64::midpoint(*values.get(middle)?, values[(values.len() - 1) / 2]))
    }
}

#[cfg(test)]
mod tests;
