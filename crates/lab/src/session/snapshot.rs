//! Builds what the page shows of a run: its info, with a preview of the data, and snapshots, with visuals.

use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::math::f64::{log10, powi};
use gradient_lab_nn::{Head, Network, Trainer, elements};
use ndarray::{Array2, Array3, ArrayView2, s};

use super::Latest;
use super::evaluate::Evaluator;
use super::history::{Epochs, History};
use crate::data::{DataShape, Dataset, Split, Targets};
use crate::document::Experiment;
use crate::snapshot::{
    DataPreview, Diagnosis, Floats, HISTOGRAM_BINS, LayerFigures, LayerInfo, Learning, RunInfo, Snapshot,
    SnapshotRequest, Status, Visuals,
};

/// The most points of a plane that are drawn.
const MAX_POINTS: usize = 1_000;
/// The most images whose predictions are shown.
const MAX_IMAGES: usize = 24;
/// The most rows of a table whose predictions are shown.
const MAX_TABLE_ROWS: usize = 400;

/// The info of a run; `steps` are those of an epoch and of the whole run.
pub(super) fn run_info(experiment: &Experiment, data: &Dataset, network: &Network<f32>, steps: (u64, u64)) -> RunInfo {
    let labels = experiment.network.expanded().map(|block| block.activation.entry().label);
    let output = match data.head {
        Head::Regression(_) => "Identity",
        Head::Binary => "Sigmoid",
        Head::Classes(_) => "Softmax",
    };
    let layers = labels.chain([output]).enumerate().map(|(index, label)| LayerInfo {
        name: network.block_name(index),
        units: network.block(index).units,
        columns: network.columns(index),
        activation: label.to_string(),
        frozen: network.block(index).frozen,
    });
    RunInfo {
        layers: layers.collect(),
        task: data.head.into(),
        classes: data.classes.clone(),
        features: data.features(),
        outputs: data.head.outputs(),
        data_preview: data_preview(data),
        training_samples: data.training.samples(),
        validation_samples: data.validation.samples(),
        steps_per_epoch: steps.0,
        total_steps: steps.1,
        parameters: network.parameter_count(),
    }
}

/// The split whose samples are shown: validation, or training if validation is empty.
fn shown_split(data: &Dataset) -> &Split {
    if data.validation.samples() > 0 { &data.validation } else { &data.training }
}

/// The first samples of the shown split, at most `max`, `[samples, features]`.
fn shown_inputs(data: &Dataset, max: usize) -> ArrayView2<'_, f32> {
    let inputs = &shown_split(data).inputs;
    inputs.slice(s![..max.min(inputs.nrows()), ..])
}

fn data_preview(data: &Dataset) -> DataPreview {
    let targets = &shown_split(data).targets;
    match data.shape {
        DataShape::Plane => plane(data),
        DataShape::Images { width, height } => {
            let mut samples = shown_inputs(data, MAX_IMAGES).to_owned();
            if let Some(standardization) = &data.standardization {
                standardization.undo(&mut samples);
            }
            let labels = match targets {
                Targets::Classes(labels) => labels[..samples.nrows()].to_vec(),
                Targets::Values(_) => vec![],
            };
            DataPreview::Images { width, height, samples: samples.into(), labels: labels.into() }
        }
        DataShape::Table => DataPreview::Table { targets: values(shown_split(data)).take(MAX_TABLE_ROWS).collect() },
    }
}

/// The square around all samples with a margin: `[x_min, x_max, y_min, y_max]`.
fn extent(data: &Dataset) -> [f32; 4] {
    let ends = |axis: usize| {
        let points = [&data.training, &data.validation].into_iter().flat_map(|split| split.inputs.rows());
        let fold = points
            .map(|point| point[axis])
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        (f32::midpoint(fold.0, fold.1), fold.1 / 2.0 - fold.0 / 2.0)
    };
    let ((x, half_width), (y, half_height)) = (ends(0), ends(1));
    let half = 1.1 * half_width.max(half_height).max(1e-6);
    [x - half, x + half, y - half, y + half]
}

fn plane(data: &Dataset) -> DataPreview {
    let (training, validation) = (&data.training, &data.validation);
    let total = training.samples() + validation.samples();
    // If there are too many points, each split keeps its share of them.
    let kept = |split: &Split| if total <= MAX_POINTS { split.samples() } else { split.samples() * MAX_POINTS / total };
    let points = [training, validation].into_iter().flat_map(|split| {
        let rows = split.inputs.rows().into_iter().zip(values(split)).take(kept(split));
        rows.flat_map(|(point, target)| [point[0], point[1], target])
    });
    DataPreview::Plane {
        extent: extent(data).to_vec().into(),
        points: points.collect(),
        training_points: kept(training),
    }
}

/// The state of a run that a snapshot is made from.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// The trainer whose latest step is shown.
    pub shown: &'a Trainer<f32>,
    pub head: Head,
    pub steps: u64,
    pub status: &'a Status,
    pub latest: Latest,
    pub history: &'a History,
    pub epochs: &'a Epochs,
    pub diagnosis: Diagnosis,
    pub learning: Option<Learning>,
}

impl Run<'_> {
    /// The snapshot, with `visuals` if they were asked for.
    pub fn snapshot(self, visuals: Option<Visuals>) -> Snapshot {
        let metrics = self.shown.metrics();
        let layers = LayerFigures::new(metrics);
        let (histogram, histogram_range) = self.histograms();
        let Latest { epoch, loss, learning_rate } = self.latest;
        let history = self.history.with_current(self.steps, learning_rate, &layers.delta_rms);
        Snapshot {
            step: self.steps,
            epoch,
            loss,
            learning_rate,
            status: self.status.clone(),
            diagnosis: self.diagnosis,
            learning: self.learning,
            layers,
            histogram: histogram.into(),
            histogram_range: histogram_range.into(),
            delta_history: history.deltas.into(),
            delta_history_steps: history.steps.into(),
            loss_history: history.losses.into_flattened().into(),
            epoch_history: self.epochs.rows().into(),
            visuals,
        }
    }

    /// The histograms of the activations, `[layers, HISTOGRAM_BINS]`, and their ranges, `[layers, 2]`.
    fn histograms(&self) -> (Array2<f32>, Array2<f32>) {
        let network = self.shown.network();
        let mut shares = Array2::zeros((network.depth(), HISTOGRAM_BINS));
        let mut ranges = Array2::zeros((network.depth(), 2));
        for index in 0..network.depth() {
            let values = elements(self.shown.activations().of_block(index));
            let is_probability = index + 1 == network.depth() && !matches!(self.head, Head::Regression(_));
            let range = if is_probability { (0.0, 1.0) } else { span(network.block(index).activation.range(), values) };
            (ranges[[index, 0]], ranges[[index, 1]]) = range;
            shares.row_mut(index).iter_mut().zip(histogram(values, range)).for_each(|(to, share)| *to = share);
        }
        (shares, ranges)
    }
}

/// What the network makes of the data, in the sizes that `request` asks for.
pub(super) fn visuals(
    request: &SnapshotRequest,
    data: &Dataset,
    network: &Network<f32>,
    evaluator: &mut Evaluator,
) -> Visuals {
    let hidden = network.depth() - 1;
    let units_shown: Vec<usize> = (0..hidden).map(|index| network.block(index).units.min(request.units)).collect();
    let mut predict_shown = |max| {
        let outputs = evaluator.infer(network, shown_inputs(data, max));
        outputs.into_iter().step_by(shown_each(network)).collect::<Vec<_>>().into()
    };
    let (mut unit_maps, mut surface, mut predictions) = (Floats::default(), Floats::default(), Floats::default());
    match data.shape {
        DataShape::Plane => {
            let (outputs, maps) = render_surface(request.side, &units_shown, extent(data), network, evaluator);
            (surface, unit_maps) = (outputs.into(), maps.into());
        }
        DataShape::Images { .. } => {
            if let Some(&shown) = units_shown.first() {
                let pieces = network.block(0).activation.pieces();
                let kernel = network.kernel(0);
                unit_maps =
                    (0..shown).flat_map(|unit| kernel.rows().into_iter().map(move |row| row[unit * pieces])).collect();
            }
            predictions = predict_shown(MAX_IMAGES);
        }
        DataShape::Table => predictions = predict_shown(MAX_TABLE_ROWS),
    }
    let units_shown = units_shown.into_iter().map(|units| units as u32).collect::<Vec<_>>().into();
    Visuals { units_shown, unit_maps, side: request.side, surface, predictions }
}

/// Evaluates the network over the square `extent`: the outputs at every point, `[side, side, outputs]`, and the shown units
/// of each layer at every second point, `[maps, side/2, side/2]`; rows from the top (largest y) down.
fn render_surface(
    side: usize,
    units_shown: &[usize],
    [x_min, x_max, y_min, y_max]: [f32; 4],
    network: &Network<f32>,
    evaluator: &mut Evaluator,
) -> (Vec<f32>, Array3<f32>) {
    let along = |low: f32, high: f32, at: usize| low + (high - low) * (at as f32 + 0.5) / side as f32;
    let half = side / 2;
    let mut surface = Vec::with_capacity(side * side * network.head().outputs());
    let mut unit_maps = Array3::zeros((units_shown.iter().sum(), half, half));
    for line in 0..side {
        let y = along(y_max, y_min, line);
        let points: Vec<f32> = (0..side).flat_map(|column| [along(x_min, x_max, column), y]).collect();
        let points = ArrayView2::from_shape((side, 2), &points).expect("a point has two coordinates");
        evaluator.for_each_chunk(points, |start, chunk, activations| {
            let outputs = network.infer(chunk, activations);
            let end = start + outputs.nrows();
            surface.extend(elements(outputs).iter().step_by(shown_each(network)));
            if line % 2 != 0 || line / 2 >= half {
                return;
            }
            let shown =
                units_shown.iter().enumerate().flat_map(|(block, &units)| (0..units).map(move |unit| (block, unit)));
            for (map, (block, unit)) in shown.enumerate() {
                let values = activations.of_block(block);
                for column in start.div_ceil(2)..half.min(end.div_ceil(2)) {
                    unit_maps[[map, line / 2, column]] = values[[2 * column - start, unit]];
                }
            }
        });
    }
    (surface, unit_maps)
}

/// The stride at which outputs are shown: the first of several numbers, every one of classes.
fn shown_each(network: &Network<f32>) -> usize {
    match network.head() {
        Head::Regression(outputs) => outputs,
        Head::Binary | Head::Classes(_) => 1,
    }
}

/// The targets as numbers: class indices or values; of several outputs the first.
fn values(split: &Split) -> impl Iterator<Item = f32> {
    let (values, labels): (&[f32], &[u32]) = match &split.targets {
        Targets::Values(values) => (values, &[]),
        Targets::Classes(labels) => (&[], labels),
    };
    values.iter().copied().step_by(split.targets_each().max(1)).chain(labels.iter().map(|&label| label as f32))
}

/// The range of an axis for `values`: the activation's own range where that is finite, else round numbers around the
/// values, so that the axis does not change with every batch.
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
    let zeros = log10(f64::from(value)).floor() as i32;
    let ten = powi(10.0, zeros.unsigned_abs().into());
    let decade = if zeros < 0 { 1.0 / ten } else { ten };
    let step = [1.0, 2.0, 5.0].into_iter().find(|step| f64::from(value) <= step * decade).unwrap_or(10.0);
    (step * decade) as f32
}

/// The share of the finite values in each of equal bins of the range; values outside count in the nearest bin.
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
