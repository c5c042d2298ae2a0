//! What is turned in the middle of a run, in PyTorch.

use super::{blocks, clip_gradients, limit_kernels, loss_of, make_optimizer};
use crate::program::Run;
use crate::program::changes::Stage;
use crate::program::python::{argument, boolean, number};
use gradient_lab::document::Experiment;

/// What a change does beside turning the rate, and the names that it defines.
pub fn change(run: &Run, stage: &Stage) -> (Vec<&'static str>, String) {
    let Stage { before, now, .. } = stage;
    let (mut names, mut body) = (vec![], String::new());
    for (was, is) in run.groups_of(before).zip(run.groups_of(now)) {
        if was.block.frozen != is.block.frozen {
            let trainable = boolean(!is.block.frozen);
            body.extend([format!("for block in {}:\n    block.requires_grad_({trainable})\n", blocks(&is))]);
        }
    }
    if before.network.output.frozen != now.network.output.frozen {
        body.extend([format!("network.output.requires_grad_({})\n", boolean(!now.network.output.frozen))]);
    }
    if stage.begins_anew() {
        names.push("optimizer");
        body.push_str(&make_optimizer(now));
    } else {
        body.push_str(&parameters(stage));
    }
    let mut redefine = |name, was: String, is: String| {
        if was != is {
            names.push(name);
            body.extend(["\n", &is]);
        }
    };
    redefine("loss_of", loss_of(run, before), loss_of(run, now));
    redefine("clip_gradients", clip_gradients(before), clip_gradients(now));
    redefine("limit_kernels", limit_kernels(run, before), limit_kernels(run, now));
    (names, body)
}

/// Sets the parameters of an optimizer that goes on.
fn parameters(stage: &Stage) -> String {
    let mut body = String::new();
    for id in stage.parameters() {
        let value = |experiment: &Experiment| argument(&experiment.training.optimizer, id);
        body.extend([format!("optimizer.{id} = {}\n", value(&stage.now))]);
        if id == "momentum" && value(&stage.before) == number(0.0) {
            body.push_str("for velocity in optimizer.velocities:\n    velocity.zero_()\n");
        }
    }
    body
}
