//! Whether a block's init suits it.

use gradient_lab_nn::Init;
use gradient_lab_nn::math::f64::{log10, sqrt};

use serde_json::{Value, json};

use super::Case;
use crate::document::HiddenBlock;

/// The decades by which an init may miss the fitting standard deviation, summed over a block's layers.
const MAX_DECADES: f64 = 0.5;

/// The decades below the fitting standard deviation at which a normalization's ε, 10⁻³, outweighs the variance.
const LOST_TO_EPSILON: f64 = -1.2;

/// How an init misses what suits its block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Misfit {
    /// All units of a layer start alike.
    Alike,
    /// log10 of the standard deviation over the fitting one, summed over the block's layers.
    Decades(f64),
}

/// The init that suits an activation; Glorot's, where none keeps the gradient's size.
pub(super) fn fitting(block: &HiddenBlock) -> &'static str {
    block.activation.fitting_init().unwrap_or("glorot_normal")
}

/// The factor by which the fitting init is made smaller: each residual block adds to the variance.
fn gain(block: &HiddenBlock) -> f64 {
    if block.residual && !block.normalization.is_active() { 1.0 / sqrt(1.0 + block.repeat as f64) } else { 1.0 }
}

/// The init called `kind`, as the document of a block has it.
pub(super) fn scaled(kind: &str, block: &HiddenBlock) -> Value {
    match gain(block) {
        1.0 => kind.into(),
        gain => json!({"kind": kind, "gain": super::digits(gain)}),
    }
}

/// How the init of hidden block `at` misses what suits it; `None` if it does not.
pub(super) fn misfit(case: &Case<'_>, at: usize) -> Option<Misfit> {
    let hidden = &case.experiment.network.hidden;
    let block = &hidden[at];
    let before = at.checked_sub(1).map_or(case.data.features, |before| hidden[before].units);
    if matches!(block.init, Init::Zeros(_) | Init::Constant(_)) {
        return Some(Misfit::Alike);
    }
    let columns = block.units * block.activation.pieces();
    let decades = |inputs: usize| {
        let deviation = deviation(&block.init, inputs, columns);
        deviation.map_or(0.0, |deviation| log10(deviation / ideal(block, inputs, columns)))
    };
    let inner = decades(block.units);
    if block.normalization.is_active() {
        // It divides the scale out again, unless its ε is larger than the variance.
        return (inner < LOST_TO_EPSILON).then_some(Misfit::Decades(inner));
    }
    let sum = decades(before) + inner * (block.repeat - 1) as f64;
    (sum.abs() > MAX_DECADES).then_some(Misfit::Decades(sum))
}

fn ideal(block: &HiddenBlock, inputs: usize, columns: usize) -> f64 {
    gain(block)
        * match fitting(block) {
            "he_normal" => sqrt(2.0 / inputs as f64),
            "lecun_normal" => sqrt(1.0 / inputs as f64),
            _ => sqrt(2.0 / (inputs + columns) as f64),
        }
}

/// The standard deviation that an init gives a kernel, `[inputs, columns]`; `None` if it follows the data.
pub(super) fn deviation(init: &Init, inputs: usize, columns: usize) -> Option<f64> {
    let (inputs, columns) = (inputs as f64, columns as f64);
    Some(match init {
        Init::Zeros(_) => 0.0,
        Init::Constant(init) => init.value.abs(),
        Init::Normal(init) => init.stddev,
        Init::Uniform(init) => init.limit / sqrt(3.0),
        Init::LecunNormal(init) => init.gain / sqrt(inputs),
        Init::LecunUniform(init) => init.gain / sqrt(inputs),
        Init::GlorotNormal(init) => init.gain * sqrt(2.0 / (inputs + columns)),
        Init::GlorotUniform(init) => init.gain * sqrt(2.0 / (inputs + columns)),
        Init::HeNormal(init) => init.gain * sqrt(2.0 / inputs),
        Init::HeUniform(init) => init.gain * sqrt(2.0 / inputs),
        Init::StandardUniform(init) => init.gain / sqrt(3.0 * inputs),
        Init::Orthogonal(init) => init.gain / sqrt(inputs.max(columns)),
        Init::Lsuv(_) => return None,
    })
}
