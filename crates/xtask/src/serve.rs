//! Serves the page on this machine.

use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};

use crate::command::{announce, follow, start};
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
    // Not by npm, which would be ended in the server's place.
    let mut server = Command::new("node");
    server.current_dir(project::www()).env("NO_COLOR", "1");
    server.args(["node_modules/vite/bin/vite.js", "preview", "--host=127.0.0.1", "--strictPort"]);
    let (server, output) = start(server.arg(format!("--port={port}")))?;
    let server = Arc::new(Mutex::new(server));
    let is_stopped = Arc::new(AtomicBool::new(false));
    let (ended, stops) = (Arc::clone(&server), Arc::clone(&is_stopped));
    ctrlc::set_handler(move || {
        stops.store(true, Ordering::Relaxed);
        // A server that has ended already needs no more.
        let _ = ended.lock().map(|mut server| server.kill());
    })?;
    let mut waiting = open;
    follow(output, |line| {
        // The server prints its address as soon as it answers.
        if line.contains("http://") && std::mem::take(&mut waiting) && open::that_detached(&url).is_err() {
            println!("No browser could be started here: open {url} yourself.");
        }
    })?;
    let status = server.lock().map(|mut server| server.wait());
    if !is_stopped.load(Ordering::Relaxed) && !matches!(status, Ok(Ok(status)) if status.success()) {
        bail!("the server stopped");
    }
    Ok(())
}
