//! The benchmark: the workloads of `tests/bench` in headless Chromium, on our engine and on others, in turns.

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

/// The options of the benchmark: workloads, and engines to compare with.
#[derive(clap::Args)]
pub struct Options {
    /// How often each has its turn; 11 times if not given, with --against 250 times a short one
    #[arg(long)]
    rounds: Option<u32>,
    /// Only this workload: W1, W2, W3 or W4
    #[arg(long)]
    workload: Option<String>,
    /// A Python that has JAX, to measure it outside the browser too (tests/reference/requirements.txt)
    #[arg(long, value_name = "PYTHON", conflicts_with = "against")]
    jax: Option<PathBuf>,
    /// The www/dist folder of an earlier commit: its engine takes turns with ours, and nobody else
    #[arg(long, value_name = "DIST")]
    against: Option<PathBuf>,
}

/// Measures all workloads, or the chosen one, and prints the table. A table of all workloads on all engines is also written
/// to `tests/bench/RESULTS.md`.
///
/// # Errors
///
/// Something does not build, there is no browser, or the page fails.
pub fn bench(options: &Options) -> Result<()> {
    let Options { rounds, workload, jax, against } = options;
    if let Some(id) = workload
        && !report::WORKLOADS.iter().any(|known| known.id == id)
    {
        bail!("there is no workload {id}: they are {}", report::WORKLOADS.map(|known| known.id).join(", "));
    }
    let against = against.as_deref().map(earlier_site).transpose()?;
    let rounds = rounds.unwrap_or(if against.is_some() { 250 } else { 11 });
    let chromium = if against.is_some() { build_site() } else { build_all() }?;
    let mut page = format!("{}.html?rounds={rounds}", if against.is_some() { "against" } else { "index" });
    if let Some(workload) = workload {
        write!(page, "&workload={workload}")?;
    }
    if jax.is_some() {
        page += "&jax";
    }
    let results = measure(&chromium, &page, &[("JAX", jax.as_deref()), ("AGAINST", against.as_deref())])?;
    let results = serde_json::from_value(results).context("the page's results are not what they should be")?;
    let machine = machine(&chromium);
    if against.is_some() {
        println!("\n{}", report::against(&results, &machine, rounds));
        return Ok(());
    }
    let report = report::report(&results, &machine, rounds);
    println!("\n{report}");
    if workload.is_none() { write("RESULTS.md", &report) } else { Ok(()) }
}

/// The absolute path of a built site's folder.
fn earlier_site(folder: &Path) -> Result<PathBuf> {
    if !folder.join("engine.js").is_file() {
        bail!("{} has no engine.js: --against takes the www/dist of a commit that is built", folder.display());
    }
    folder.canonicalize().with_context(|| format!("cannot find {}", folder.display()))
}

/// Measures how a step's time grows with a network's width and depth and with the batch, prints the tables and writes them
/// to `tests/bench/COST.md`.
///
/// # Errors
///
/// Something does not build, there is no browser, or the page fails.
pub fn cost() -> Result<()> {
    let chromium = build_all()?;
    let results = measure(&chromium, "cost.html", &[])?;
    let tables = results.as_str().context("the page's results are not what they should be")?;
    let report = format!(
        "# What a step costs\n\n`cargo xtask bench cost` wrote this on {}: single thread, f32.\n\n{tables}",
        machine(&chromium)
    );
    println!("\n{report}");
    write("COST.md", &report)
}

/// The folder of the program that measures the most that SIMD128 can do; a Cargo workspace of its own.
pub fn ceiling() -> PathBuf {
    project::bench().join("ceiling")
}

/// Builds the site.
fn build_site() -> Result<Chromium> {
    let chromium = Chromium::find_or_install()?;
    site::build()?;
    Ok(chromium)
}

/// Builds the site and the engines it is compared with.
fn build_all() -> Result<Chromium> {
    let chromium = build_site()?;
    install::npm_packages(&project::bench())?;
    announce("compiling the products alone");
    let products = ["build", "--release", "--locked", "--target", install::WASM, "--target-dir=target"];
    run(cargo(&products).current_dir(ceiling()))?;
    Ok(chromium)
}

fn write(name: &str, report: &str) -> Result<()> {
    let path = project::bench().join(name);
    std::fs::write(&path, report).with_context(|| format!("cannot write {}", path.display()))
}

/// Opens a page of `tests/bench` in a browser and waits for its results. `extras` are environment variables for the page's
/// server: names and paths.
fn measure(chromium: &Chromium, page: &str, extras: &[(&str, Option<&Path>)]) -> Result<Value> {
    announce("measuring in headless Chromium");
    let built = site::target_directory()?;
    let results = built.join("bench-results.json");
    let mut command = Command::new("node");
    command.arg(project::bench().join("main.js"));
    command.env("PAGE", page).env("RESULTS", &results).env("PROFILE", built.join("bench-profile"));
    command.env_remove("JAX").env_remove("AGAINST");
    command.envs(extras.iter().filter_map(|&(name, path)| Some((name, path?))));
    run(chromium.play(&mut command))?;
    let results = std::fs::read(&results).context("the page's results are not there")?;
    serde_json::from_slice(&results).context("the page's results are not JSON")
}

/// A description of this machine and its browser.
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
