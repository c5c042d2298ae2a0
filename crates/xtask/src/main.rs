//! Builds, serves and tests Gradient Lab: `cargo xtask serve`, `cargo xtask test`.

mod assets;
mod bench;
mod bits;
mod browser;
mod command;
mod format;
mod formats;
mod fuzz;
mod install;
#[cfg(test)]
mod layers;
mod licences;
mod mutants;
mod programs;
mod project;
mod python;
mod reference;
mod remedies;
mod serve;
mod site;
mod test;
mod types;
mod wasm_tests;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves and tests Gradient Lab")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page and serve it on this machine
    Serve {
        /// The port to listen on
        #[arg(long, default_value_t = 4173)]
        port: u16,
        /// Do not open a browser
        #[arg(long)]
        no_open: bool,
    },
    /// Run every check and test
    Test {
        #[command(flatten)]
        options: test::Options,
    },
    /// Format all code: Rust by rustfmt, the page and its tests by Biome
    Format,
    /// Compare the bits of every platform's runs with each other and with the committed digests, one of the tests
    Bits {
        /// Commit the numbers found: they are meant to be new
        #[arg(long)]
        accept: bool,
    },
    /// Build the static site into www/dist
    Build,
    /// Write the TypeScript types of what the engine takes and gives
    Types,
    /// Measure training in a browser, ours and others'
    #[command(args_conflicts_with_subcommands = true)]
    Bench {
        #[command(subcommand)]
        part: Option<BenchPart>,
        #[command(flatten)]
        options: bench::Options,
    },
    /// Pack the image sets, which page and command line read
    Assets,
    /// Look for inputs that break the readers of documents, CSV, weights and images
    Fuzz {
        /// The reader to fuzz; all, one after the other, if not given
        target: Option<String>,
        /// How long to look, for each
        #[arg(long, default_value_t = fuzz::LONG)]
        seconds: u64,
    },
    /// Measure how often the first remedy helps a drawn document with trouble, and write the table
    Remedies {
        #[command(flatten)]
        options: remedies::Options,
    },
    /// Check that the core's tests notice each of many small changes of its formulas
    Mutants {
        /// Only changes whose name matches this regular expression, such as "optimizer/adam.rs"
        only: Option<String>,
    },
}

#[derive(Subcommand)]
enum BenchPart {
    /// Measure the page: what it transfers, how it starts and what its frames cost
    Page,
    /// Measure how a step's time grows with width, depth and batch, and the memory of a large network
    Cost,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Serve { port, no_open } => serve::serve(port, !no_open).map(|()| true),
        Task::Test { options } => Ok(test::test(options)),
        Task::Format => format::write().map(|()| true),
        Task::Bits { accept } => bits::agree(accept),
        Task::Build => site::build().map(|()| true),
        Task::Types => types::write().map(|()| true),
        Task::Bench { part: Some(BenchPart::Page), .. } => bench::page::bench().map(|()| true),
        Task::Bench { part: Some(BenchPart::Cost), .. } => bench::cost().map(|()| true),
        Task::Bench { part: None, options } => bench::bench(&options).map(|()| true),
        Task::Assets => site::assets().map(|()| true),
        Task::Fuzz { target, seconds } => fuzz::fuzz(target.as_deref(), seconds).map(|()| true),
        Task::Remedies { options } => remedies::measure(&options).map(|()| true),
        Task::Mutants { only } => mutants::check(only.as_deref()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
