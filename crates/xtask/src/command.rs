//! Runs other programs, and names them in errors.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

/// Prints what happens next.
pub fn announce(what: &str) {
    println!("\n→ {what}");
}

/// The cargo that runs this program.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(crate::project::root());
    command
}

/// npm in a folder of the repository.
pub fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder);
    command
}

/// Runs a program to its end.
///
/// # Errors
///
/// It cannot be started, or it reports failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a program to its end, printing its standard output and calling `each_line` for each line; returns whether it
/// succeeded.
///
/// # Errors
///
/// It cannot be started.
pub fn watch(command: &mut Command, each_line: impl FnMut(&str)) -> Result<bool> {
    let (mut child, output) = start(command)?;
    follow(output, each_line)?;
    Ok(child.wait()?.success())
}

/// Starts a program; gives its standard output as well.
///
/// # Errors
///
/// It cannot be started.
pub fn start(command: &mut Command) -> Result<(Child, ChildStdout)> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{}`", shown(command)))?;
    let output = child.stdout.take().context("a program has no output")?;
    Ok((child, output))
}

/// Prints what a program writes until it ends, calling `each_line` for each line.
///
/// # Errors
///
/// What it writes cannot be read.
pub fn follow(output: ChildStdout, mut each_line: impl FnMut(&str)) -> Result<()> {
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("cannot read a program's output")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        each_line(&line);
    }
    Ok(())
}

/// The output of a program; `None` if it cannot be started or fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
