//! The benchmark: the workloads of `tests/bench` in headless Chromium, on us and on others, by turns.

pub mod page;
mod report;

use std::fmt::Write as _;
use std::io::Read;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rouille::{Request, Response, Server};
use serde_json::Value;

use crate::browser::Chromium;
use crate::command::{announce, cargo, output, run};
use crate::{install, project, site};

/// What the page says.
enum Message {
    Results(Value),
    Failure(String),
}

/// Measures all workloads, or the one called `workload`, and prints the table; that of all is written to
/// `tests/bench/RESULTS.md` too.
///
/// # Errors
///
/// Something does not build, there is no browser, or the page fails.
pub fn bench(rounds: u32, workload: Option<&str>) -> Result<()> {
    if let Some(id) = workload
        && !report::WORKLOADS.iter().any(|known| known.id == id)
    {
        bail!("there is no workload {id}: they are {}", report::WORKLOADS.map(|known| known.id).join(", "));
    }
    let chromium = Chromium::find_or_install()?;
    install::npm_packages(&project::bench())?;
    site::build()?;
    announce("compiling the products alone");
    let ceiling = project::bench().join("ceiling");
    run(cargo(&["build", "--release", "--locked", "--target", install::WASM]).current_dir(ceiling))?;
    announce("measuring in headless Chromium");
    let results = measure(&chromium, rounds, workload)?;
    let report = report::report(&results, &machine(&chromium), rounds)?;
    println!("\n{report}");
    if workload.is_none() {
        let path = project::bench().join("RESULTS.md");
        std::fs::write(&path, report).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Serves the page to a browser of its own and waits for what it says.
fn measure(chromium: &Chromium, rounds: u32, workload: Option<&str>) -> Result<Value> {
    let (sender, receiver) = channel();
    let server = Server::new("127.0.0.1:0", move |request| answer(request, &sender))
        .map_err(|error| anyhow!("cannot serve on this machine: {error}"))?;
    let mut url = format!("http://{}/tests/bench/index.html?rounds={rounds}", server.server_addr());
    if let Some(workload) = workload {
        write!(url, "&workload={workload}")?;
    }
    let (serving, stop) = server.stoppable();
    let mut browser = chromium.open(&url, &site::target_directory()?.join("bench-profile"))?;
    let results = wait(&receiver, &mut browser);
    // It may have ended by itself.
    let _ = browser.kill();
    browser.wait()?;
    let _ = stop.send(());
    let _ = serving.join();
    results
}

fn wait(receiver: &Receiver<Message>, browser: &mut Child) -> Result<Value> {
    loop {
        match receiver.recv_timeout(Duration::from_secs(1)) {
            Ok(Message::Results(results)) => return Ok(results),
            Ok(Message::Failure(why)) => bail!("the page failed: {why}"),
            Err(RecvTimeoutError::Disconnected) => bail!("the server stopped"),
            Err(RecvTimeoutError::Timeout) => {
                if let Some(status) = browser.try_wait()? {
                    bail!("Chromium ended early ({status})");
                }
            }
        }
    }
}

fn answer(request: &Request, page: &Sender<Message>) -> Response {
    if request.method() == "GET" {
        return rouille::match_assets(request, project::root()).with_no_cache();
    }
    let mut body = String::new();
    let read = request.data().map(|mut data| data.read_to_string(&mut body));
    let value: Value = serde_json::from_str(&body).unwrap_or_default();
    let text = || value.as_str().unwrap_or_default().to_owned();
    match (request.url().rsplit('/').next(), read) {
        (Some("progress"), Some(Ok(_))) => println!("{}", text()),
        // Nobody waits any more if these cannot be handed on.
        (Some("results"), Some(Ok(_))) => drop(page.send(Message::Results(value))),
        (Some("failure"), Some(Ok(_))) => drop(page.send(Message::Failure(text()))),
        _ => return Response::empty_404(),
    }
    Response::text("")
}

/// This machine and its browser, in words.
fn machine(chromium: &Chromium) -> String {
    let linux = || {
        let facts = std::fs::read_to_string("/proc/cpuinfo").ok()?;
        let (_, model) = facts.lines().find(|line| line.starts_with("model name"))?.split_once(": ")?;
        Some(model.to_owned())
    };
    let cpu = linux().or_else(|| output("sysctl", &["-n", "machdep.cpu.brand_string"]));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let browser = Command::new(&chromium.program).arg("--version").output();
    let browser = browser.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!(
        "{} ({cores} cores, {}), {}",
        cpu.as_deref().unwrap_or("an unnamed processor"),
        std::env::consts::OS,
        browser.as_deref().unwrap_or("Chromium")
    )
}
