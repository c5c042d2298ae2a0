//! `gradlab export`: a run in the form of another tool.

use crate::output::Output;
use crate::sources::{Given, Sources};
use crate::stdout;
use clap::{Args, ValueEnum};
use gradient_lab::Error;
use gradient_lab_export::program::{Arrays, Exported, Run};
use gradient_lab_export::{keras, notebook, pytorch};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(after_help = "\
Examples:
  gradlab export keras experiment.json --out run.py && python run.py
  gradlab export notebook model.safetensors --data table.csv --out run.ipynb
  gradlab export pytorch experiment.json > run.py

A program leaves the loss of every step beside itself, in run.py.trace.csv. With --out its arrays (data and first weights)
are in a file beside it, run.py.npz; on the standard output, and in a notebook, they are in the program.")]
pub struct Arguments {
    /// What to make
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The experiment document; or a model file, which holds its document and starts from its weights
    #[arg(value_name = "EXPERIMENT_OR_MODEL")]
    experiment: PathBuf,
    /// The table, for an experiment on `csv` data
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Write the file here, instead of to the standard output
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

/// What a run can be made into.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// A program for Keras 3 that repeats the run
    Keras,
    /// A program for PyTorch that repeats the run
    Pytorch,
    /// A notebook with Keras that repeats the run and explains itself
    Notebook,
}

impl Kind {
    /// The file for `run`, called `name`.
    fn export(self, run: &Run, name: &str, arrays: Arrays<'_>) -> Exported {
        match self {
            Self::Keras => keras::script(run, arrays),
            Self::Pytorch => pytorch::script(run, arrays),
            Self::Notebook => notebook::notebook(run, name),
        }
    }
}

/// Writes the file, and its arrays beside it.
pub fn export(arguments: &Arguments) -> Result<(), Error> {
    let Arguments { kind, experiment, data, out } = arguments;
    let sources = Sources { experiment, data: data.as_deref(), initial_weights: None };
    let Given { experiment: document, resources, weights, .. } = sources.read()?;
    let run = Run::open(document, resources, weights.as_deref()).map_err(|error| sources.named(error))?;
    let Some(path) = out else {
        let name = format!("{}.ipynb", name_of(experiment.file_stem()));
        return stdout::print(&kind.export(&run, &name, Arrays::Inline).text);
    };
    let name = name_of(path.file_name());
    let beside = path.with_file_name(format!("{name}.npz"));
    let mut others = vec![("the experiment", &**experiment)];
    others.extend(data.as_deref().map(|path| ("the data", path)));
    let file = Output::open(path, &others)?;
    let Exported { text, beside: arrays } = kind.export(&run, &name, Arrays::Beside(&name_of(beside.file_name())));
    // The arrays first: the program is of no use without them.
    if let Some(arrays) = arrays {
        write(Output::open(&beside, &others)?, &arrays)?;
    }
    write(file, text.as_bytes())
}

fn name_of(name: Option<&OsStr>) -> String {
    name.map(|name| Path::new(name).display().to_string()).unwrap_or_default()
}

fn write(mut output: Output, bytes: &[u8]) -> Result<(), Error> {
    output.write_all(bytes).map_err(|error| output.write_error(&error))?;
    output.finish()
}
