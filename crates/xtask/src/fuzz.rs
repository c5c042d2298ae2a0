//! The fuzz targets of `tests/fuzz`: any input of a user is either read or gives an error of one line.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{announce, output, run};
use crate::project;

/// libFuzzer's instrumentation needs the nightly compiler.
const TOOL_CHAIN: &str = "nightly";

/// The names of the targets' programs.
const TARGETS: [&str; 4] = ["document", "csv", "weights", "images"];

/// Seconds of fuzzing that show that a target works and find shallow mistakes.
pub const SHORT: u64 = 20;
/// Seconds of fuzzing that find deeper mistakes.
pub const LONG: u64 = 600;

/// The limits of a run: seconds for an input, megabytes, and bytes of an input.
const LIMITS: [&str; 4] = ["-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=256", "-max_len=8192"];

/// Installs the tools, if they are missing, and builds the targets.
///
/// # Errors
///
/// A tool is missing and cannot be installed, or a target does not build.
pub fn prepare() -> Result<()> {
    tools()?;
    announce("building the fuzz targets");
    run(&mut cargo_fuzz("build"))
}

/// Installs the nightly compiler and cargo's fuzz command, if they are missing.
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

/// Runs each target for `seconds` seconds, as many at a time as there are processors; returns which of them passed.
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

/// The command that fuzzes `target` for `seconds` seconds, starting from the inputs in `seeds` and those found before.
///
/// An input that panics, hangs or takes too much memory ends the run. It is shown, and kept in `artifacts`.
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
/// There is no such target, a tool cannot be installed, or an input makes a target fail.
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

/// The folder of the targets, a Cargo workspace of its own.
pub fn folder() -> PathBuf {
    project::tests().join("fuzz")
}

fn cargo_fuzz(subcommand: &str) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", TOOL_CHAIN, "cargo", "fuzz", subcommand, "--fuzz-dir"]).arg(folder());
    command.current_dir(project::root());
    command
}

/// Writes libFuzzer's dictionary: the words of documents, which random inputs alone would not find.
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
