//! The arrays that a program needs, as one numpy archive: a zip file of `.npy` files.
//!
//! See <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gradient_lab::data::{DataShape, Split, Targets};

use super::run::Run;
use super::zip::Zip;

/// Columns of a line of base64.
const COLUMNS: usize = 100;

/// What an array's file begins with: the format, and its version 1.0.
const MAGIC: &[u8] = b"\x93NUMPY\x01\x00";

/// The header of an array, its magic included, is a multiple of this long.
const ALIGNMENT: usize = 64;

/// Where a program finds its arrays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrays<'a> {
    /// In the program, as base64.
    Inline,
    /// In the file of this name, in the same folder.
    Beside(&'a str),
}

/// A numpy archive.
#[derive(Debug, Default)]
pub struct Archive(Zip);

impl Archive {
    /// The data of `run`, unstandardized, and what they are standardized with. The first rows are those to train on.
    pub fn of_data(run: &Run) -> Self {
        let mut archive = Self::default();
        let (training, validation) = (&run.data.training, &run.data.validation);
        let rows = training.samples() + validation.samples();
        let each = |split: &Split| split.inputs.iter().copied().collect::<Vec<f32>>();
        let inputs = [each(training), each(validation)].concat();
        let shape = [rows, run.data.features()];
        if let DataShape::Images { .. } = run.data.shape {
            // Grey values of 0…255, divided by 255.
            let pixels: Vec<u8> = inputs.iter().map(|&pixel| (pixel * 255.0).round() as u8).collect();
            archive.add("inputs", "|u1", &shape, &pixels);
        } else {
            archive.add_reals("inputs", &shape, &inputs);
        }
        match (&training.targets, &validation.targets) {
            (Targets::Values(one), Targets::Values(other)) => {
                archive.add_reals("targets", &[rows, run.data.head.outputs()], &[&one[..], other].concat());
            }
            (Targets::Classes(one), Targets::Classes(other)) => {
                let labels = one.iter().chain(other).flat_map(|&label| label.to_le_bytes()).collect::<Vec<u8>>();
                archive.add("targets", "<i4", &[rows], &labels);
            }
            (Targets::Values(_), Targets::Classes(_)) | (Targets::Classes(_), Targets::Values(_)) => {}
        }
        for of in ["input", "target"] {
            if let Some(statistics) = run.statistics(of) {
                archive.add_reals(&format!("{of}_mean"), &[statistics.mean.len()], &statistics.mean);
                archive.add_reals(&format!("{of}_variance"), &[statistics.variance.len()], &statistics.variance);
            }
        }
        archive
    }

    /// Adds an array of real numbers, row by row.
    pub fn add_reals(&mut self, name: &str, shape: &[usize], values: &[f32]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.add(name, "<f4", shape, &bytes);
    }

    /// Adds an array of numpy's type `kind`.
    fn add(&mut self, name: &str, kind: &str, shape: &[usize], bytes: &[u8]) {
        let shape = shape.iter().flat_map(|size| [size.to_string(), ", ".to_string()]).collect::<String>();
        let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({shape}), }}");
        let before = MAGIC.len() + size_of::<u16>();
        let length = (before + header.len() + 1).next_multiple_of(ALIGNMENT) - before;
        header.extend(std::iter::repeat_n(' ', length - header.len() - 1));
        header.push('\n');
        let parts = [MAGIC, &(length as u16).to_le_bytes()[..], header.as_bytes(), bytes];
        self.0.add(&format!("{name}.npy"), &parts.concat());
    }

    /// The archive's bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0.finish()
    }
}

/// `bytes` in lines of base64.
pub fn base64(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let mut lines = String::with_capacity(text.len() + text.len() / COLUMNS + 1);
    let mut rest = &text[..];
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(COLUMNS));
        lines.extend([line, "\n"]);
        rest = after;
    }
    lines
}
