//! What the targets hold every input to.

use gradient_lab::Error;
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab::snapshot::SnapshotRequest;

/// The longest message, in characters.
const MAX_CHARACTERS: usize = 330;

/// Holds `error` to one clear line.
pub fn is_one_line(error: &Error) {
    let line = error.to_string();
    assert!(!error.message.trim().is_empty(), "an error without a message, at {:?}", error.path);
    assert!(!line.contains(breaks_a_line), "{line:?}");
    assert!(line.chars().count() <= MAX_CHARACTERS, "{} characters: {line}", line.chars().count());
}

fn breaks_a_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Takes two steps and looks at everything that a run shows; gives its weights where they are finite.
pub fn exercise(session: &mut Session) -> Option<Vec<u8>> {
    session.set_tracing(true);
    session.step(2);
    for record in session.take_trace() {
        let line = record.to_json();
        assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok(), "{line}");
    }
    session.describe();
    session.snapshot(&SnapshotRequest { visuals: true, units: 2, side: 4 });
    session.evaluate();
    session.export_weights().inspect_err(is_one_line).ok()
}

/// Whether a few steps on `samples` samples of `features` features take no time worth speaking of.
pub fn is_small(experiment: &Experiment, features: usize, samples: usize) -> bool {
    const PARAMETERS: usize = 5_000;
    const PRODUCTS: usize = 1_000_000;
    let (width, hidden) = experiment.network.expanded().fold((features, 0), |(inputs, sum), block| {
        let pieces = block.activation.pieces();
        (block.units, sum + inputs * block.units * pieces)
    });
    let parameters = hidden + width;
    parameters <= PARAMETERS && parameters * samples <= PRODUCTS
}
