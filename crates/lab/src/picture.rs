//! Makes what the page draws of a session: its description, and snapshots of it.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use gradient_lab_nn as nn;
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::math::f64::{log10, powi};

use crate::data::{DataShape, Part, Targets, Task};
use crate::diagnosis::{diagnose, explain};
use crate::session::Session;
use crate::snapshot::{
    Description, HISTOGRAM_BINS, LayerDescription, LayerFigures, Picture, Pictures, Snapshot, SnapshotRequest, Status,
};

/// Most points of a plane that are drawn.
const POINTS: usize = 1_000;
/// Images whose predictions are shown.
const IMAGES: usize = 24;
/// Rows of a table whose predictions are shown.
const TABLE_ROWS: usize = 400;

impl Session {
    /// What stays the same for the whole run.
    pub fn describe(&self) -> Description {
        let network = self.trainer.network();
        let layers = (0..network.depth()).map(|index| LayerDescription {
            name: network.block_name(index),
            units: network.block(index).units,
            activation: self.activation_label(index),
            frozen: network.block(index).frozen,
        });
        Description {
            layers: layers.collect(),
            task: self.data.task,
            classes: self.data.classes.clone(),
            features: self.data.features,
            outputs: network.head().outputs(),
            picture: self.picture(),
            training_samples: self.data.training.samples(),
            validation_samples: self.data.validation.samples(),
            steps_per_epoch: self.steps_per_epoch(),
            total_steps: self.total_steps(),
            parameters: network.parameter_count(),
        }
    }

    fn activation_label(&self, index: usize) -> String {
        let hidden = self.experiment.network.expanded().nth(index);
        let output = match self.data.task {
            Task::Regression => "Identity",
            Task::Binary => "Sigmoid",
            Task::Classes => "Softmax",
        };
        hidden.map_or(output, |block| block.activation.entry().label).to_string()
    }

    /// The samples held back, or those trained on where none are.
    fn shown_part(&self) -> &Part {
        if self.data.validation.samples() > 0 { &self.data.validation } else { &self.data.training }
    }

    fn picture(&self) -> Picture {
        let features = self.data.features;
        match self.data.shape {
            DataShape::Plane => self.plane(),
            DataShape::Images { width, height } => {
                let shown = self.shown_part();
                let count = shown.samples().min(IMAGES);
                let mut samples = shown.inputs[..count * features].to_vec();
                if let Some(standardization) = &self.data.standardization {
                    standardization.undo(&mut samples);
                }
                let labels = match &shown.targets {
                    Targets::Classes(labels) => labels[..count].to_vec(),
                    Targets::Values(_) => vec![],
                };
                Picture::Images { width, height, samples, labels }
            }
            DataShape::Table => {
                Picture::Table { targets: values(&self.shown_part().targets).take(TABLE_ROWS).collect() }
            }
        }
    }

    /// The drawn square: all samples with a margin.
    fn extent(&self) -> [f32; 4] {
        let inputs = || self.data.training.inputs.chunks_exact(2).chain(self.data.validation.inputs.chunks_exact(2));
        let ends = |axis: usize| {
            let fold = inputs().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), point| {
                (low.min(point[axis]), high.max(point[axis]))
            });
            (f32::midpoint(fold.0, fold.1), fold.1 / 2.0 - fold.0 / 2.0)
        };
        let ((x, half_width), (y, half_height)) = (ends(0), ends(1));
        let half = 1.1 * half_width.max(half_height).max(1e-6);
        [x - half, x + half, y - half, y + half]
    }

    fn plane(&self) -> Picture {
        let (training, validation) = (&self.data.training, &self.data.validation);
        let total = training.samples() + validation.samples();
        // Where not all fit, both parts keep their share.
        let kept = |part: &Part| if total <= POINTS { part.samples() } else { part.samples() * POINTS / total };
        let points = [training, validation].into_iter().flat_map(|part| {
            let rows = part.inputs.chunks_exact(2).zip(values(&part.targets)).take(kept(part));
            rows.flat_map(|(point, target)| [point[0], point[1], target])
        });
        Picture::Plane { extent: self.extent(), points: points.collect(), training_points: kept(training) }
    }

    /// The run's figures at this moment, with pictures where they are asked for.
    pub fn snapshot(&mut self, request: &SnapshotRequest) -> Snapshot {
        let pictures = request.pictures.then(|| self.pictures(request));
        let figures = self.figures();
        let list = |figure: fn(&nn::LayerMetrics) -> Option<f64>| -> Vec<f32> {
            figures.iter().map(|figures| figure(figures).map_or(-1.0, |value| value as f32)).collect()
        };
        let layers = LayerFigures {
            delta_rms: list(|figures| figures.delta_rms),
            kernel_gradient_l2: list(|figures| figures.kernel_gradient_l2),
            kernel_gradient_mean_abs: list(|figures| figures.kernel_gradient_mean_abs),
            bias_gradient_l2: list(|figures| figures.bias_gradient_l2),
            activation_mean: list(|figures| Some(figures.activation_mean)),
            activation_std: list(|figures| Some(figures.activation_std)),
            saturated: list(|figures| figures.saturated),
            dead: list(|figures| figures.dead),
            update_ratio: list(|figures| figures.update_ratio),
        };
        let diverged = matches!(self.status(), Status::Diverged { .. });
        let samples = self.shown().pass().predictions().len() / self.trainer.network().head().outputs();
        let mut diagnosis = diagnose(&figures[..figures.len() - 1], samples, diverged);
        if diverged && let Some(before) = self.history.latest_finite() {
            explain(&mut diagnosis, &before[..figures.len() - 1]);
        }
        let (histogram, histogram_range) = self.histograms();
        let history = self.history.until(self.steps(), self.latest.learning_rate, &layers.delta_rms);
        Snapshot {
            step: self.steps(),
            epoch: self.latest.epoch,
            loss: self.latest.loss,
            learning_rate: self.latest.learning_rate,
            status: self.status().clone(),
            diagnosis,
            layers,
            histogram,
            histogram_range,
            delta_history: history.deltas,
            delta_history_steps: history.steps,
            loss_history: history.losses,
            epoch_history: self.epochs.rows(),
            pictures,
        }
    }

    fn histograms(&self) -> (Vec<f32>, Vec<f32>) {
        let trainer = self.shown();
        let (network, pass) = (trainer.network(), trainer.pass());
        let (mut shares, mut ranges) = (vec![], vec![]);
        for index in 0..network.depth() {
            let values = pass.activations(index);
            let range = match (index + 1 == network.depth(), self.data.task) {
                (true, Task::Binary | Task::Classes) => (0.0, 1.0),
                _ => span(network.block(index).activation.range(), values),
            };
            ranges.extend([range.0, range.1]);
            shares.extend(histogram(values, range));
        }
        (shares, ranges)
    }

    fn pictures(&mut self, request: &SnapshotRequest) -> Pictures {
        let network = self.trainer.network();
        let hidden = network.depth() - 1;
        let units_shown = |index: usize| network.block(index).units.min(request.units);
        let mut pictures = Pictures {
            units_shown: (0..hidden).map(|index| units_shown(index) as u32).collect(),
            unit_maps: vec![],
            side: request.side,
            surface: vec![],
            predictions: vec![],
        };
        match self.data.shape {
            DataShape::Plane => self.survey(&mut pictures),
            DataShape::Images { .. } => {
                if hidden > 0 {
                    let pieces = network.block(0).activation.pieces();
                    for unit in 0..units_shown(0) {
                        pictures.unit_maps.extend(network.column(0, unit * pieces));
                    }
                }
                pictures.predictions = self.predict_shown(IMAGES);
            }
            DataShape::Table => pictures.predictions = self.predict_shown(TABLE_ROWS),
        }
        pictures
    }

    fn predict_shown(&mut self, most: usize) -> Vec<f32> {
        let count = self.shown_part().samples().min(most) * self.data.features;
        let rows = self.shown_part().inputs[..count].to_vec();
        self.infer(&rows)
    }

    /// Runs the plane through the network: the outputs at every point, the pictured units at every second.
    fn survey(&mut self, pictures: &mut Pictures) {
        let side = pictures.side;
        let [x_min, x_max, y_min, y_max] = self.extent();
        let along = |low: f32, high: f32, at: usize| low + (high - low) * (at as f32 + 0.5) / side as f32;
        let half = side / 2;
        let maps: usize = pictures.units_shown.iter().map(|&units| units as usize).sum();
        pictures.unit_maps = vec![0.0; maps * half * half];
        let mut pass = core::mem::take(&mut self.pass);
        let mut row = vec![0.0; side * 2];
        let at_once = self.inference_rows();
        for line in 0..side {
            for (column, point) in row.chunks_exact_mut(2).enumerate() {
                point.copy_from_slice(&[along(x_min, x_max, column), along(y_max, y_min, line)]);
            }
            for start in (0..side).step_by(at_once) {
                let end = side.min(start + at_once);
                let points = &row[2 * start..2 * end];
                pictures.surface.extend_from_slice(self.trainer.network().infer(points, &mut pass));
                if line % 2 != 0 || line / 2 >= half {
                    continue;
                }
                let mut map = 0;
                for (block, &shown) in pictures.units_shown.iter().enumerate() {
                    let (values, units) = (pass.activations(block), self.trainer.network().block(block).units);
                    for unit in 0..shown as usize {
                        for column in start.div_ceil(2)..half.min(end.div_ceil(2)) {
                            let value = values[(2 * column - start) * units + unit];
                            pictures.unit_maps[(map * half + line / 2) * half + column] = value;
                        }
                        map += 1;
                    }
                }
            }
        }
        self.pass = pass;
    }
}

/// The targets as numbers: class indices or values.
fn values(targets: &Targets) -> impl Iterator<Item = f32> {
    let (values, labels): (&[f32], &[u32]) = match targets {
        Targets::Values(values) => (values, &[]),
        Targets::Classes(labels) => (&[], labels),
    };
    values.iter().copied().chain(labels.iter().map(|&label| label as f32))
}

/// What an axis of `values` spans: the activation's own range where that is finite, else round numbers around the
/// values, so that it does not change with every batch.
fn span((low, high): (f64, f64), values: &[f32]) -> (f32, f32) {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let low = if low.is_finite() { low as f32 } else { -round_up(-finite().fold(0.0, f32::min)) };
    let high = if high.is_finite() { high as f32 } else { round_up(finite().fold(0.0, f32::max)) };
    if low < high { (low, high) } else { (low, low + 1.0) }
}

/// The next of 1, 2, 5, 10, 20, … times a power of ten; 0 for 0.
fn round_up(value: f32) -> f32 {
    if value <= 0.0 {
        return 0.0;
    }
    let zeros = libm::floor(log10(f64::from(value))) as i32;
    let ten = powi(10.0, zeros.unsigned_abs().into());
    let decade = if zeros < 0 { 1.0 / ten } else { ten };
    let step = [1.0, 2.0, 5.0].into_iter().find(|step| f64::from(value) <= step * decade).unwrap_or(10.0);
    (step * decade) as f32
}

/// The share of the finite values in each of equal bins of `range`; what lies outside counts to the nearest.
fn histogram(values: &[f32], (low, high): (f32, f32)) -> [f32; HISTOGRAM_BINS] {
    let mut counts = [0_u32; HISTOGRAM_BINS];
    for value in values.iter().filter(|value| value.is_finite()) {
        let place = (value - low) / (high - low) * HISTOGRAM_BINS as f32;
        counts[(place.max(0.0) as usize).min(HISTOGRAM_BINS - 1)] += 1;
    }
    let total: u32 = counts.iter().sum();
    counts.map(|count| count as f32 / total.max(1) as f32)
}

#[cfg(test)]
mod tests {
    use super::{histogram, round_up, span};

    #[test]
    fn axes_end_at_round_numbers() {
        assert_eq!([0.0, 0.03, 0.5, 1.0, 1.2, 7.0, 4321.0].map(round_up), [0.0, 0.05, 0.5, 1.0, 2.0, 10.0, 5000.0]);
        assert_eq!(span((0.0, f64::INFINITY), &[0.0, 3.0, f32::NAN]), (0.0, 5.0));
        assert_eq!(span((f64::NEG_INFINITY, f64::INFINITY), &[]), (0.0, 1.0));
    }

    #[test]
    fn a_histogram_shares_out_what_is_finite() {
        let shares = histogram(&[0.0, 0.99, 1.0, -5.0, f32::NAN], (0.0, 1.0));
        assert_eq!(shares[0], 0.5);
        assert_eq!(shares.iter().sum::<f32>(), 1.0);
        assert_eq!(*shares.last().unwrap(), 0.5);
    }
}
