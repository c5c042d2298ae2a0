//! Serves the page on this machine.

use std::net::TcpListener;

use anyhow::{Context, Result, bail};

use crate::command::{announce, npm, watch};
use crate::{project, site};

/// Builds the site and serves it, to this machine alone, until interrupted.
///
/// # Errors
///
/// The site does not build, or the port is taken.
pub fn serve(port: u16, open: bool) -> Result<()> {
    // Before the build, so that a port that is taken is reported at once.
    TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("cannot serve on port {port}: choose another with --port"))?;
    site::build()?;
    let url = format!("http://localhost:{port}/");
    announce(&format!("serving www/dist on {url} (stop with Ctrl-C)"));
    let mut server = npm(&project::www(), &["run", "--silent", "preview", "--", "--host=127.0.0.1", "--strictPort"]);
    let mut waiting = open;
    let ended = watch(server.arg(format!("--port={port}")).env("NO_COLOR", "1"), |line| {
        // The server prints its address as soon as it answers.
        if line.contains("http://") && std::mem::take(&mut waiting) && open::that_detached(&url).is_err() {
            println!("No browser could be started here: open {url} yourself.");
        }
    })?;
    if !ended {
        bail!("the server stopped");
    }
    Ok(())
}
