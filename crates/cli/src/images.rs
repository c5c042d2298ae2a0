//! Loads packed image files.

use crate::input;
use gradient_lab::Error;
use gradient_lab::data::{DataSpec, required_assets};
use gradient_lab::document::limits;
use std::path::PathBuf;

/// The environment variable that names the folder of the packed images.
const FOLDER_VARIABLE: &str = "GRADLAB_DATA";

/// The folder of the packed images in the repository.
const FOLDER: &str = "www/public/data";

/// Loads the image files that `data` needs, with their names.
pub fn load(data: &DataSpec) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let names = required_assets(data);
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let folder = folder().ok_or_else(|| missing("the packed images are not there"))?;
    let read = |name: String| {
        let path = folder.join(&name);
        if !path.exists() {
            return Err(missing(&format!("{} is not there", path.display())));
        }
        Ok((name, input::bytes(&path, limits::MAX_FILE_BYTES)?))
    };
    names.into_iter().map(read).collect()
}

/// The folder that [`FOLDER_VARIABLE`] names; if it is not set, that of the repository this program was built in.
fn folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        return Some(folder.into());
    }
    let program = std::env::current_exe().ok()?;
    program.ancestors().map(|above| above.join(FOLDER)).find(|folder| folder.is_dir())
}

fn missing(what: &str) -> Error {
    Error::at("data.kind", format!("{what}: run `cargo xtask assets`, or name their folder in {FOLDER_VARIABLE}"))
}
