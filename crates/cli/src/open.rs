//! Opens a run: its document or model, its data and its weights.

use std::path::Path;

use crate::{images, input};
use gradient_lab::Error;
use gradient_lab::checkpoint::layout_of;
use gradient_lab::data::Resources;
use gradient_lab::data::table::{self, Layout, Report};
use gradient_lab::document::limits;
use gradient_lab::error::Input;
use gradient_lab::session::Session;

/// A run before its first step.
pub struct Opened {
    pub session: Session,
    /// Whether its document is from a model file.
    pub from_model: bool,
    /// What was read from the table, if there is one.
    pub report: Option<Report>,
}

/// Reads all input files, those at `path`, `data` and `initial_weights`, and opens the run.
///
/// # Errors
/// When one cannot be read, or does not fit the others; the error names it.
pub fn open(path: &Path, data: Option<&Path>, initial_weights: Option<&Path>) -> Result<Opened, Error> {
    let (experiment, model) = input::experiment(path)?;
    let from_model = model.is_some();
    // Names the file that an error is in.
    let named = |error: Error| match (error.input, data, initial_weights) {
        (Input::Data, Some(path), _) | (Input::Weights, _, Some(path)) => input::within(path, &error),
        (Input::Document | Input::Weights, ..) => input::within(path, &error),
        _ => error,
    };
    let kind = experiment.data.kind();
    let weights =
        initial_weights.map(|path| input::bytes(path, limits::MAX_FILE_BYTES)).transpose()?.or(model);
    let read = match (data, kind) {
        (Some(path), "csv") => {
            let bytes = input::bytes(path, limits::MAX_FILE_BYTES)?;
            let layout = weights.as_deref().map(layout_of).transpose().map_err(named)?.flatten();
            let layout = layout.map(|json| Layout::parse(&json)).transpose().map_err(named)?;
            Some(table::read(&bytes, &experiment.data, experiment.seed, layout.as_ref()).map_err(named)?)
        }
        (None, "csv") => {
            return Err(named(Error::at("data.kind", "csv data come from a file; name it with --data FILE.csv")));
        }
        (Some(_), _) => {
            return Err(Error::at("--data", format!("goes with data of kind csv; the document's are {kind}")));
        }
        (None, _) => None,
    };
    let assets = images::load(&experiment.data).map_err(named)?;
    let (table, report) = read.unzip();
    let session = Session::open(experiment, Resources { table, assets }, weights.as_deref()).map_err(named)?;
    Ok(Opened { session, from_model, report })
}
