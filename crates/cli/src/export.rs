//! `gradlab export`: a run or a model in the formats of other tools.

use crate::output::Output;
use crate::sources::{Given, Sources};
use crate::{input, stdout};
use clap::{Args, ValueEnum};
use gradient_lab::Error;
use gradient_lab::model::Model;
use gradient_lab::session::Session;
use gradient_lab_export::{onnx, svg};
use std::io::Write;
use std::path::PathBuf;

#[derive(Args)]
#[command(after_help = "\
Examples:
  gradlab export onnx model.safetensors --out model.onnx
  gradlab export svg experiment.json > network.svg")]
pub struct Arguments {
    /// What to make
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The model file; or an experiment document, whose network has its initial weights
    #[arg(value_name = "EXPERIMENT_OR_MODEL")]
    experiment: PathBuf,
    /// The table, for an experiment on `csv` data; a model file does without
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Write it here instead of to the standard output
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

/// What can be made.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// The trained network for ONNX Runtime and others: raw features in, probabilities or values out
    Onnx,
    /// A drawing of the network for print
    Svg,
}

/// Writes the export.
pub fn export(arguments: &Arguments) -> Result<(), Error> {
    let Arguments { kind, experiment, data, out } = arguments;
    let (_, model) = input::experiment(experiment)?;
    let model = if let (Some(model), None) = (model, data) {
        Model::open(&model).map_err(|error| input::within(experiment, &error))?
    } else {
        let sources = Sources { experiment, data: data.as_deref(), initial_weights: None };
        let Given { experiment, resources, weights, .. } = sources.read()?;
        let session = Session::open(experiment, resources, weights.as_deref()).map_err(|error| sources.named(error))?;
        Model::open(&session.export_weights()?)?
    };
    let bytes = match kind {
        Kind::Onnx => onnx::model(&model),
        Kind::Svg => svg::drawing(&model).into_bytes(),
    };
    let Some(path) = out else { return stdout::print(&bytes) };
    let mut others = vec![("the experiment", experiment.as_path())];
    others.extend(data.as_deref().map(|path| ("the data", path)));
    let mut output = Output::open(path, &others)?;
    output.write_all(&bytes).map_err(|error| output.write_error(&error))?;
    output.finish()
}
