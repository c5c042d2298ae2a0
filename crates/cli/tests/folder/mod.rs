//! A folder to run `gradlab` in. Each test program uses a part of this.
#![allow(dead_code)]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// An experiment of nine steps.
pub const SMALL: &str = r#"{
    "version": 1,
    "data": {"kind": "moons", "samples": 50},
    "network": {"hidden": [{"units": 4, "repeat": 2, "activation": "tanh"}]},
    "training": {"epochs": 3, "batch_size": 16}
}"#;

/// A folder for one test, gone at its end.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Names of the files in the folder.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Runs `gradlab run` in the folder with `arguments`.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.gradlab("run", arguments)
    }

    /// Runs `gradlab` with `command` and its `arguments` in the folder.
    pub fn gradlab(&self, command: &str, arguments: &[&str]) -> Ran {
        let mut gradlab = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        gradlab.current_dir(self.0.path()).arg(command).args(arguments).env("GRADLAB_DATA", self.path("no images"));
        Ran::from(gradlab.output().unwrap())
    }
}

/// What a run left behind.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Asserts that the run was refused with status 2 and one line that holds `message`.
    pub fn is_refused(&self, message: &str) {
        assert!(self.stderr.contains(message), "{}", self.stderr);
        assert_eq!(self.stderr.lines().count(), 1, "{}", self.stderr);
        assert_eq!((self.status, self.stdout.as_str()), (2, ""));
    }
}

/// The lines of a trace.
pub fn records(trace: &str) -> Vec<Value> {
    trace.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
