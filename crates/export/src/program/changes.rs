//! What is turned in the middle of the run.

use gradient_lab::Error;
use gradient_lab::document::{Change, Experiment};

use super::python::indented;
use super::run::Run;
use super::schedule;
use super::script::Section;

/// A change, with the experiment before and after it.
pub struct Stage {
    /// The steps done before it.
    pub after: u64,
    pub before: Experiment,
    pub now: Experiment,
    paths: Vec<String>,
}

impl Stage {
    /// Whether a path is set that `matches`.
    fn sets(&self, matches: impl Fn(&str) -> bool) -> bool {
        self.paths.iter().any(|path| matches(path))
    }

    /// Whether the schedule starts over.
    pub fn sets_schedule(&self) -> bool {
        self.sets(|path| path == "training.schedule")
    }

    /// Whether the schedule goes on from another rate.
    pub fn sets_rate(&self) -> bool {
        self.sets(|path| path == "training.optimizer.learning_rate")
    }

    /// Whether the clipping is set.
    pub fn sets_clipping(&self) -> bool {
        self.sets(|path| path == "training.gradient_clipping")
    }

    /// The optimizer's parameters that are set, but for the rate.
    pub fn parameters(&self) -> Vec<&str> {
        let parameters = self.paths.iter().filter_map(|path| path.strip_prefix("training.optimizer."));
        parameters.filter(|&id| id != "learning_rate").collect()
    }

    /// Whether the optimizer forgets what it remembers, as Keras's does when what is frozen changes.
    pub fn begins_anew(&self) -> bool {
        self.sets(|path| path.ends_with(".frozen"))
    }
}

/// The changes of `experiment`, in order.
pub fn stages(experiment: &Experiment) -> Vec<Stage> {
    let until = |made: usize| {
        let mut experiment = experiment.clone();
        experiment.training.changes.truncate(made);
        experiment.after_changes()
    };
    let changes = experiment.training.changes.iter().enumerate();
    let stage = |(at, Change { after, set }): (usize, &Change)| Stage {
        after: *after,
        before: until(at),
        now: until(at + 1),
        paths: set.paths().map(str::to_string).collect(),
    };
    changes.map(stage).collect()
}

/// Refuses changes to what other tools have no counterpart of.
pub fn check(experiment: &Experiment) -> Result<(), Error> {
    for (at, Stage { now, .. }) in stages(experiment).iter().enumerate() {
        if let Some(block) = now.network.hidden.iter().position(|block| block.dropout.is_active()) {
            let message = "other tools drop other units at random, so the run cannot be repeated; leave it at 0";
            return Err(Error::at(format!("training.changes[{at}].set.network.hidden[{block}].dropout"), message));
        }
    }
    Ok(())
}

/// The section that defines `CHANGES`, if there are any; `code` is what a change does beside turning the rate, and the names
/// that it defines.
pub fn section(run: &Run, code: impl Fn(&Stage) -> (Vec<&'static str>, String)) -> Option<Section> {
    let stages = stages(&run.experiment);
    if stages.is_empty() {
        return None;
    }
    let mut functions = vec![];
    for stage in &stages {
        let (mut names, mut body) = code(stage);
        if stage.sets_schedule() || stage.sets_rate() {
            let (defined, rate) = schedule::change(run, stage);
            names.extend(defined);
            // After a function that was defined, a line stays free.
            body = [body, rate].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        }
        let globals = if names.is_empty() { String::new() } else { format!("global {}\n", names.join(", ")) };
        let after = stage.after;
        let body = indented(4, &format!("{globals}{body}").replace("\n\n\n", "\n\n"));
        functions.push(format!(
            "def change_after_{after}():\n    \"\"\"What holds from step {} on.\"\"\"\n{body}",
            after + 1
        ));
    }
    let list = stages.iter().map(|stage| format!("    {0}: change_after_{0},\n", stage.after)).collect::<Vec<_>>();
    functions.push(format!("# By the steps that are done before.\nCHANGES = {{\n{}}}\n", list.concat()));
    let text = "Somebody turned these in the middle of the run.";
    Some(Section::new("Changes", text, functions.join("\n\n")))
}
