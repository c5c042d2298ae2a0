//! What a run writes about itself: one record a step, one an epoch, each one line of JSON.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::json::Writer;

/// One line of the trace.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename = "TraceRecord", tag = "type", rename_all = "snake_case"))]
pub enum Record {
    /// An optimizer step.
    Step(StepRecord),
    /// A finished epoch.
    Epoch(EpochRecord),
}

/// The figures of one step's batch, before its update.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct StepRecord {
    /// The step, from 1.
    pub step: u64,
    /// The epoch it belongs to, from 1.
    pub epoch: u64,
    /// The learning rate of its update.
    #[cfg_attr(feature = "page", ts(type = "Figure"))]
    pub learning_rate: f64,
    /// The batch's mean loss, penalties included.
    #[cfg_attr(feature = "page", ts(type = "Figure"))]
    pub loss: f64,
    /// Every hidden block in order, then the output.
    pub layers: Vec<LayerRecord>,
}

/// One layer's figures in one step; `None` is "not computed".
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct LayerRecord {
    /// `hidden.0` … or `output`.
    #[cfg_attr(feature = "page", ts(type = "string"))]
    pub name: Arc<str>,
    /// L2 norm of d loss / d kernel.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub kernel_gradient_l2: Option<f64>,
    /// Mean of |d loss / d kernel|.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub kernel_gradient_mean_abs: Option<f64>,
    /// L2 norm of d loss / d bias.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub bias_gradient_l2: Option<f64>,
    /// Root mean square of d loss / d (activation input) over batch and units.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub delta_rms: Option<f64>,
    /// Mean of the activation function's output over batch and units.
    #[cfg_attr(feature = "page", ts(type = "Figure"))]
    pub activation_mean: f64,
    /// Its population standard deviation.
    #[cfg_attr(feature = "page", ts(type = "Figure"))]
    pub activation_std: f64,
    /// Share of activations within 1 % of an asymptote.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub saturated: Option<f64>,
    /// Share of units that are 0 for the whole batch.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub dead: Option<f64>,
    /// L2 norm of the kernel's change over the kernel's own.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub update_ratio: Option<f64>,
}

/// The figures of one whole epoch, as Keras reports them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct EpochRecord {
    /// The epoch, from 1.
    pub epoch: u64,
    /// Mean over the epoch's samples of each batch's loss before its update.
    #[cfg_attr(feature = "page", ts(type = "Figure"))]
    pub training_loss: f64,
    /// The same for the accuracy; `None` for regression.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub training_accuracy: Option<f64>,
    /// Loss over the validation part after the epoch, in inference mode; `None` without a split.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub validation_loss: Option<f64>,
    /// The same for the accuracy.
    #[cfg_attr(feature = "page", ts(type = "Figure | null"))]
    pub validation_accuracy: Option<f64>,
}

impl LayerRecord {
    /// The names of the figures, in the order of [`Self::figures`].
    pub const NAMES: [&str; 9] = [
        "kernel_gradient_l2",
        "kernel_gradient_mean_abs",
        "bias_gradient_l2",
        "delta_rms",
        "activation_mean",
        "activation_std",
        "saturated",
        "dead",
        "update_ratio",
    ];

    /// The figures.
    pub fn figures(&self) -> [Option<f64>; 9] {
        [
            self.kernel_gradient_l2,
            self.kernel_gradient_mean_abs,
            self.bias_gradient_l2,
            self.delta_rms,
            Some(self.activation_mean),
            Some(self.activation_std),
            self.saturated,
            self.dead,
            self.update_ratio,
        ]
    }
}

impl EpochRecord {
    /// The names of the figures, in the order of [`Self::figures`].
    pub const NAMES: [&str; 4] = ["training_loss", "training_accuracy", "validation_loss", "validation_accuracy"];

    /// The figures.
    pub fn figures(&self) -> [Option<f64>; 4] {
        [Some(self.training_loss), self.training_accuracy, self.validation_loss, self.validation_accuracy]
    }
}

impl Record {
    /// The record as one line of JSON, without the line's end.
    pub fn to_json(&self) -> String {
        let mut json = Writer::default();
        json.object(|json| match self {
            Self::Step(record) => {
                json.key("type").text("step");
                json.key("step").number(record.step as f64);
                json.key("epoch").number(record.epoch as f64);
                write(json, &["learning_rate", "loss"], &[Some(record.learning_rate), Some(record.loss)]);
                json.key("layers").list(|json| {
                    for layer in &record.layers {
                        json.object(|json| {
                            json.key("name").text(&layer.name);
                            write(json, &LayerRecord::NAMES, &layer.figures());
                        });
                    }
                });
            }
            Self::Epoch(record) => {
                json.key("type").text("epoch");
                json.key("epoch").number(record.epoch as f64);
                write(json, &EpochRecord::NAMES, &record.figures());
            }
        });
        json.finish()
    }
}

/// Writes figures under their names. JSON has no number that is not finite, so those are written as strings.
fn write(json: &mut Writer, names: &[&str], figures: &[Option<f64>]) {
    for (name, figure) in names.iter().zip(figures) {
        let json = json.key(name);
        match *figure {
            None => json.null(),
            Some(value) if value.is_nan() => json.text("NaN"),
            Some(f64::INFINITY) => json.text("Infinity"),
            Some(f64::NEG_INFINITY) => json.text("-Infinity"),
            Some(value) => json.number(value),
        }
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
                r#""bias_gradient_l2":"Infinity","delta_rms":1e-9,"activation_mean":"NaN","activation_std":0,"#,
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
