//! The page's benchmark, in headless Chromium: bytes transferred, time to the first trained step, and time per frame.

use anyhow::Result;

use crate::browser::Chromium;
use crate::command::{announce, npm, run};
use crate::{install, project, site};

/// Measures the built page, prints the table and writes it to `tests/bench/PAGE.md`.
///
/// # Errors
///
/// Something does not build, there is no browser, or the page fails.
pub fn bench() -> Result<()> {
    let chromium = Chromium::find_or_install()?;
    install::npm_packages(&project::tests())?;
    site::build()?;
    announce("measuring the page in headless Chromium");
    let mut command = npm(&project::tests(), &["run", "--silent", "bench-page"]);
    run(chromium.play(&mut command).env("MACHINE", super::machine(&chromium)))
}
