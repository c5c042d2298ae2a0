//! The folders of this repository.

use std::path::{Path, PathBuf};

/// The repository's top folder.
pub fn root() -> &'static Path {
    // crates/xtask is two folders below.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The page.
pub fn www() -> PathBuf {
    root().join("www")
}

/// The built site; not in git.
pub fn dist() -> PathBuf {
    www().join("dist")
}

/// The files that the engine's build writes and the page imports; not in git.
pub fn generated() -> PathBuf {
    www().join("src/engine/generated")
}

/// The packed image sets, which the page and the command line read; not in git.
pub fn data() -> PathBuf {
    www().join("public/data")
}

/// The folder of cargo's downloads.
pub fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// The tests of the whole program, and the benchmark.
pub fn tests() -> PathBuf {
    root().join("tests")
}

/// The benchmark against other engines.
pub fn bench() -> PathBuf {
    tests().join("bench")
}
