//! The benchmark: the workloads of `tests/bench` in headless Chromium, on us and on others, by turns.

pub mod page;
mod report;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::browser::Chromium;
use crate::command::{announce, cargo, output, run};
use crate::{install, project, site};

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
    let products = ["build", "--release", "--locked", "--target", install::WASM, "--target-dir=target"];
    run(cargo(&products).current_dir(ceiling()))?;
    announce("measuring in headless Chromium");
    Ok(chromium)
}

fn write(name: &str, report: &str) -> Result<()> {
    let path = project::bench().join(name);
    std::fs::write(&path, report).with_context(|| format!("cannot write {}", path.display()))
}

/// Opens a page of `tests/bench` in a browser of its own and waits for its results.
fn measure(chromium: &Chromium, page: &str, jax: Option<&Path>) -> Result<Value> {
    let built = site::target_directory()?;
    let results = built.join("bench-results.json");
    let mut command = Command::new("node");
    command.arg(project::bench().join("main.js"));
    command.env("PAGE", page).env("RESULTS", &results).env("PROFILE", built.join("bench-profile")).env_remove("JAX");
    command.envs(jax.map(|python| ("JAX", python)));
    run(chromium.play(&mut command))?;
    let results = std::fs::read(&results).context("the page's results are not there")?;
    serde_json::from_slice(&results).context("the page's results are not JSON")
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
