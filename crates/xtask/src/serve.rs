//! The page on this machine.

use anyhow::Result;

use crate::command::{announce, npm, run};
use crate::{project, site};

/// Builds the site and serves it until interrupted.
///
/// # Errors
///
/// The site does not build, or the port is taken.
pub fn serve(port: u16, open: bool) -> Result<()> {
    site::build()?;
    announce("serving www/dist; stop with Ctrl-C");
    let port = port.to_string();
    let mut arguments = vec!["run", "--silent", "preview", "--", "--port", &port];
    if open {
        arguments.push("--open");
    }
    run(&mut npm(&project::www(), &arguments))
}
