//! Descriptions and snapshots as JavaScript objects: lists of numbers become typed arrays, each copied once, which the
//! worker then transfers.

use alloc::string::String;

use crate::javascript::{Array, Float32Array, Object, Uint32Array, list, set};
use gradient_lab::evaluation::{Evaluation, Score};
use gradient_lab::snapshot::{Description, Diagnosis, LayerFigures, Picture, Pictures, Snapshot, Status};
use wasm_bindgen::JsValue;

/// An object under construction.
struct Fields(Object);

impl Fields {
    fn new() -> Self {
        Self(Object::new())
    }

    fn with(self, key: &str, value: impl Into<JsValue>) -> Self {
        // Setting a property of a plain object cannot fail.
        set(&self.0, key, &value.into());
        self
    }

    fn floats(self, key: &str, values: &[f32]) -> Self {
        self.with(key, Float32Array::new(values))
    }

    fn number(self, key: &str, value: impl Numeric) -> Self {
        self.with(key, value.number())
    }

    fn or_null(self, key: &str, value: Option<impl Numeric>) -> Self {
        self.with(key, value.map_or(JsValue::NULL, |value| value.number().into()))
    }
}

impl From<Fields> for JsValue {
    fn from(fields: Fields) -> Self {
        fields.0.into()
    }
}

/// What becomes a JavaScript number.
trait Numeric {
    fn number(self) -> f64;
}

impl Numeric for f64 {
    fn number(self) -> f64 {
        self
    }
}

impl Numeric for u64 {
    fn number(self) -> f64 {
        self as f64
    }
}

impl Numeric for usize {
    fn number(self) -> f64 {
        self as f64
    }
}

fn strings<'a>(values: impl IntoIterator<Item = &'a String>) -> Array {
    list(values.into_iter().map(String::as_str))
}

pub(crate) fn evaluation(evaluation: &Evaluation) -> JsValue {
    let score = |score: &Score| Fields::new().number("loss", score.loss).or_null("accuracy", score.accuracy);
    let validation = evaluation.validation.as_ref().map_or(JsValue::NULL, |validation| score(validation).into());
    Fields::new().with("training", score(&evaluation.training)).with("validation", validation).into()
}

pub(crate) fn description(description: &Description) -> JsValue {
    let layers = list(description.layers.iter().map(|layer| {
        Fields::new()
            .with("name", layer.name.as_str())
            .number("units", layer.units)
            .with("activation", layer.activation.as_str())
            .with("frozen", layer.frozen)
    }));
    Fields::new()
        .with("layers", layers)
        .with("task", description.task.id())
        .with("classes", strings(&description.classes))
        .number("features", description.features)
        .number("outputs", description.outputs)
        .with("picture", picture(&description.picture))
        .number("trainingSamples", description.training_samples)
        .number("validationSamples", description.validation_samples)
        .number("stepsPerEpoch", description.steps_per_epoch)
        .number("totalSteps", description.total_steps)
        .number("parameters", description.parameters)
        .into()
}

fn picture(picture: &Picture) -> Fields {
    match picture {
        Picture::Plane { extent, points, training_points } => Fields::new()
            .with("kind", "plane")
            .floats("extent", extent)
            .floats("points", points)
            .number("trainingPoints", *training_points),
        Picture::Images { width, height, samples, labels } => Fields::new()
            .with("kind", "images")
            .number("width", *width)
            .number("height", *height)
            .floats("samples", samples)
            .with("labels", Uint32Array::new(labels)),
        Picture::Table { targets } => Fields::new().with("kind", "table").floats("targets", targets),
    }
}

pub(crate) fn snapshot(snapshot: &Snapshot) -> JsValue {
    Fields::new()
        .number("step", snapshot.step)
        .number("epoch", snapshot.epoch)
        .number("loss", snapshot.loss)
        .number("learningRate", snapshot.learning_rate)
        .with("status", status(&snapshot.status))
        .with("diagnosis", diagnosis(&snapshot.diagnosis))
        .with("layers", layers(&snapshot.layers))
        .floats("histogram", &snapshot.histogram)
        .floats("histogramRange", &snapshot.histogram_range)
        .floats("deltaHistory", &snapshot.delta_history)
        .floats("deltaHistorySteps", &snapshot.delta_history_steps)
        .floats("lossHistory", &snapshot.loss_history)
        .floats("epochHistory", &snapshot.epoch_history)
        .with("pictures", snapshot.pictures.as_ref().map_or(JsValue::NULL, |pictures| self::pictures(pictures).into()))
        .into()
}

fn status(status: &Status) -> Fields {
    match status {
        Status::Ready => Fields::new().with("kind", "ready"),
        Status::Finished => Fields::new().with("kind", "finished"),
        Status::Diverged { step, layer } => {
            Fields::new().with("kind", "diverged").number("step", *step).with("layer", layer.as_str())
        }
    }
}

fn diagnosis(diagnosis: &Diagnosis) -> Fields {
    Fields::new()
        .with("verdict", diagnosis.verdict.id())
        .or_null("rho", diagnosis.rho)
        .or_null("log10Left", diagnosis.log10_left)
        .or_null("layer", diagnosis.layer)
}

fn layers(layers: &LayerFigures) -> Fields {
    Fields::new()
        .floats("deltaRms", &layers.delta_rms)
        .floats("kernelGradientL2", &layers.kernel_gradient_l2)
        .floats("kernelGradientMeanAbs", &layers.kernel_gradient_mean_abs)
        .floats("biasGradientL2", &layers.bias_gradient_l2)
        .floats("activationMean", &layers.activation_mean)
        .floats("activationStd", &layers.activation_std)
        .floats("saturated", &layers.saturated)
        .floats("dead", &layers.dead)
        .floats("updateRatio", &layers.update_ratio)
}

fn pictures(pictures: &Pictures) -> Fields {
    Fields::new()
        .with("unitsShown", Uint32Array::new(&pictures.units_shown))
        .floats("unitMaps", &pictures.unit_maps)
        .number("side", pictures.side)
        .floats("surface", &pictures.surface)
        .floats("predictions", &pictures.predictions)
}
