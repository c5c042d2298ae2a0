//! A diagnosis that changes when the run does rather than with every batch.

use super::{Gain, LayerState, MAX_DEAD, MAX_SATURATED, describe, diagnose, judge, parts};
use crate::snapshot::{Diagnosis, Verdict};

/// How many samples a figure is the median of, and a verdict has to hold for before it replaces another.
const SAMPLES: usize = 10;
/// Up to here every step is sampled, after it every [`STRIDE`]th.
const DENSE_STEPS: u64 = 50;
const STRIDE: u64 = 5;

/// Follows a run by samples of its layers and gives its verdict. Which steps are sampled depends on nothing but their numbers.
#[derive(Debug)]
pub(crate) struct Diagnostician {
    depth: usize,
    /// The latest samples, `[SAMPLES, depth]`, by turns; until there is one, the state of the first batch.
    recent: Vec<LayerState>,
    /// Samples taken.
    count: usize,
    verdict: Verdict,
    /// The layer that the verdict is about where no median tells it.
    layer: Option<usize>,
    /// The verdict that the medians give instead, and for how many samples they have.
    rival: Option<(Verdict, usize)>,
    /// What is alike in the latest samples, and in how many.
    alike: (Option<Traits>, usize),
    /// For how many samples every δ has been above 0 and finite, no layer dying, and none saturated.
    since: Since,
}

/// Samples in a row.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Since {
    plain: usize,
    undying: usize,
    unsaturated: usize,
}

impl Since {
    fn after(self, traits: Option<Traits>) -> Self {
        let next = |count: usize, holds: bool| if holds { count + 1 } else { 0 };
        Self {
            plain: next(self.plain, traits.is_some()),
            undying: next(self.undying, traits.is_some_and(|traits| traits.dying.is_none())),
            unsaturated: next(self.unsaturated, traits.is_some_and(|traits| traits.saturated.is_none())),
        }
    }
}

/// What of a sample decides its verdict, where every δ is above 0 and finite. Where two figures keep their order in ten
/// samples, their medians have it too, so that ten samples with the same traits need no medians.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Traits {
    grows: bool,
    is_large: bool,
    shrinks: bool,
    /// The first layer whose units die.
    dying: Option<usize>,
    /// The first layer that is saturated.
    saturated: Option<usize>,
}

impl Traits {
    /// `None` where other figures matter.
    fn of(layers: &[LayerState]) -> Option<Self> {
        let (output, hidden) = parts(layers);
        let arrived = &hidden[hidden.iter().position(|state| state.delta_rms.is_some()).unwrap_or(hidden.len())..];
        if !arrived
            .iter()
            .chain([output])
            .all(|state| state.delta_rms.is_some_and(|delta| delta > 0.0 && delta.is_finite()))
        {
            return None;
        }
        let gain = Gain::of(arrived, output);
        Some(Self {
            grows: gain.is_some_and(Gain::grows),
            is_large: gain.is_some_and(Gain::is_large),
            shrinks: gain.is_some_and(Gain::shrinks),
            dying: hidden.iter().position(|state| state.dead.is_some_and(|share| share > MAX_DEAD)),
            saturated: hidden.iter().position(|state| state.saturated.is_some_and(|share| share > MAX_SATURATED)),
        })
    }

    fn verdict(self) -> Verdict {
        match self {
            Self { grows: true, is_large: true, .. } => Verdict::Exploding,
            Self { shrinks: true, .. } => Verdict::Vanishing,
            Self { dying: Some(_), .. } => Verdict::Dying,
            Self { saturated: Some(_), .. } => Verdict::Saturated,
            _ => Verdict::Healthy,
        }
    }
}

impl Diagnostician {
    /// Begins with the state of the first batch, which alone speaks until the first sample.
    pub fn new(first: Vec<LayerState>) -> Self {
        let Diagnosis { verdict, layer, .. } = diagnose(&first);
        let depth = first.len();
        Self { depth, recent: first, count: 0, verdict, layer, rival: None, alike: (None, 0), since: Since::default() }
    }

    /// Whether `step` is to be sampled.
    pub fn samples(step: u64) -> bool {
        step <= DENSE_STEPS || step.is_multiple_of(STRIDE)
    }

    /// Takes the sample of a step.
    pub fn add(&mut self, sample: impl Iterator<Item = LayerState>) {
        let start = self.count % SAMPLES * self.depth;
        self.recent.truncate(if self.count < SAMPLES { start } else { self.recent.len() });
        if self.count < SAMPLES {
            self.recent.extend(sample);
        } else {
            self.recent[start..].iter_mut().zip(sample).for_each(|(to, state)| *to = state);
        }
        self.count += 1;
        let sample = &self.recent[start..start + self.depth];
        let traits = Traits::of(sample);
        self.alike = (traits, if traits == self.alike.0 { self.alike.1 + 1 } else { 1 });
        self.since = self.since.after(traits);
        let verdict = if let (Some(traits), SAMPLES..) = self.alike {
            traits.verdict()
        } else {
            let now = judge(sample);
            if matches!(now, Verdict::Silent | Verdict::Diverged) {
                (self.verdict, self.layer, self.rival) = (now, describe(sample, now, None).layer, None);
                return;
            }
            judge(&self.smoothed(self.since))
        };
        self.rival = match self.rival {
            _ if verdict == self.verdict => None,
            Some((rival, held)) if rival == verdict => Some((rival, held + 1)),
            _ => Some((verdict, 1)),
        };
        if let Some((rival, SAMPLES)) = self.rival {
            (self.verdict, self.layer, self.rival) = (rival, None, None);
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
        let mut diagnosis = describe(&self.smoothed(Since::default()), self.verdict, self.layer);
        if matches!(self.verdict, Verdict::Silent | Verdict::Diverged) {
            let start = self.count.saturating_sub(1) % SAMPLES * self.depth;
            let before = diagnose(&self.recent[start..start + self.depth]);
            // A gradient that exploded explains why the run diverged.
            let explains = self.verdict == Verdict::Diverged && before.verdict == Verdict::Exploding;
            let of_gain = |figure: Option<f64>| figure.filter(|_| explains);
            diagnosis.rho = of_gain(before.rho);
            diagnosis.log10_ratio = of_gain(before.log10_ratio);
            diagnosis.log10_first_over_output = of_gain(before.log10_first_over_output);
        }
        diagnosis
    }

    /// Each layer's figures, each the median of those in the latest samples that have it; δ only while it is computed. What
    /// cannot change the verdict, as `since` says, is left as it is in the latest sample.
    fn smoothed(&self, since: Since) -> Vec<LayerState> {
        let latest = &self.recent[self.count.saturating_sub(1) % SAMPLES * self.depth..][..self.depth];
        let first = latest.iter().position(|state| state.delta_rms.is_some()).unwrap_or(0);
        let smooth = |(layer, state): (usize, &LayerState)| {
            let median = |figure: fn(&LayerState) -> Option<f64>| {
                let mut values = Sorted::default();
                for sample in self.recent.chunks_exact(self.depth) {
                    if let Some(value) = figure(&sample[layer]) {
                        values.insert(value);
                    }
                }
                values.median()
            };
            let is_end = layer == first || layer + 2 >= self.depth;
            let mut smooth = *state;
            if since.plain < SAMPLES || is_end {
                smooth.delta_rms = state.delta_rms.and_then(|_| median(|state| state.delta_rms));
            }
            if since.undying < SAMPLES {
                smooth.dead = median(|state| state.dead);
            }
            if since.unsaturated < SAMPLES {
                smooth.saturated = median(|state| state.saturated);
            }
            smooth
        };
        latest.iter().enumerate().map(smooth).collect()
    }
}

/// At most [`SAMPLES`] values in ascending order. Sorted in by hand: the standard library's sort would make the engine larger
/// by kilobytes.
#[derive(Debug, Default)]
struct Sorted {
    values: [f64; SAMPLES],
    count: usize,
}

impl Sorted {
    fn insert(&mut self, value: f64) {
        let mut place = self.count;
        while place > 0 && value < self.values[place - 1] {
            self.values[place] = self.values[place - 1];
            place -= 1;
        }
        self.values[place] = value;
        self.count += 1;
    }

    /// The mean of the two in the middle where their number is even.
    fn median(&self) -> Option<f64> {
        let middle = self.values.get(self.count.checked_sub(1)? / 2)?;
        Some(f64::midpoint(*middle, self.values[self.count / 2]))
    }
}

#[cfg(test)]
mod tests;
