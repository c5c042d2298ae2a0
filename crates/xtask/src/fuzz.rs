//! The fuzz targets of `tests/fuzz`: whatever a user can hand in is read or refused in one line.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{announce, output, run};
use crate::project;

/// libFuzzer's instrumentation needs the nightly compiler.
const TOOL_CHAIN: &str = "nightly";

/// The targets, as their programs are called.
const TARGETS: [&str; 4] = ["document", "csv", "weights", "images"];

/// As many seconds of fuzzing as show that a target works, and find what lies near.
pub const SHORT: u64 = 20;
/// As many as find what lies further away.
pub const LONG: u64 = 600;

/// What a run may use at most.
const LIMITS: [&str; 4] = ["-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=256", "-max_len=8192"];

/// Makes sure that the tools are there, and the targets built.
///
/// # Errors
///
/// A tool is missing and cannot be installed, or a target does not build.
pub fn prepare() -> Result<()> {
    tools()?;
    announce("building the fuzz targets");
    run(&mut cargo_fuzz("build"))
}

/// Makes sure that the compiler and cargo's fuzz command are there.
///
/// # Errors
///
/// One is missing and cannot be installed.
pub fn tools() -> Result<()> {
    if output("rustup", &["run", TOOL_CHAIN, "rustc", "--version"]).is_none() {
        announce("adding Rust's nightly tool chain");
        run(Command::new("rustup").args(["toolchain", "install", TOOL_CHAIN, "--profile=minimal"]))
            .context("there is no nightly tool chain, and rustup cannot add it")?;
    }
    if output("rustup", &["run", TOOL_CHAIN, "cargo", "fuzz", "--version"]).is_none() {
        announce("installing cargo-fuzz");
        run(Command::new("rustup").args(["run", TOOL_CHAIN, "cargo", "install", "--locked", "cargo-fuzz"]))
            .context("cargo-fuzz is missing and cannot be installed")?;
    }
    Ok(())
}

/// Runs each target for so many seconds, as many at a time as there are processors; gives which came through.
///
/// # Errors
///
/// A target cannot be run.
pub fn fuzz_together(seconds: u64) -> Result<Vec<bool>> {
    let together = std::thread::available_parallelism().map_or(1, usize::from);
    let mut passed = Vec::new();
    for targets in TARGETS.chunks(together) {
        announce(&format!("fuzzing {} for {seconds} seconds", targets.join(" and ")));
        let start =
            |target: &&str| fuzzing(target, seconds)?.stderr(Stdio::piped()).spawn().context("cannot start rustup");
        let running = targets.iter().map(start).collect::<Result<Vec<_>>>()?;
        for (target, child) in targets.iter().zip(running) {
            let ended = child.wait_with_output()?;
            println!("{target}:\n{}", String::from_utf8_lossy(&ended.stderr));
            passed.push(ended.status.success());
        }
    }
    Ok(passed)
}

/// Runs `target` on inputs of its own making for so many seconds, from those in `seeds` and those found before.
///
/// An input that panics, hangs or takes too much memory ends it: it is shown, and kept in `artifacts`.
fn fuzzing(target: &str, seconds: u64) -> Result<Command> {
    let corpus = folder().join("corpus").join(target);
    std::fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let mut command = cargo_fuzz("run");
    command.arg(target).arg(&corpus).arg(folder().join("seeds").join(target)).arg("--").args(LIMITS);
    command.args([format!("-max_total_time={seconds}"), format!("-dict={}", dictionary()?.display())]);
    command.args(["-verbosity=0", "-print_final_stats=1"]);
    Ok(command)
}

/// Runs the target that is named, or else each in turn.
///
/// # Errors
///
/// There is no such target, a tool cannot be installed, or an input breaks what the targets hold.
pub fn fuzz(target: Option<&str>, seconds: u64) -> Result<()> {
    if let Some(target) = target.filter(|target| !TARGETS.contains(target)) {
        bail!("there is no fuzz target {target:?}; there are {}", TARGETS.join(", "));
    }
    prepare()?;
    for target in TARGETS.into_iter().filter(|name| target.is_none_or(|target| target == *name)) {
        announce(&format!("fuzzing {target} for {seconds} seconds"));
        run(&mut fuzzing(target, seconds)?)?;
    }
    Ok(())
}

/// Where the targets are: a Cargo workspace of its own.
pub fn folder() -> PathBuf {
    project::tests().join("fuzz")
}

fn cargo_fuzz(subcommand: &str) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", TOOL_CHAIN, "cargo", "fuzz", subcommand, "--fuzz-dir"]).arg(folder());
    command.current_dir(project::root());
    command
}

/// Writes the words of a document, which chance alone would not find.
fn dictionary() -> Result<PathBuf> {
    fn collect(value: &Value, words: &mut BTreeSet<String>) {
        match value {
            Value::String(word) if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
                words.insert(format!("\"\\\"{word}\\\"\"\n"));
            }
            Value::Array(list) => list.iter().for_each(|value| collect(value, words)),
            Value::Object(map) => map.values().for_each(|value| collect(value, words)),
            _ => (),
        }
    }
    let mut words = BTreeSet::from(["\"\\\"kind\\\":\"\n".to_string()]);
    let catalogue =
        serde_json::to_value(gradient_lab::catalogue::Catalogue::new()).context("the catalogue is no JSON")?;
    collect(&catalogue, &mut words);
    let path = folder().join("corpus/words.dict");
    std::fs::write(&path, words.into_iter().collect::<String>())
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
