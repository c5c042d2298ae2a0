//! `gradlab export`: a run or a model in the formats of other tools.

use crate::output::Output;
use crate::sources::{Given, Sources};
use crate::{input, stdout};
use clap::{Args, ValueEnum};
use gradient_lab::Error;
use gradient_lab::model::Model;
use gradient_lab::session::Session;
use gradient_lab_export::program::{Arrays, Exported, Run};
use gradient_lab_export::{keras, notebook, onnx, pytorch, svg};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(after_help = "\
Examples:
  gradlab export keras experiment.json --out run.py && python run.py
  gradlab export notebook model.safetensors --data table.csv --out run.ipynb
  gradlab export pytorch experiment.json > run.py
  gradlab export onnx model.safetensors --out model.onnx
  gradlab export svg experiment.json > network.svg

A program leaves the loss of every step beside itself, in run.py.trace.csv. With --out its arrays (data and first weights)
are in a file beside it, run.py.npz; on the standard output, and in a notebook, they are in the program.")]
pub struct Arguments {
    /// What to make
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The experiment document; or a model file, which holds its document and starts from its weights
    #[arg(value_name = "EXPERIMENT_OR_MODEL")]
    experiment: PathBuf,
    /// The table, for an experiment on `csv` data; `onnx` and `svg` of a model file do without
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Write the file here, instead of to the standard output
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

/// What can be made.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// A program for Keras 3 that repeats the run
    Keras,
    /// A program for PyTorch that repeats the run
    Pytorch,
    /// A notebook with Keras that repeats the run and explains itself
    Notebook,
    /// The trained network for ONNX Runtime and others: raw features in, probabilities or values out
    Onnx,
    /// A drawing of the network for print
    Svg,
}

/// What becomes of a file's name and its arrays.
struct Place<'a> {
    /// The name of the file.
    name: &'a str,
    /// Where the arrays of a program are.
    arrays: Arrays<'a>,
}

/// Writes the file, and the arrays of a program beside it.
pub fn export(arguments: &Arguments) -> Result<(), Error> {
    let Arguments { experiment, data, out, .. } = arguments;
    let Some(path) = out else {
        let name = format!("{}.ipynb", name_of(experiment.file_stem()));
        let (file, _) = make(arguments, &Place { name: &name, arrays: Arrays::Inline })?;
        return stdout::print(&file);
    };
    let name = name_of(path.file_name());
    let beside = path.with_file_name(format!("{name}.npz"));
    let mut others = vec![("the experiment", &**experiment)];
    others.extend(data.as_deref().map(|path| ("the data", path)));
    let output = Output::open(path, &others)?;
    let place = Place { name: &name, arrays: Arrays::Beside(&name_of(beside.file_name())) };
    let (file, arrays) = make(arguments, &place)?;
    // The arrays first: the program is of no use without them.
    if let Some(arrays) = arrays {
        write(Output::open(&beside, &others)?, &arrays)?;
    }
    write(output, &file)
}

/// The file, and the arrays beside it.
fn make(arguments: &Arguments, Place { name, arrays }: &Place<'_>) -> Result<(Vec<u8>, Option<Vec<u8>>), Error> {
    let Exported { text, beside } = match arguments.kind {
        Kind::Keras => keras::script(&run(arguments)?, *arrays),
        Kind::Pytorch => pytorch::script(&run(arguments)?, *arrays),
        Kind::Notebook => notebook::notebook(&run(arguments)?, name),
        Kind::Onnx => return Ok((onnx::model(&model(arguments)?), None)),
        Kind::Svg => return Ok((svg::drawing(&model(arguments)?).into_bytes(), None)),
    };
    Ok((text.into_bytes(), beside))
}

fn sources(Arguments { experiment, data, .. }: &Arguments) -> Sources<'_> {
    Sources { experiment, data: data.as_deref(), initial_weights: None }
}

/// The run to repeat.
fn run(arguments: &Arguments) -> Result<Run, Error> {
    let sources = sources(arguments);
    let Given { experiment, resources, weights, .. } = sources.read()?;
    Run::open(experiment, resources, weights.as_deref()).map_err(|error| sources.named(error))
}

/// The network with the weights of the model file, or with its initial ones.
fn model(arguments: &Arguments) -> Result<Model, Error> {
    let Arguments { experiment: path, data, .. } = arguments;
    if let ((_, Some(model)), None) = (input::experiment(path)?, data) {
        return Model::open(&model).map_err(|error| input::within(path, &error));
    }
    let sources = sources(arguments);
    let Given { experiment, resources, weights, .. } = sources.read()?;
    let session = Session::open(experiment, resources, weights.as_deref()).map_err(|error| sources.named(error))?;
    Model::open(&session.export_weights()?)
}

fn name_of(name: Option<&OsStr>) -> String {
    name.map(|name| Path::new(name).display().to_string()).unwrap_or_default()
}

fn write(mut output: Output, bytes: &[u8]) -> Result<(), Error> {
    output.write_all(bytes).map_err(|error| output.write_error(&error))?;
    output.finish()
}
