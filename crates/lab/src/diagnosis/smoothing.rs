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
}

/// What of a sample decides its verdict, where no figure but δ does. Where two figures keep their order in ten samples, their
/// medians have it too, so that ten samples with the same traits need no medians.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Traits {
    grows: bool,
    is_large: bool,
    shrinks: bool,
}

impl Traits {
    /// `None` where other figures matter.
    fn of(layers: &[LayerState]) -> Option<Self> {
        let (output, hidden) = parts(layers);
        let over = |share: Option<f64>, most: f64| share.is_some_and(|share| share > most);
        let ill = |state: &LayerState| over(state.dead, MAX_DEAD) || over(state.saturated, MAX_SATURATED);
        let gain = Gain::of(hidden, output).filter(|_| !hidden.iter().any(ill))?;
        gain.first_over_output?;
        Some(Self { grows: gain.grows(), is_large: gain.is_large(), shrinks: gain.shrinks() })
    }

    fn verdict(self) -> Verdict {
        match self {
            Self { grows: true, is_large: true, .. } => Verdict::Exploding,
            Self { shrinks: true, .. } => Verdict::Vanishing,
            _ => Verdict::Healthy,
        }
    }
}

impl Diagnostician {
    /// Begins with the state of the first batch, which alone speaks until the first sample.
    pub fn new(first: Vec<LayerState>) -> Self {
        let Diagnosis { verdict, layer, .. } = diagnose(&first);
        let depth = first.len();
        Self { depth, recent: first, count: 0, verdict, layer, rival: None, alike: (None, 0) }
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
        let verdict = match self.alike {
            (Some(traits), SAMPLES..) => traits.verdict(),
            _ => {
                let now = judge(sample);
                if matches!(now, Verdict::Silent | Verdict::Diverged) {
                    (self.verdict, self.layer, self.rival) = (now, describe(sample, now, None).layer, None);
                    return;
                }
                judge(&self.smoothed())
            }
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
        let mut diagnosis = describe(&self.smoothed(), self.verdict, self.layer);
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

    /// Each layer's figures, each the median of those in the latest samples that have it; δ only while it is computed.
    fn smoothed(&self) -> Vec<LayerState> {
        let latest = self.count.saturating_sub(1) % SAMPLES * self.depth;
        let smooth = |layer: usize| {
            let median = |figure: fn(&LayerState) -> Option<f64>| {
                median(self.recent[layer..].iter().step_by(self.depth).filter_map(figure))
            };
            let LayerState { columns, delta_rms, .. } = self.recent[latest + layer];
            LayerState {
                columns,
                delta_rms: delta_rms.and_then(|_| median(|state| state.delta_rms)),
                saturated: median(|state| state.saturated),
                dead: median(|state| state.dead),
            }
        };
        (0..self.depth).map(smooth).collect()
    }
}

/// The median of at most [`SAMPLES`] values: the mean of the two in the middle where their number is even.
fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sorted, mut count) = ([0.0; SAMPLES], 0);
    for value in values {
        // Sorted in by hand: the standard library's sort would make the engine larger by kilobytes.
        let mut place = count;
        while place > 0 && value < sorted[place - 1] {
            sorted[place] = sorted[place - 1];
            place -= 1;
        }
        sorted[place] = value;
        count += 1;
    }
    let middle = sorted.get(count.checked_sub(1)? / 2)?;
    Some(f64::midpoint(*middle, sorted[count / 2]))
}

#[cfg(test)]
mod tests;
