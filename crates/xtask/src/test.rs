//! Runs every check and test, and prints a summary at the end.

use std::cell::LazyCell;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, anyhow};

use crate::bench;
use crate::bits::{self, Agreement};
use crate::browser::{self, Chromium};
use crate::command::{announce, cargo, npm, run, watch};
use crate::{format, formats, fuzz, install, licences, mutants, programs, project, reference, site, wasm_tests};

/// The numbers of tests that passed and failed.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: u64,
    failed: u64,
}

/// The count of a check that passed.
const ONE_PASSED: Count = Count { passed: 1, failed: 0 };

/// The options that choose the checks.
#[derive(clap::Args)]
pub struct Options {
    /// Also those that take long: Keras's figures made again, exported programs run, what is written for other tools read by
    /// these, the mutation check, ten minutes of fuzzing for each reader
    #[arg(long)]
    all: bool,
    /// Only the checks whose name contains this, such as "lints" or "unit tests"
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

#[derive(Default)]
struct Report {
    /// Only checks whose name contains this are run.
    only: Option<String>,
    /// Whether no check is run, and all names are listed.
    lists: bool,
    suites: Vec<(&'static str, Count)>,
    /// The names of the checks that `only` leaves out.
    others: Vec<&'static str>,
    /// The checks that cannot be run on this machine, and why.
    skipped: Vec<String>,
}

impl Report {
    /// Whether a suite is to be run.
    fn wants(&self, name: &str) -> bool {
        !self.lists && self.only.as_ref().is_none_or(|only| name.contains(only))
    }

    /// Runs a suite that counts its tests.
    fn suite(&mut self, name: &'static str, suite: impl FnOnce() -> Result<Count>) {
        if !self.wants(name) {
            self.others.push(name);
            return;
        }
        announce(name);
        let start = Instant::now();
        match suite() {
            Ok(count) => {
                println!("{name}: {} passed, {} failed in {:.0?}", count.passed, count.failed, start.elapsed());
                self.suites.push((name, count));
            }
            Err(error) => self.fail(name, &error),
        }
    }

    /// Counts a suite that could not be run as one failed test.
    fn fail(&mut self, name: &'static str, error: &anyhow::Error) {
        eprintln!("error: {name}: {error:#}");
        self.suites.push((name, Count { passed: 0, failed: 1 }));
    }

    /// Runs a suite that needs a tool; skips it, with a message, if `needed` fails to provide the tool.
    fn suite_with<T>(
        &mut self,
        name: &'static str,
        needed: impl FnOnce() -> Result<T>,
        suite: impl FnOnce(T) -> Result<Count>,
    ) {
        if !self.wants(name) {
            self.others.push(name);
            return;
        }
        match needed() {
            Ok(needed) => self.suite(name, || suite(needed)),
            Err(reason) => {
                let line = format!("{name}: {reason:#}");
                println!("\nskipped: {line}");
                self.skipped.push(line);
            }
        }
    }

    /// Runs a check, which counts as one test.
    fn check(&mut self, name: &'static str, check: impl FnOnce() -> Result<()>) {
        self.suite(name, || check().map(|()| ONE_PASSED));
    }

    /// Prints the results; returns whether all tests passed.
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

/// What several suites need. Each is made when the first of them asks for it.
struct Needs {
    chromium: LazyCell<Result<Chromium>>,
    site: LazyCell<Result<()>>,
    wasm_tests: LazyCell<Result<Vec<PathBuf>>>,
}

/// Makes what a suite needs, if it is not made yet.
fn made<T>(need: &LazyCell<Result<T>>) -> Result<&T> {
    LazyCell::force(need).as_ref().map_err(|error| anyhow!("{error:#}"))
}

/// Runs the chosen checks and tests; returns whether all passed.
pub fn test(options: Options) -> bool {
    let Options { all, only } = options;
    let long = all || only.is_some();
    let needs = Needs {
        chromium: LazyCell::new(Chromium::find_or_install),
        site: LazyCell::new(site::build),
        wasm_tests: LazyCell::new(wasm_tests::build),
    };
    if let Some(only) = &only {
        let mut names = Report { lists: true, ..Report::default() };
        check_all(&mut names, &needs, all, long);
        if !names.others.iter().any(|name| name.contains(only)) {
            println!("no check has {only:?} in its name; there are:\n  {}", names.others.join("\n  "));
            return false;
        }
    }
    let mut report = Report { only, ..Report::default() };
    if let Err(error) = install() {
        report.fail("what the checks need", &error);
    }
    check_all(&mut report, &needs, all, long);
    report.conclude()
}

/// Runs all checks that the report wants; those that take `long` if so.
fn check_all(report: &mut Report, needs: &Needs, all: bool, long: bool) {
    check_rust(report, needs, long);
    check_site(report, needs);
    report.suite_with("fuzz targets", fuzz::tools, |()| fuzzing(if all { fuzz::LONG } else { fuzz::SHORT }));
    if long {
        report.suite_with("Keras's figures made again", reference::python, |python| {
            reference::check(&python).map(|()| ONE_PASSED)
        });
        for (name, script) in [
            ("ONNX Runtime's predictions from exported models", "onnx_agrees.py"),
            ("what TensorBoard reads of a run", "tensorboard_reads.py"),
        ] {
            report.suite_with(name, formats::python, |python| formats::check(&python, script).map(|()| ONE_PASSED));
        }
        report.suite_with("exported programs in Keras and PyTorch", programs::python, |python| {
            made(&needs.site)?;
            let (passed, failed, succeeded) = programs::compare(&python)?;
            Ok(checked(Count { passed, failed }, succeeded))
        });
        report.suite_with("mutants that no test notices", mutants::tool, |()| {
            Ok(if mutants::check(None)? { ONE_PASSED } else { Count { passed: 0, failed: 1 } })
        });
    }
}

/// Installs what nearly all checks need.
fn install() -> Result<()> {
    install::rust_components()?;
    install::rust_target(install::WASM)?;
    install::rust_target(install::BARE_METAL)?;
    install::npm_packages(&project::www())?;
    install::npm_packages(&project::tests())
}

/// Checks the crates.
fn check_rust(report: &mut Report, needs: &Needs, long: bool) {
    report.check("Rust format", format::check_rust);
    report.check("Rust lints", || run(&mut clippy(&["--workspace"])));
    report.check("Rust lints for WebAssembly", || {
        run(&mut clippy(&[
            "--package=gradient-lab-export",
            "--package=gradient-lab-wasm",
            "--package=gradient-lab-wasm-tables",
            "--package=gradient-lab-wasm-remedies",
            "--target",
            install::WASM,
        ]))
    });
    for (name, folder) in [("fuzz targets' lints", fuzz::folder()), ("ceiling's lints", bench::ceiling())] {
        report.check(name, || {
            let manifest = folder.join("Cargo.toml").display().to_string();
            // In the main workspace's folder, so that shared dependencies are not built twice.
            let built = site::target_directory()?.display().to_string();
            run(&mut clippy(&["--locked", "--manifest-path", &manifest, "--target-dir", &built]))
        });
    }
    // Its tool takes minutes to install.
    if long || licences::tool_is_there() {
        report.suite_with("dependencies' licences and sources", licences::tool, |()| {
            licences::check().map(|()| ONE_PASSED)
        });
    }
    report.check("the core without a standard library", || {
        run(&mut cargo(&["build", "--package=gradient-lab-nn", "--target", install::BARE_METAL]))
    });
    report.check("Rust documentation", || {
        let mut command = cargo(&["doc", "--no-deps", "--workspace", "--exclude=xtask", "--all-features"]);
        run(command.env("RUSTDOCFLAGS", "-D warnings"))
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
    report.suite("WebAssembly tests in Node", || cargo_test(&mut wasm_tests::run_on("node", made(&needs.wasm_tests)?)));
    report.suite("WebAssembly tests in Chromium", || {
        let mut command = wasm_tests::run_on("chromium", made(&needs.wasm_tests)?);
        cargo_test(made(&needs.chromium)?.play(&mut command))
    });
}

/// Checks the built site and everything that uses it.
fn check_site(report: &mut Report, needs: &Needs) {
    report.check("the site's build", || made(&needs.site).copied());
    // By itself, with the features it was built with to run: with the other crates' its dependencies would be rebuilt.
    report.suite("these commands' own tests", || cargo_test(&mut cargo(&["test", "--package=xtask"])));
    report.check("the engine in somebody else's TypeScript", || {
        made(&needs.site)?;
        run(&mut npm(&project::tests().join("consumer"), &["test", "--silent"]))
    });
    report.suite("the same bits on every platform", || {
        made(&needs.site)?;
        let Agreement { agreeing, documents } = bits::compare(made(&needs.chromium)?, false)?;
        Ok(Count { passed: agreeing, failed: documents - agreeing })
    });
    for (lint, types, folder) in
        [("page lints and import rules", "page types", project::www()), ("test lints", "test types", project::tests())]
    {
        report.check(lint, || run(&mut npm(&folder, &["run", "--silent", "lint"])));
        report.check(types, || {
            // They import files that the site's build generates.
            made(&needs.site)?;
            run(&mut npm(&folder, &["run", "--silent", "check"]))
        });
    }
    report.suite("page unit tests", || {
        made(&needs.site)?;
        page_tests()
    });
    report.suite("end-to-end tests in browsers", || {
        made(&needs.site)?;
        end_to_end_tests(made(&needs.chromium)?)
    });
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

/// Fuzzes each target for `seconds` seconds.
fn fuzzing(seconds: u64) -> Result<Count> {
    fuzz::prepare()?;
    let (passed, failed): (Vec<_>, Vec<_>) = fuzz::fuzz_together(seconds)?.into_iter().partition(|&passed| passed);
    Ok(Count { passed: passed.len() as u64, failed: failed.len() as u64 })
}

fn number(value: &serde_json::Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// Runs tests that write their results to the file `report`.
fn reported(
    command: &mut Command,
    report: &std::path::Path,
    count: impl FnOnce(&serde_json::Value) -> Count,
) -> Result<Count> {
    // The report of an earlier run must not be taken for this run's.
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
