//! The browsers that the tests drive: Chromium for all of them, Firefox to compare with.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{announce, npm, output, run};
use crate::{install, project};

/// Flags that make Chromium do without a desktop, a graphics card and a network.
const FLAGS: [&str; 7] = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
];

/// The names of Chromium and Chrome, and their paths where they are not on the search path.
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

/// A browser found on this machine.
pub struct Chromium {
    /// The program.
    pub program: PathBuf,
}

impl Chromium {
    /// Finds Chromium or Chrome, or installs it: by apt-get as root, otherwise Playwright's own.
    ///
    /// # Errors
    ///
    /// There is none and it cannot be installed.
    pub fn find_or_install() -> Result<Self> {
        if let Some(program) = first(&BROWSERS) {
            return Ok(Self { program });
        }
        install_by_apt("Chromium", &["chromium"]);
        if let Some(program) = first(&BROWSERS) {
            return Ok(Self { program });
        }
        announce("downloading Playwright's Chromium");
        install::npm_packages(&project::tests())?;
        run(&mut npm(&project::tests(), &["exec", "--", "playwright", "install", "chromium"]))
            .context("install Chromium (on Debian: apt-get install chromium)")?;
        let asked = npm(
            &project::tests(),
            &["exec", "--", "node", "--print", "require('@playwright/test').chromium.executablePath()"],
        )
        .output()?;
        Ok(Self { program: String::from_utf8_lossy(&asked.stdout).trim().into() })
    }

    /// Adds the browser and its flags to the environment of a program that drives it.
    pub fn play<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("CHROMIUM", &self.program).env("CHROMIUM_FLAGS", FLAGS.join(" "))
    }
}

/// Adds Firefox to the environment of a program that drives it. Installs it by apt-get if we are root; otherwise, if it is
/// missing, prints that it is left out.
pub fn play_firefox(command: &mut Command) -> &mut Command {
    let firefox = first(&FIREFOXES).or_else(|| {
        install_by_apt("Firefox", &["firefox-esr"]);
        first(&FIREFOXES)
    });
    if let Some(firefox) = firefox {
        command.env("FIREFOX", firefox)
    } else {
        println!("Firefox is left out: it is not on this machine (on Debian: apt-get install firefox-esr)");
        command.env_remove("FIREFOX")
    }
}

/// Installs Debian packages if we are root. A failure is printed.
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

/// The path of a program on the search path, or an absolute path itself, if it exists.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| Path::is_file(candidate))
}
