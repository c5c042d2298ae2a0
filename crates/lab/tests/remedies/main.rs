//! Holds the remedies to a suite of drawn documents: see the README of `tests/remedies`.

mod draw;
mod suite;

use suite::Suite;

/// A few documents of the suite: `cargo xtask remedies` draws all.
#[test]
fn first_remedies_help() {
    let suite = Suite::run(1, 40);
    let [_, last] = suite.totals();
    println!("{}", suite.table());
    assert!(last.helped_share() >= 0.9, "{}", suite.table());
}

/// The whole suite: the seeds, and how many documents each draws, are given as `SEEDS` and `DOCUMENTS`.
#[test]
#[ignore = "takes minutes; cargo xtask remedies runs it"]
fn whole_suite() {
    let number = |name: &str, default: &str| std::env::var(name).unwrap_or(default.into());
    let documents = number("DOCUMENTS", "300").parse().unwrap();
    for seed in number("SEEDS", "1,2,3").split(',') {
        let suite = Suite::run(seed.parse().unwrap(), documents);
        if let Ok(path) = std::env::var("FAILURES") {
            std::fs::write(format!("{path}.{seed}"), suite.failures()).unwrap();
        }
        println!("{}", suite.table());
    }
}
