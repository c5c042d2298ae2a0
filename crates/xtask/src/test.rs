//! Every check and test, one after the other, and a summary at the end.

use std::net::TcpListener;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::bench;
use crate::bits::{self, Agreement};
use crate::browser::{self, Chromium};
use crate::command::{announce, cargo, npm, run, watch};
use crate::{format, fuzz, install, project, reference, site, wasm_tests};

/// How many tests passed and failed.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: u64,
    failed: u64,
}

#[derive(Default)]
struct Report {
    suites: Vec<(&'static str, Count)>,
    skipped: Vec<String>,
}

impl Report {
    /// Runs a suite that counts its tests.
    fn suite(&mut self, name: &'static str, suite: impl FnOnce() -> Result<Count>) {
        announce(name);
        let start = Instant::now();
        let count = suite().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Count { passed: 0, failed: 1 }
        });
        println!("{name}: {} passed, {} failed in {:.0?}", count.passed, count.failed, start.elapsed());
        self.suites.push((name, count));
    }

    /// Runs a check, which counts as one test.
    fn check(&mut self, name: &'static str, check: impl FnOnce() -> Result<()>) {
        self.suite(name, || check().map(|()| Count { passed: 1, failed: 0 }));
    }

    /// Installs what suites need: counted only when it fails.
    fn prepare<T>(&mut self, name: &'static str, prepare: impl FnOnce() -> Result<T>) -> Option<T> {
        match prepare() {
            Ok(prepared) => Some(prepared),
            Err(error) => {
                self.check(name, || Err(error));
                None
            }
        }
    }

    /// Leaves a suite out where the machine cannot run it.
    fn skip(&mut self, name: &str, reason: &anyhow::Error) {
        let line = format!("{name}: {reason:#}");
        println!("\nskipped: {line}");
        self.skipped.push(line);
    }

    /// Prints what ran; says whether all of it passed.
    fn conclude(&self) -> bool {
        let total = self.suites.iter().fold(Count::default(), |sum, (_, count)| Count {
            passed: sum.passed + count.passed,
            failed: sum.failed + count.failed,
        });
        println!("\nSummary");
        for (name, Count { passed, failed }) in &self.suites {
            let mark = if *failed == 0 { "ok    " } else { "FAILED" };
            println!("  {mark} {passed:>5} passed {failed:>3} failed  {name}");
        }
        for line in &self.skipped {
            println!("  skipped {line}");
        }
        println!("{} passed, {} failed", total.passed, total.failed);
        total.failed == 0
    }
}

/// Runs every check and test, with `all` those too that take long; says whether all of it passed.
pub fn test(all: bool) -> bool {
    let mut report = Report::default();
    report.prepare("what the tests need", || {
        install::rust_components()?;
        install::rust_target(install::WASM)?;
        install::rust_target(install::BARE_METAL)?;
        install::npm_packages(&project::www())?;
        install::npm_packages(&project::tests())
    });
    let chromium = report.prepare("a browser for the tests", Chromium::find_or_install);
    let chromium = || chromium.as_ref().context("there is no browser to test in");

    report.check("Rust format", format::check_rust);
    report.check("Rust lints", || run(&mut clippy(&["--workspace"])));
    report.check("Rust lints for WebAssembly", || {
        run(&mut clippy(&["--package=gradient-lab-wasm", "--target", install::WASM]))
    });
    for (name, folder) in [("fuzz targets' lints", fuzz::folder()), ("ceiling's lints", bench::ceiling())] {
        report.check(name, || {
            let manifest = folder.join("Cargo.toml").display().to_string();
            // Beside what the main workspace has built, so that what both need need not be built twice.
            let built = site::target_directory()?.display().to_string();
            run(&mut clippy(&["--locked", "--manifest-path", &manifest, "--target-dir", &built]))
        });
    }
    report.check("the core without a standard library", || {
        run(&mut cargo(&["build", "--package=gradient-lab-nn", "--target", install::BARE_METAL]))
    });
    report.suite("native tests", || {
        cargo_test(&mut cargo(&[
            "test",
            "--workspace",
            "--exclude=xtask",
            "--features=gradient-lab/page",
            "--no-fail-fast",
        ]))
    });
    if let Some(built) = report.prepare("the WebAssembly tests' build", wasm_tests::build) {
        report.suite("WebAssembly tests in Node", || cargo_test(&mut wasm_tests::run_on("node", &built)));
        report.suite("WebAssembly tests in Chromium", || {
            cargo_test(chromium()?.play(&mut wasm_tests::run_on("chromium", &built)))
        });
    }
    report.check("the site's build", site::build);
    // Alone, as it was built to run: with the others its many dependencies would be compiled anew.
    report.suite("these commands' own tests", || cargo_test(&mut cargo(&["test", "--package=xtask"])));
    report.check("the engine in somebody else's TypeScript", || {
        run(&mut npm(&project::tests().join("consumer"), &["test", "--silent"]))
    });
    report.suite("the same bits on every platform", || {
        let Agreement { agreeing, documents } = bits::compare(chromium()?, false)?;
        Ok(Count { passed: agreeing, failed: documents - agreeing })
    });
    for (lint, types, folder) in
        [("page lints and import rules", "page types", project::www()), ("test lints", "test types", project::tests())]
    {
        report.check(lint, || run(&mut npm(&folder, &["run", "--silent", "lint"])));
        report.check(types, || run(&mut npm(&folder, &["run", "--silent", "check"])));
    }
    report.suite("page unit tests", page_tests);
    report.suite("end-to-end tests in browsers", || end_to_end_tests(chromium()?));
    match fuzz::tools() {
        Ok(()) => report.suite("fuzz targets", || fuzzing(if all { fuzz::LONG } else { fuzz::SHORT })),
        Err(reason) => report.skip("fuzz targets", &reason),
    }
    if all {
        match reference::python() {
            Ok(python) => report.check("Keras's figures made again", || reference::check(&python)),
            Err(reason) => report.skip("Keras's figures made again", &reason),
        }
    }
    report.conclude()
}

fn clippy(what: &[&str]) -> Command {
    let mut command = cargo(&["clippy", "--all-targets"]);
    command.args(what).args(["--", "-D", "warnings"]);
    command
}

/// Runs tests that end with lines such as `test result: ok. 3 passed; 0 failed; …`.
fn cargo_test(command: &mut Command) -> Result<Count> {
    let mut count = Count::default();
    let succeeded = watch(command, |line| {
        if let Some((_, result)) = line.split_once("test result: ") {
            count.passed += number_before(result, "passed");
            count.failed += number_before(result, "failed");
        }
    })?;
    Ok(checked(count, succeeded))
}

/// The number in front of `word`.
fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split_once(word).map_or("", |(before, _)| before);
    let number = before.split_whitespace().next_back().unwrap_or_default();
    number.parse().unwrap_or_default()
}

fn page_tests() -> Result<Count> {
    let report = site::target_directory()?.join("page-tests.json");
    let output = format!("--outputFile.json={}", report.display());
    let arguments = ["test", "--silent", "--", "--reporter=default", "--reporter=json", &output];
    reported(&mut npm(&project::www(), &arguments), &report, |json| Count {
        passed: number(&json["numPassedTests"]),
        failed: number(&json["numFailedTests"]),
    })
}

fn end_to_end_tests(chromium: &Chromium) -> Result<Count> {
    let report = site::target_directory()?.join("end-to-end-tests.json");
    let mut command = npm(&project::tests(), &["test", "--silent", "--", "--reporter=list,json"]);
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    chromium.play(&mut command).env("PORT", port.to_string()).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    reported(browser::play_firefox(&mut command), &report, |json| Count {
        passed: number(&json["stats"]["expected"]),
        failed: number(&json["stats"]["unexpected"]) + number(&json["stats"]["flaky"]),
    })
}

/// Each fuzz target for so many seconds.
fn fuzzing(seconds: u64) -> Result<Count> {
    fuzz::prepare()?;
    let (passed, failed): (Vec<_>, Vec<_>) = fuzz::fuzz_together(seconds)?.into_iter().partition(|&passed| passed);
    Ok(Count { passed: passed.len() as u64, failed: failed.len() as u64 })
}

fn number(value: &serde_json::Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// Runs tests that write their results into a file.
fn reported(
    command: &mut Command,
    report: &std::path::Path,
    count: impl FnOnce(&serde_json::Value) -> Count,
) -> Result<Count> {
    // A report of an earlier run must not speak for this one.
    let _ = std::fs::remove_file(report);
    let succeeded = watch(command, |_| ())?;
    let json = std::fs::read_to_string(report).unwrap_or_default();
    let json = serde_json::from_str(&json).unwrap_or_default();
    Ok(checked(count(&json), succeeded))
}

/// A program that failed without a failed test (it did not compile, say), or that ran nothing, counts as one failure.
fn checked(mut count: Count, succeeded: bool) -> Count {
    if count.failed == 0 && (!succeeded || count.passed == 0) {
        count.failed = 1;
    }
    count
}
