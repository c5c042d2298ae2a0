//! The bits suite: one set of documents gives the same bits in every program and browser.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::browser::{self, Chromium};
use crate::command::{cargo, npm, run, watch};
use crate::{install, project, site};

/// The result of a comparison: whether documents gave the same bits on every platform.
pub struct Agreement {
    /// Documents whose traces and weights agree.
    pub agreeing: u64,
    /// Documents run.
    pub documents: u64,
}

/// Builds the site and compares; returns whether all documents agree. With `accept` the digests found become the committed
/// ones.
///
/// # Errors
///
/// A part does not build, or a platform cannot run a document.
pub fn agree(accept: bool) -> Result<bool> {
    site::build()?;
    install::npm_packages(&project::tests())?;
    let Agreement { agreeing, documents } = compare(&Chromium::find_or_install()?, accept)?;
    Ok(agreeing == documents)
}

/// Trains every document's network by the command line (debug and release) and by the built engine in Node, Chromium
/// and, if available, Firefox. Compares the traces and weights with each other and with the committed digests, which
/// `accept` replaces. The site must be built.
///
/// # Errors
///
/// A part does not build, or a platform cannot run a document.
pub fn compare(chromium: &Chromium, accept: bool) -> Result<Agreement> {
    run(&mut cargo(&["build", "--package=gradlab"]))?;
    run(&mut cargo(&["build", "--package=gradlab", "--release"]))?;
    let mut command = npm(&project::tests(), &["run", "--silent", "bits"]);
    chromium
        .play(&mut command)
        .env("GRADLAB_DEBUG", gradlab("debug")?)
        .env("GRADLAB_RELEASE", gradlab("release")?)
        .env("GRADLAB_DATA", project::data())
        .env("SITE", project::dist());
    if accept {
        command.env("ACCEPT_DIGESTS", "1");
    }
    browser::play_firefox(&mut command);
    let mut agreement = None;
    let succeeded = watch(&mut command, |line| agreement = agreement.take().or_else(|| concluded(line)))?;
    agreement
        .filter(|found| succeeded == (found.agreeing == found.documents))
        .context("the comparison came to no conclusion")
}

/// The numbers of `12 of 13 documents agree on 5 platforms`.
fn concluded(line: &str) -> Option<Agreement> {
    let (numbers, _) = line.split_once(" documents agree on ")?;
    let (agreeing, documents) = numbers.split_once(" of ")?;
    Some(Agreement { agreeing: agreeing.parse().ok()?, documents: documents.parse().ok()? })
}

fn gradlab(profile: &str) -> Result<PathBuf> {
    let name = format!("gradlab{}", std::env::consts::EXE_SUFFIX);
    Ok(site::target_directory()?.join(profile).join(name))
}
