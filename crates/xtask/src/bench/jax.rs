//! JAX outside the browser: `tests/bench/native_jax.py` in a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::project;

/// The process, which answers a line by a line; it ends with this.
pub struct Jax {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Jax {
    /// Starts it by `python`.
    ///
    /// # Errors
    ///
    /// There is no such program.
    pub fn start(python: &Path) -> Result<Self> {
        let mut command = Command::new(python);
        command.arg(project::bench().join("native_jax.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {}", python.display()))?;
        let (requests, answers) = child.stdin.take().zip(child.stdout.take()).context("no way to talk to JAX")?;
        Ok(Self { child, requests, answers: BufReader::new(answers) })
    }

    /// Its answer to a request of one line.
    ///
    /// # Errors
    ///
    /// It has ended; what it said of that stands on standard error.
    pub fn ask(&mut self, request: &str) -> Result<String> {
        writeln!(self.requests, "{request}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        ensure!(!answer.is_empty(), "native_jax.py ended; see tests/reference/requirements.txt for what it needs");
        Ok(answer)
    }
}

impl Drop for Jax {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
