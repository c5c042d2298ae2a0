//! The figures of a layer, in the form of the trace and in that of snapshots.

use std::sync::Arc;

use gradient_lab_nn as nn;
use serde::Serialize;

use crate::figure::Figure;
use crate::lists::{Floats, listed};

/// Declares [`LayerRecord`] and [`LayerFigures`] from the core's list of metrics.
macro_rules! layer_figures {
    ($($(#[doc = $doc:literal])+ $figure:ident: $type:ty,)*) => {
        /// One layer's figures in one step; `None` is "not computed".
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[cfg_attr(feature = "page", derive(ts_rs::TS))]
        pub struct LayerRecord {
            /// `hidden.0` … or `output`.
            pub name: Arc<str>,
            $($(#[doc = $doc])+ pub $figure: <$type as Measured>::Recorded,)*
        }

        impl LayerRecord {
            pub(crate) fn new(name: Arc<str>, metrics: &nn::LayerMetrics) -> Self {
                Self { name, $($figure: metrics.$figure.recorded(),)* }
            }
        }

        /// A list for each figure, with its value for each layer; −1 where it is not computed.
        #[derive(Debug, Clone, PartialEq, Default, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "page", derive(ts_rs::TS))]
        pub struct LayerFigures {
            $($(#[doc = $doc])+ pub $figure: Floats,)*
        }

        impl LayerFigures {
            pub(crate) fn new(layers: &[nn::LayerMetrics]) -> Self {
                Self { $($figure: layers.iter().map(|metrics| listed(metrics.$figure.into())).collect(),)* }
            }
        }
    };
}

nn::layer_metrics!(layer_figures);

/// A metric of the network core: `f64` if it is always computed, otherwise `Option<f64>`.
pub trait Measured {
    /// Its type in a trace's record.
    type Recorded;

    /// The metric for a record.
    fn recorded(self) -> Self::Recorded;
}

impl Measured for f64 {
    type Recorded = Figure;

    fn recorded(self) -> Figure {
        Figure(self)
    }
}

impl Measured for Option<f64> {
    type Recorded = Option<Figure>;

    fn recorded(self) -> Option<Figure> {
        self.map(Figure)
    }
}
