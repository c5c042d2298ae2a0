//! What a run writes about itself: one record a step, one an epoch, each one line of JSON.

use serde::{Serialize, Serializer};

/// One line of the trace.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TraceRecord"))]
pub enum Record {
    /// An optimizer step.
    Step(StepRecord),
    /// A finished epoch.
    Epoch(EpochRecord),
}

/// The figures of one step's batch, before its update.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StepRecord {
    /// The step, from 1.
    pub step: u64,
    /// The epoch it belongs to, from 1.
    pub epoch: u64,
    /// The learning rate of its update.
    #[serde(serialize_with = "figure")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure"))]
    pub learning_rate: f64,
    /// The batch's mean loss, penalties included.
    #[serde(serialize_with = "figure")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure"))]
    pub loss: f64,
    /// Every hidden block in order, then the output.
    pub layers: Vec<LayerRecord>,
}

/// One layer's figures in one step; `None` is "not computed".
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LayerRecord {
    /// `hidden.0` … or `output`.
    pub name: String,
    /// L2 norm of d loss / d kernel.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub kernel_gradient_l2: Option<f64>,
    /// Mean of |d loss / d kernel|.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub kernel_gradient_mean_abs: Option<f64>,
    /// L2 norm of d loss / d bias.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub bias_gradient_l2: Option<f64>,
    /// Root mean square of d loss / d (activation input) over batch and units.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub delta_rms: Option<f64>,
    /// Mean of the activation function's output over batch and units.
    #[serde(serialize_with = "figure")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure"))]
    pub activation_mean: f64,
    /// Its population standard deviation.
    #[serde(serialize_with = "figure")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure"))]
    pub activation_std: f64,
    /// Share of activations within 1 % of an asymptote.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub saturated: Option<f64>,
    /// Share of units that are 0 for the whole batch.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub dead: Option<f64>,
    /// L2 norm of the kernel's change over the kernel's own.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub update_ratio: Option<f64>,
}

/// The figures of one whole epoch, as Keras reports them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EpochRecord {
    /// The epoch, from 1.
    pub epoch: u64,
    /// Mean over the epoch's samples of each batch's loss before its update.
    #[serde(serialize_with = "figure")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure"))]
    pub training_loss: f64,
    /// The same for the accuracy; `None` for regression.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub training_accuracy: Option<f64>,
    /// Loss over the validation part after the epoch, in inference mode; `None` without a split.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub validation_loss: Option<f64>,
    /// The same for the accuracy.
    #[serde(serialize_with = "figure_or_null")]
    #[cfg_attr(feature = "typescript", ts(type = "Figure | null"))]
    pub validation_accuracy: Option<f64>,
}

impl Record {
    /// The record as one line of JSON, without the line's end.
    ///
    /// # Panics
    /// Never: every record has a JSON form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("keys are strings and figures numbers, strings or null")
    }
}

/// JSON has no number that is not finite, so those are written as strings.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn figure<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    match *value {
        value if value.is_nan() => serializer.serialize_str("NaN"),
        f64::INFINITY => serializer.serialize_str("Infinity"),
        f64::NEG_INFINITY => serializer.serialize_str("-Infinity"),
        value => serializer.serialize_f64(value),
    }
}

#[expect(clippy::ref_option, reason = "serde passes fields by reference")]
fn figure_or_null<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => figure(value, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_one_line_with_every_figure_and_null_for_those_not_computed() {
        let layer = LayerRecord {
            name: "hidden.0".into(),
            kernel_gradient_l2: Some(0.1),
            kernel_gradient_mean_abs: None,
            bias_gradient_l2: Some(f64::INFINITY),
            delta_rms: Some(1e-9),
            activation_mean: f64::NAN,
            activation_std: 0.0,
            saturated: Some(f64::NEG_INFINITY),
            dead: None,
            update_ratio: Some(0.001),
        };
        let record =
            Record::Step(StepRecord { step: 1, epoch: 1, learning_rate: 0.01, loss: 0.75, layers: vec![layer] });
        assert_eq!(
            record.to_json(),
            concat!(
                r#"{"type":"step","step":1,"epoch":1,"learning_rate":0.01,"loss":0.75,"#,
                r#""layers":[{"name":"hidden.0","kernel_gradient_l2":0.1,"kernel_gradient_mean_abs":null,"#,
                r#""bias_gradient_l2":"Infinity","delta_rms":1e-9,"activation_mean":"NaN","activation_std":0.0,"#,
                r#""saturated":"-Infinity","dead":null,"update_ratio":0.001}]}"#
            )
        );
    }

    #[test]
    fn an_epoch_is_one_line_with_null_for_what_it_does_not_have() {
        let record = Record::Epoch(EpochRecord {
            epoch: 3,
            training_loss: 0.1,
            training_accuracy: Some(0.5),
            validation_loss: None,
            validation_accuracy: None,
        });
        assert_eq!(
            record.to_json(),
            r#"{"type":"epoch","epoch":3,"training_loss":0.1,"training_accuracy":0.5,"validation_loss":null,"validation_accuracy":null}"#
        );
    }
}
