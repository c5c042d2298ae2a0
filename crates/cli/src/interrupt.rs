//! Interruptions (Ctrl-C, SIGTERM): a run stops between two steps and removes its temporary files.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit status of an interrupted program, as shells define it.
pub const STATUS: u8 = 130;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on the first interruption is only noted; the second ends the program.
pub fn watch() {
    let watched = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            process::exit(STATUS.into());
        }
    });
    // If no handler can be set, the first interruption ends the program.
    drop(watched);
}

/// Whether there was an interruption.
pub fn is_noted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
