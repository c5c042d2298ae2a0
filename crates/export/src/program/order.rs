//! The order of the batches, which programs draw as Gradient Lab does: [`gradient_lab_nn::rng`] in Python.

use super::run::Run;
use super::script::Section;

/// The section that defines `order_of(epoch, samples)`.
pub fn section(run: &Run) -> Section {
    let title = "The order of the samples";
    if !run.experiment.training.shuffle {
        let code = "def order_of(epoch, samples):\n    \"\"\"The order in which an epoch takes the samples.\"\"\"\n    return np.arange(samples)\n";
        return Section::new(title, "Every epoch takes the samples in the order of the data.", code);
    }
    let text = "Every epoch takes the samples in a new order, drawn by the generator of random numbers that Gradient Lab has. \
        It is here only so that the batches are the same; np.random.permutation(samples) would do as well.";
    let code = format!("SEED = {}\n{}", run.experiment.seed, include_str!("order.py"));
    Section::new(title, text, code)
}
