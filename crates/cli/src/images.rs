//! Loads packed image files.

use crate::input;
use gradient_lab::Error;
use gradient_lab::data::{DataSpec, required_assets};
use gradient_lab::document::limits;
use gradient_lab::error::Fault;
use std::env;
use std::path::{Path, PathBuf};

/// The environment variable that names the folder of the packed images.
const FOLDER_VARIABLE: &str = "GRADLAB_DATA";

/// Where `cargo xtask assets` packs them, in the checkout that this program was built in.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/public/data");

/// Loads the image files that `data` needs, with their names.
pub fn load(data: &DataSpec) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let names = required_assets(data);
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let folder = Folders::of_this_machine().find(&names).map_err(|message| {
        let path = "data.kind".into();
        Error::from(Fault { path, message, ..Fault::default() })
    })?;
    let read = |name: String| Ok((name.clone(), input::bytes(&folder.join(name), limits::MAX_FILE_BYTES)?));
    names.into_iter().map(read).collect()
}

/// Folders that may hold the packed images.
struct Folders {
    /// That of [`FOLDER_VARIABLE`]; no other is looked into if it is set.
    named: Option<PathBuf>,
    /// Those of an installation, beside this program.
    installed: Vec<PathBuf>,
    /// The user's own.
    user: Option<PathBuf>,
    checkout: PathBuf,
}

impl Folders {
    fn of_this_machine() -> Self {
        let program = env::current_exe().unwrap_or_default();
        let installed = match program.parent() {
            Some(beside) => vec![beside.join("data"), beside.join("../share/gradlab")],
            None => vec![],
        };
        let named = env::var_os(FOLDER_VARIABLE).map(PathBuf::from);
        Self { named, installed, user: user_folder(), checkout: CHECKOUT.into() }
    }

    /// The first folder that holds all files called `names`; otherwise how to get them there.
    fn find(self, names: &[String]) -> Result<PathBuf, String> {
        let lacking = |folder: &Path| names.iter().map(|name| folder.join(name)).find(|file| !file.is_file());
        let pack = "run `cargo xtask assets` in a checkout of Gradient Lab";
        if let Some(folder) = self.named {
            return match lacking(&folder) {
                Some(file) => Err(format!(
                    "{} is not there: {pack} and let {FOLDER_VARIABLE} name its www/public/data",
                    file.display()
                )),
                None => Ok(folder),
            };
        }
        let mut folders = self.installed.iter().chain(&self.user).chain([&self.checkout]);
        folders.find(|folder| lacking(folder).is_none()).cloned().ok_or_else(|| {
            let copied = match &self.user {
                Some(user) => format!("copy its www/public/data to {}", user.display()),
                None => format!("let {FOLDER_VARIABLE} name its www/public/data"),
            };
            format!("the packed images are not there ({}): {pack} and {copied}", names[0])
        })
    }
}

/// The folder for this program's data in the user's own, by the custom of the system.
fn user_folder() -> Option<PathBuf> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || env::home_dir().filter(|home| home.is_absolute());
    let data = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        named("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("gradlab"))
}

#[cfg(test)]
mod tests {
    use super::Folders;
    use std::fs;
    use std::path::PathBuf;
    use tempfile::TempDir;

    /// Folders in a new one, none of which is there yet.
    fn folders(root: &TempDir) -> Folders {
        let folder = |name: &str| root.path().join(name);
        let installed = vec![folder("bin/data"), folder("share/gradlab")];
        Folders { named: None, installed, user: Some(folder("user")), checkout: folder("checkout") }
    }

    fn find(folders: Folders) -> Result<PathBuf, String> {
        folders.find(&["mnist.0.bin".to_string(), "mnist.1.bin".to_string()])
    }

    #[test]
    fn the_first_folder_that_holds_all_the_images_is_taken() {
        let root = TempDir::new().unwrap();
        // From the last place to the first: each has them while those before lack one.
        for name in ["checkout", "user", "share/gradlab", "bin/data"] {
            let folder = root.path().join(name);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("mnist.0.bin"), "").unwrap();
            assert_ne!(find(folders(&root)).as_ref(), Ok(&folder));
            fs::write(folder.join("mnist.1.bin"), "").unwrap();
            assert_eq!(find(folders(&root)).as_ref(), Ok(&folder));
        }
        // A folder that is named is the one, even if another has them.
        let named = root.path().join("named");
        let refused = find(Folders { named: Some(named.clone()), ..folders(&root) }).unwrap_err();
        assert!(refused.starts_with(&format!("{} is not there: ", named.join("mnist.0.bin").display())), "{refused}");
        assert!(refused.ends_with("let GRADLAB_DATA name its www/public/data"), "{refused}");
    }

    #[test]
    fn who_has_no_images_is_told_where_to_copy_them() {
        let root = TempDir::new().unwrap();
        let refused = find(folders(&root)).unwrap_err();
        let copy = format!("copy its www/public/data to {}", root.path().join("user").display());
        assert!(refused.contains("run `cargo xtask assets`") && refused.ends_with(&copy), "{refused}");
        let refused = find(Folders { user: None, ..folders(&root) }).unwrap_err();
        assert!(refused.ends_with("let GRADLAB_DATA name its www/public/data"), "{refused}");
    }
}
