//! The sections that are the same in every program: what is learnt, the loop over epochs and batches, and the data.

use gradient_lab::data::DataShape;
use gradient_lab_nn::Head;

use super::archive::{Archive, Arrays, base64};
use super::python::{assigned_list, string};
use super::run::Run;
use super::schedule::{self, Pace};
use super::script::Section;

/// About so many times a run's progress is printed.
const LINES: u64 = 50;

/// The section that names the run and says how long it is.
pub fn settings(run: &Run, trace: &str) -> Section {
    let (training, validation) = (run.training_samples(), run.data.validation.samples());
    let learnt = match run.data.head {
        Head::Regression(1) => "a number".to_string(),
        Head::Regression(count) => format!("{count} numbers"),
        Head::Binary => "one of two classes".to_string(),
        Head::Classes(count) => format!("one of {count} classes"),
    };
    let held_back = if validation == 0 { String::new() } else { format!("; {validation} more are held back") };
    let features = match run.data.features() {
        1 => "1 feature".to_string(),
        features => format!("{features} features"),
    };
    let text = format!("From {features} of a sample the network learns {learnt}, on {training} samples{held_back}.");
    let mut code = String::new();
    if let Some(name) = &run.experiment.name {
        code.extend(["NAME = ", &string(name), "\n"]);
    }
    if !run.data.classes.is_empty() {
        let names: Vec<String> = run.data.classes.iter().map(|name| string(name)).collect();
        code.extend([&assigned_list("CLASSES", &names), "\n"]);
    }
    code.extend([format!(
        "EPOCHS = {}\nBATCH_SIZE = {}\n\n# The loss of every step goes here.\nTRACE = {trace}\n",
        run.experiment.training.epochs,
        run.batch_size()
    )]);
    Section::new("What is learnt", text, code)
}

/// The section that defines `train`, by the program's `train_step` and `loss_on`.
pub fn training(run: &Run) -> Section {
    let validated = run.data.validation.samples() > 0;
    let pace = schedule::pace(run);
    let mut lines: Vec<&str> = vec![];
    lines.push(if validated { "def train(inputs, targets, held_back):" } else { "def train(inputs, targets):" });
    lines.extend([
        "    \"\"\"Trains, and writes the loss of each step's batch, before the step's update, to the trace.\"\"\"",
        "    step = 0",
        "    with open(TRACE, \"w\", encoding=\"utf-8\") as trace:",
        "        trace.write(\"step,loss\\n\")",
        "        for epoch in range(EPOCHS):",
    ]);
    match pace {
        Pace::Epoch => lines.push("            optimizer.learning_rate = learning_rate(epoch)"),
        Pace::Plateau => lines.push("            optimizer.learning_rate = plateau.rate"),
        Pace::Never | Pace::Step | Pace::Changing => {}
    }
    lines.extend([
        "            order = order_of(epoch, len(inputs))",
        "            total = 0.0",
        "            for start in range(0, len(inputs), BATCH_SIZE):",
        "                batch = order[start : start + BATCH_SIZE]",
    ]);
    match pace {
        Pace::Step => lines.push("                optimizer.learning_rate = learning_rate(step)"),
        Pace::Changing => lines.extend([
            "                if step in CHANGES:",
            "                    CHANGES[step]()",
            "                optimizer.learning_rate = learning_rate(step, epoch)",
        ]),
        Pace::Never | Pace::Epoch | Pace::Plateau => {}
    }
    lines.extend([
        "                loss = train_step(inputs[batch], targets[batch])",
        "                total += loss * len(batch)",
        "                step += 1",
        "                trace.write(f\"{step},{loss:.9g}\\n\")",
        "                if not math.isfinite(loss):",
        "                    print(f\"The loss is no longer finite at step {step}: the run has diverged.\")",
        "                    return",
    ]);
    let watched = if validated { "loss_on(*held_back)" } else { "total / len(inputs)" };
    let plateau = format!("            plateau.after_epoch({watched})");
    let nested = format!("    {plateau}");
    match pace {
        Pace::Plateau => lines.push(&plateau),
        Pace::Changing => lines.extend(["            if plateau:", &nested]),
        Pace::Never | Pace::Step | Pace::Epoch => {}
    }
    lines.extend([
        "            if (epoch + 1) % SHOWN == 0 or epoch + 1 == EPOCHS:",
        "                progress = f\"epoch {epoch + 1} of {EPOCHS}: loss {total / len(inputs):.4g}\"",
    ]);
    if validated {
        lines.push("                progress += f\", of samples held back {loss_on(*held_back):.4g}\"");
    }
    lines.push("                print(progress)");
    let shown = format!(
        "# Epochs between two lines about the run's progress.\nSHOWN = {}\n\n\n",
        (run.experiment.training.epochs / LINES).max(1)
    );
    let text = "An epoch passes once over all samples, a batch a step. The last batch of an epoch may be smaller.";
    Section::new("Epochs and steps", text, shown + &lines.join("\n") + "\n")
}

/// The sections that load `archive`, hand it to the network, and run. `targets` is what the loss takes, made from
/// `arrays["targets"]`; `weights` gives the network its weights. With them the archive's file, where it is beside the program.
pub fn data(
    run: &Run,
    archive: Archive,
    arrays: Arrays<'_>,
    targets: &str,
    weights: &str,
) -> (Vec<Section>, Option<Vec<u8>>) {
    let bytes = archive.finish();
    let mut sections = vec![];
    let mut code = String::new();
    match arrays {
        Arrays::Inline => {
            let text = "The data and the weights, as a numpy archive in base64.";
            let packed = format!("ARRAYS = \"\"\"\n{}\"\"\"\n", base64(&bytes));
            sections.push(Section { folded: true, ..Section::new("The arrays", text, packed) });
            code.push_str("arrays = np.load(io.BytesIO(base64.b64decode(ARRAYS)))\n");
        }
        Arrays::Beside(name) => {
            code.extend([format!("arrays = np.load(Path(__file__).with_name({}))\n", string(name))]);
        }
    }
    let (input, target) = (run.statistics("input").is_some(), run.statistics("target").is_some());
    if input || target {
        code.push_str(include_str!("standardized.py"));
    }
    if let DataShape::Images { .. } = run.data.shape {
        code.push_str("inputs = arrays[\"inputs\"].astype(\"float32\") / 255  # grey values from 0 to 1\n");
    } else {
        code.push_str("inputs = arrays[\"inputs\"]\n");
    }
    if input {
        code.push_str("inputs = standardized(inputs, arrays[\"input_mean\"], arrays[\"input_variance\"])\n");
    }
    code.extend([format!("targets = {targets}\n")]);
    if target {
        code.push_str("targets = standardized(targets, arrays[\"target_mean\"], arrays[\"target_variance\"])\n");
    }
    code.extend(["\n", weights]);
    let text = "The samples to train on come first, then those held back. The weights are those that Gradient Lab's run \
        starts from, so that both begin at the same place.";
    sections.push(Section::new("Data and first weights", text, code));
    let samples = run.training_samples();
    let go = if run.data.validation.samples() > 0 {
        format!("train(inputs[:{samples}], targets[:{samples}], (inputs[{samples}:], targets[{samples}:]))\n")
    } else {
        "train(inputs, targets)\n".to_string()
    };
    sections.push(Section::new("The run", "", format!("{go}print(\"The loss of every step is in\", TRACE)\n")));
    (sections, matches!(arrays, Arrays::Beside(_)).then_some(bytes))
}
