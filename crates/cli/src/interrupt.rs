//! Interruptions (Ctrl-C, SIGTERM): a run stops between two steps, and tidies up.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit status of what was interrupted, as shells have it.
pub const STATUS: u8 = 130;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on the first interruption is noted, and the second ends the program.
pub fn watch() {
    let watched = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            process::exit(STATUS.into());
        }
    });
    // Where they cannot be noted, the first ends the program.
    drop(watched);
}

/// Whether there was one.
pub fn is_noted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
