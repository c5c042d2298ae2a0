//! The page on this machine.

use std::fs::File;

use anyhow::{Result, anyhow};
use rouille::{Request, Response, Server};

use crate::command::announce;
use crate::{project, site};

/// Builds the site and serves it, to this machine alone, until interrupted.
///
/// # Errors
///
/// The site does not build, or the port is taken.
pub fn serve(port: u16, open: bool) -> Result<()> {
    // First of all: a port that is taken is found before the build takes its time.
    let server = Server::new(("127.0.0.1", port), answer)
        .map_err(|error| anyhow!("cannot serve on port {port} ({error}): choose another with --port"))?;
    site::build()?;
    let url = format!("http://localhost:{port}/");
    announce(&format!("serving www/dist on {url} (stop with Ctrl-C)"));
    if open && open::that_detached(&url).is_err() {
        println!("No browser could be started here: open {url} yourself.");
    }
    server.run();
    Ok(())
}

fn answer(request: &Request) -> Response {
    let site = project::dist();
    let response = if request.url() == "/" {
        File::open(site.join("index.html"))
            .map_or_else(|_| Response::empty_404(), |page| Response::from_file("text/html; charset=utf-8", page))
    } else {
        rouille::match_assets(request, &site)
    };
    // The next build must show at once.
    response.with_no_cache()
}
