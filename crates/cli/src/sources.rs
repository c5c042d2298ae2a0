//! The files that a run is made from.

use crate::{images, input};
use gradient_lab::Error;
use gradient_lab::checkpoint::layout_of;
use gradient_lab::data::Resources;
use gradient_lab::data::table::{self, Layout, Report};
use gradient_lab::document::{Experiment, limits};
use gradient_lab::error::Input;
use std::path::Path;

/// The files that a user names for a run.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The experiment document, or a model file.
    pub experiment: &'a Path,
    /// The table.
    pub data: Option<&'a Path>,
    /// The weights to start from.
    pub initial_weights: Option<&'a Path>,
}

/// What they hold.
pub struct Given {
    pub experiment: Experiment,
    pub resources: Resources,
    /// The weights to start from, as a safetensors file.
    pub weights: Option<Vec<u8>>,
    /// Whether the document is from a model file.
    pub from_model: bool,
    /// What was read from the table, if there is one.
    pub report: Option<Report>,
}

impl Sources<'_> {
    /// Reads them.
    ///
    /// # Errors
    /// When one is missing, or is not what it should be.
    pub fn read(self) -> Result<Given, Error> {
        let (experiment, model) = input::experiment(self.experiment)?;
        let from_model = model.is_some();
        let named = |error: Error| self.named(error);
        let kind = experiment.data.kind();
        let initial = self.initial_weights.map(|path| input::bytes(path, limits::MAX_FILE_BYTES)).transpose()?;
        let weights = initial.or(model);
        let read = match (self.data, kind) {
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
        Ok(Given { experiment, resources: Resources { table, assets }, weights, from_model, report })
    }

    /// `error` with the name of the file that it is in.
    pub fn named(self, error: Error) -> Error {
        match (error.input, self.data, self.initial_weights) {
            (Input::Data, Some(path), _) | (Input::Weights, _, Some(path)) => input::within(path, &error),
            (Input::Document | Input::Weights, ..) => input::within(self.experiment, &error),
            _ => error,
        }
    }
}
