//! The browsers that the tests drive: Chromium for all of them, Firefox to compare with.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::command::{announce, npm, output, run};
use crate::{install, project, site};

/// Nothing that needs a desktop, a graphics card or a network.
const FLAGS: [&str; 7] = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
];

/// Names that Chromium and Chrome go by, and where they live when not on the search path.
const BROWSERS: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const FIREFOXES: [&str; 4] = [
    "firefox-esr",
    "firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];
const DRIVERS: [&str; 2] = ["chromedriver", "/usr/lib/chromium/chromedriver"];

/// A browser found on this machine.
pub struct Chromium {
    /// The program.
    pub program: PathBuf,
    /// Its WebDriver, which the WebAssembly tests need.
    pub driver: Option<PathBuf>,
}

impl Chromium {
    /// Finds Chromium or Chrome, or installs it: by apt-get as root, otherwise Playwright's own.
    ///
    /// # Errors
    ///
    /// There is none and it cannot be installed.
    pub fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find().filter(|found| found.driver.is_some()) {
            return Ok(found);
        }
        install_by_apt("Chromium and its driver", &["chromium", "chromium-driver"]);
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        announce("downloading Playwright's Chromium");
        install::npm_packages(&project::tests())?;
        run(&mut npm(&project::tests(), &["exec", "--", "playwright", "install", "chromium"]))
            .context("install Chromium and chromedriver (on Debian: apt-get install chromium chromium-driver)")?;
        let asked = npm(
            &project::tests(),
            &["exec", "--", "node", "--print", "require('@playwright/test').chromium.executablePath()"],
        )
        .output()?;
        Ok(Self { program: String::from_utf8_lossy(&asked.stdout).trim().into(), driver: first(&DRIVERS) })
    }

    fn find() -> Option<Self> {
        Some(Self { program: first(&BROWSERS)?, driver: first(&DRIVERS) })
    }

    /// Opens a page in a browser without windows, which keeps what it must in `profile`.
    ///
    /// # Errors
    ///
    /// The browser does not start.
    pub fn open(&self, url: &str, profile: &Path) -> Result<Child> {
        let mut profile_flag = OsString::from("--user-data-dir=");
        profile_flag.push(profile);
        let mut command = Command::new(&self.program);
        command.arg("--headless").args(FLAGS).arg(profile_flag).arg(url).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().with_context(|| format!("cannot start {}", self.program.display()))
    }

    /// Tells the runner of the WebAssembly tests which browser to drive, and how.
    ///
    /// # Errors
    ///
    /// There is no driver, or the settings cannot be written.
    pub fn drive<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let Some(driver) = &self.driver else {
            bail!(
                "chromedriver is missing: install the version of {} (on Debian: apt-get install chromium-driver)",
                self.program.display()
            );
        };
        let settings = site::target_directory()?.join("webdriver.json");
        let capabilities = json!({ "goog:chromeOptions": { "binary": self.program, "args": FLAGS } });
        std::fs::write(&settings, capabilities.to_string())?;
        Ok(command
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("CHROMEDRIVER", driver))
    }

    /// Tells Playwright which browser to drive, and how.
    pub fn play<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("CHROMIUM", &self.program).env("CHROMIUM_FLAGS", FLAGS.join(" "))
    }
}

/// Finds Firefox, or installs it by apt-get as root.
pub fn find_or_install_firefox() -> Option<PathBuf> {
    first(&FIREFOXES).or_else(|| {
        install_by_apt("Firefox", &["firefox-esr"]);
        first(&FIREFOXES)
    })
}

/// Installs Debian packages, when we may; what does not succeed is told.
fn install_by_apt(what: &str, packages: &[&str]) {
    if output("id", &["-u"]).as_deref() != Some("0") || on_path("apt-get").is_none() {
        return;
    }
    announce(&format!("installing {what} by apt-get"));
    let install = [&["install", "--yes", "--quiet=2", "--no-install-recommends"], packages].concat();
    for arguments in [&["update", "--quiet=2"][..], &install] {
        let mut apt = Command::new("apt-get");
        if let Err(error) = run(apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments)) {
            println!("{error:#}; going on without it");
        }
    }
}

fn first(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| on_path(name))
}

/// Where a program is; an absolute path stands for itself.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| Path::is_file(candidate))
}
