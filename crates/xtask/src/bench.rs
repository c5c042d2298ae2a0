//! The benchmark: the workloads of `tests/bench` in headless Chromium, on us and on others, by turns.

mod jax;
pub mod page;
mod report;

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rouille::{Request, Response, Server};
use serde_json::Value;

use self::jax::Jax;
use crate::browser::Chromium;
use crate::command::{announce, cargo, output, run};
use crate::{install, project, site};

/// What the page says.
enum Message {
    Results(Value),
    Failure(String),
}

/// Measures all workloads, or the one called `workload`, and prints the table; that of all is written to
/// `tests/bench/RESULTS.md` too. With `jax`, a Python that has JAX, that has its turns outside the browser.
///
/// # Errors
///
/// Something does not build, there is no browser, or the page fails.
pub fn bench(rounds: u32, workload: Option<&str>, jax: Option<&Path>) -> Result<()> {
    if let Some(id) = workload
        && !report::WORKLOADS.iter().any(|known| known.id == id)
    {
        bail!("there is no workload {id}: they are {}", report::WORKLOADS.map(|known| known.id).join(", "));
    }
    let chromium = built()?;
    let mut page = format!("index.html?rounds={rounds}");
    if let Some(workload) = workload {
        write!(page, "&workload={workload}")?;
    }
    let jax = jax.map(Jax::start).transpose()?;
    if jax.is_some() {
        page += "&jax";
    }
    let results = measure(&chromium, &page, jax)?;
    let report = report::report(&results, &machine(&chromium), rounds)?;
    println!("\n{report}");
    if workload.is_none() { write("RESULTS.md", &report) } else { Ok(()) }
}

/// Measures how a step's time grows with a network's width and depth and with the batch, prints the tables and writes them
/// to `tests/bench/COST.md`.
///
/// # Errors
///
/// Something does not build, there is no browser, or the page fails.
pub fn cost() -> Result<()> {
    let chromium = built()?;
    let results = measure(&chromium, "cost.html", None)?;
    let tables = results.as_str().context("the page's results are not what they should be")?;
    let report = format!(
        "# What a step costs\n\n`cargo xtask bench cost` wrote this on {}: single thread, f32.\n\n{tables}",
        machine(&chromium)
    );
    println!("\n{report}");
    write("COST.md", &report)
}

/// What plain SIMD128 can do at best: a Cargo workspace of its own.
pub fn ceiling() -> PathBuf {
    project::bench().join("ceiling")
}

/// Builds what the pages need.
fn built() -> Result<Chromium> {
    let chromium = Chromium::find_or_install()?;
    install::npm_packages(&project::bench())?;
    site::build()?;
    announce("compiling the products alone");
    run(cargo(&["build", "--release", "--locked", "--target", install::WASM]).current_dir(ceiling()))?;
    announce("measuring in headless Chromium");
    Ok(chromium)
}

fn write(name: &str, report: &str) -> Result<()> {
    let path = project::bench().join(name);
    std::fs::write(&path, report).with_context(|| format!("cannot write {}", path.display()))
}

/// Serves a page of `tests/bench` to a browser of its own and waits for what it says.
fn measure(chromium: &Chromium, page: &str, jax: Option<Jax>) -> Result<Value> {
    let (sender, receiver) = channel();
    let jax = Mutex::new(jax);
    let server = Server::new("127.0.0.1:0", move |request| answer(request, &sender, &jax))
        .map_err(|error| anyhow!("cannot serve on this machine: {error}"))?;
    let url = format!("http://{}/tests/bench/{page}", server.server_addr());
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

fn answer(request: &Request, page: &Sender<Message>, jax: &Mutex<Option<Jax>>) -> Response {
    if request.method() == "GET" {
        return rouille::match_assets(request, project::root()).with_no_cache();
    }
    let mut body = String::new();
    let read = request.data().map(|mut data| data.read_to_string(&mut body));
    if request.url().ends_with("/jax") {
        let mut jax = jax.lock().unwrap_or_else(PoisonError::into_inner);
        return match jax.as_mut().context("not started").and_then(|jax| jax.ask(&body)) {
            Ok(answer) => Response::from_data("application/json", answer),
            Err(error) => Response::text(error.to_string()).with_status_code(500),
        };
    }
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
