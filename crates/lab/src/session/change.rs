//! Changes in the middle of a run.

use super::Session;
use crate::document::{Change, Changed, Experiment, limits};
use crate::error::Input;
use crate::snapshot::Status;
use crate::{Error, build};

/// How far a run has got with the changes of its experiment.
#[derive(Debug)]
pub(super) struct Changes {
    /// The experiment as it stands.
    now: Experiment,
    /// How many changes have been made.
    made: usize,
}

impl Changes {
    /// Those of `experiment`, none of which has been made.
    pub fn of(experiment: &Experiment) -> Self {
        Self { now: experiment.clone(), made: 0 }
    }
}

impl Session {
    /// Makes the changes that come after `done` steps.
    pub(super) fn make_changes(&mut self, done: u64) {
        while let Some(change) = self.experiment.training.changes.get(self.changes.made)
            && change.after <= done
        {
            let set = change.set.clone();
            self.changes.made += 1;
            self.make(&set);
        }
    }

    /// Sets values of the running experiment from the next step on, and adds that to the changes of its document; before the
    /// first step the document itself says so.
    ///
    /// # Errors
    /// When the run has ended, or something cannot change in its middle, or not to that; then nothing is changed.
    pub fn change(&mut self, set: Changed) -> Result<(), Error> {
        let at_fault = |message: String| Error::new(message).with_input(Input::Request);
        if self.status != Status::Ready {
            return Err(at_fault("the run has ended; a change would have no step to begin with".into()));
        }
        let after = self.steps();
        self.make_changes(after);
        self.changes.now.clone().change(&set).map_err(|error| error.with_input(Input::Request))?;
        let (made, changes) = (self.changes.made, &mut self.experiment.training.changes);
        if after == 0 {
            // It can be made: it was on a copy.
            let _ = self.experiment.change(&set);
        } else if let Some(last) = changes[..made].last_mut().filter(|last| last.after == after) {
            last.set.extend([set.clone()]);
        } else if changes.len() < limits::MAX_CHANGES {
            changes.insert(made, Change { after, set: set.clone() });
            self.changes.made += 1;
        } else {
            return Err(at_fault(format!("a run takes at most {} changes", limits::MAX_CHANGES)));
        }
        self.make(&set);
        if after == 0 {
            self.preview_step();
        }
        Ok(())
    }

    /// Makes a change, which can be made.
    fn make(&mut self, set: &Changed) {
        let now = &mut self.changes.now;
        // Changes are checked when they are read.
        let _ = now.change(set);
        let begins_anew = set.paths().any(|path| path.ends_with(".frozen"));
        build::change(&mut self.trainer, now, begins_anew);
        let base = self.trainer.base_learning_rate();
        if set.paths().any(|path| path == "training.schedule") {
            self.rate.change_schedule(&now.training.schedule, base);
        } else if set.paths().any(|path| path == "training.optimizer.learning_rate") {
            self.rate.change_base(base);
        }
    }
}
