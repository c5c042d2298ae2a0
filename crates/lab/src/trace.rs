//! The trace of a run: a record for each step and each epoch, each one line of JSON.

use std::sync::Arc;

use serde::Serialize;

use crate::figure::Figure;
pub use crate::layer::LayerRecord;
use crate::snapshot::{LearningKind, Verdict};

/// A record of the trace.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename = "TraceRecord"))]
pub enum Record {
    /// What is to be said of the run: in a file the first line and the last, which the session gives when it is asked.
    Diagnosis(DiagnosisRecord),
    /// An optimizer step.
    Step(StepRecord),
    /// A finished epoch.
    Epoch(EpochRecord),
}

/// The figures of a step, measured on its batch before the update.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct StepRecord {
    /// The step, from 1.
    pub step: u64,
    /// The epoch it belongs to, from 1.
    pub epoch: u64,
    /// The learning rate of the update.
    pub learning_rate: Figure,
    /// The batch's mean loss, penalties included.
    pub loss: Figure,
    /// The figures of every hidden block in order, then of the output.
    pub layers: Vec<LayerRecord>,
}

/// The figures of a finished epoch, as Keras reports them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct EpochRecord {
    /// The epoch, from 1.
    pub epoch: u64,
    /// The mean over the epoch's samples of their batch's loss, before its update.
    pub training_loss: Figure,
    /// The accuracy, averaged likewise; `None` for regression.
    pub training_accuracy: Option<Figure>,
    /// The loss on the validation split after the epoch, in inference mode; `None` if the split is empty.
    pub validation_loss: Option<Figure>,
    /// The accuracy on the validation split; `None` without a split or for regression.
    pub validation_accuracy: Option<Figure>,
}

/// What is to be said of a run at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct DiagnosisRecord {
    /// Steps done.
    pub step: u64,
    /// Whether the gradients vanish, explode or arrive.
    pub verdict: Verdict,
    /// The gradient's gain per layer in the backward pass; `None` where there is none.
    pub rho: Option<Figure>,
    /// The block that the verdict is about, if it is about one: `hidden.0` … or `output`.
    pub layer: Option<Arc<str>>,
    /// How the run learns; `None` before two epochs.
    pub learning: Option<LearningKind>,
    /// What to set in the document, best first; empty where nothing is wrong.
    #[cfg(feature = "remedies")]
    #[cfg_attr(feature = "page", ts(skip))]
    pub remedies: Vec<crate::remedies::Remedy>,
}

impl Record {
    /// The record as one line of JSON, without a newline.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("every key is a text, and every figure a number or a text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_one_line_with_every_figure_and_null_for_those_not_computed() {
        let layer = LayerRecord {
            name: "hidden.0".into(),
            kernel_gradient_l2: Some(Figure(0.1)),
            kernel_gradient_mean_abs: None,
            bias_gradient_l2: Some(Figure(f64::INFINITY)),
            delta_rms: Some(Figure(1e-9)),
            activation_mean: Figure(f64::NAN),
            activation_std: Figure(0.0),
            saturated: Some(Figure(f64::NEG_INFINITY)),
            dead: None,
            update_ratio: Some(Figure(0.001)),
        };
        let record = Record::Step(StepRecord {
            step: 1,
            epoch: 1,
            learning_rate: Figure(0.01),
            loss: Figure(0.75),
            layers: vec![layer],
        });
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
            training_loss: Figure(0.1),
            training_accuracy: Some(Figure(0.5)),
            validation_loss: None,
            validation_accuracy: None,
        });
        assert_eq!(
            record.to_json(),
            r#"{"type":"epoch","epoch":3,"training_loss":0.1,"training_accuracy":0.5,"validation_loss":null,"validation_accuracy":null}"#
        );
    }
}
