//! Replays the runs that Keras made (`tests/reference`) and compares every figure of the trace and the final weights.

use std::{
    collections::{HashMap, HashSet},
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use gradient_lab::{data::Resources, document::Experiment, session::Session, trace::Record};
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::{Activation, Clipping, Init, Loss, Normalization, Optimizer, Schedule};
use safetensors::SafeTensors;
use serde_json::Value;

/// How far a figure may be from Keras's, relative to Keras's.
const TOLERANCE: f64 = 2e-4;

#[test]
fn plain_networks_agree_with_keras() {
    replay_all("core");
}

#[test]
fn the_whole_catalogue_agrees_with_keras() {
    replay_all("catalogue");
}

#[test]
fn every_catalogue_entry_occurs_in_a_case() {
    let mut named = HashSet::new();
    for case in ["core", "catalogue"].into_iter().flat_map(cases) {
        let document = fs::read_to_string(case.join("experiment.json")).unwrap();
        collect_choices(&serde_json::from_str(&document).unwrap(), &mut named);
    }
    let catalogues = [
        ("activation", Activation::ENTRIES),
        ("init", Init::ENTRIES),
        ("normalization", Normalization::ENTRIES),
        ("loss", Loss::ENTRIES),
        ("optimizer", Optimizer::ENTRIES),
        ("schedule", Schedule::ENTRIES),
        ("gradient_clipping", Clipping::ENTRIES),
    ];
    let absent: Vec<String> = catalogues
        .into_iter()
        .flat_map(|(field, entries)| entries.iter().map(move |entry| (field.to_owned(), entry.id.to_owned())))
        .filter(|choice| !named.contains(choice))
        .map(|(field, id)| format!("{field}: {id}"))
        .collect();
    assert!(absent.is_empty(), "no case in tests/reference/cases has {}", absent.join(", "));
}

/// Collects the fields of a document that name something by a text or by a `kind`, with what they name.
fn collect_choices(document: &Value, named: &mut HashSet<(String, String)>) {
    match document {
        Value::Object(fields) => {
            for (field, value) in fields {
                if let Some(id) = value.as_str().or_else(|| value["kind"].as_str()) {
                    named.insert((field.clone(), id.to_owned()));
                }
                collect_choices(value, named);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_choices(item, named)),
        _ => {}
    }
}

/// The cases in a folder, by name.
fn cases(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reference/cases").join(kind);
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

/// Replays every case in a folder, says how many agree, and fails with the figures that do not.
fn replay_all(kind: &str) {
    let cases = cases(kind);
    let (mut figures, mut uncertain, mut agreeing_cases, mut problems) = (0, 0, 0, Vec::new());
    for case in &cases {
        let name = case.file_name().unwrap().to_string_lossy();
        let mut comparison = Comparison::default();
        if let Err(error) = replay(case, &mut comparison) {
            comparison.problems.push(error.to_string());
        }
        figures += comparison.figures;
        uncertain += comparison.uncertain;
        agreeing_cases += usize::from(comparison.problems.is_empty());
        problems.extend(comparison.problems.iter().map(|problem| format!("{name}: {problem}")));
    }
    // Written past the test harness, which would keep it to itself when all is well.
    let summary = format!(
        "Keras, {kind}: {agreeing_cases} of {} cases agree, {} of {figures} figures \
         ({uncertain} by the deviation of Keras's own)\n",
        cases.len(),
        figures.saturating_sub(problems.len()),
    );
    std::io::stderr().write_all(summary.as_bytes()).unwrap();
    assert!(problems.is_empty(), "{summary}{}", problems.join("\n"));
}

/// Runs one case and compares it with what Keras wrote.
fn replay(case: &Path, comparison: &mut Comparison) -> Result<(), Box<dyn Error>> {
    let read = |name: &str| fs::read_to_string(case.join(name));
    let experiment = Experiment::parse(&read("experiment.json")?)?;
    let resources = Resources { csv: Some(read("data.csv")?), assets: Vec::new() };
    let initial = fs::read(case.join("initial.safetensors"))?;
    let mut session = Session::open(experiment, &resources, Some(&initial))?;
    session.set_tracing(true);
    session.step(session.total_steps());
    let trace = session.take_trace();

    let expected: Vec<Value> = read("trace.jsonl")?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let uncertain: HashMap<String, HashMap<String, Uncertain>> = serde_json::from_str(&read("uncertain.json")?)?;
    let ours: HashMap<String, Vec<Figure>> = trace.iter().map(|record| (place(record), figures(record))).collect();
    let steps = trace.iter().filter(|record| matches!(record, Record::Step(_))).count();
    let last = expected.iter().filter_map(|record| record["step"].as_u64()).max().unwrap_or(0);
    if steps as u64 != last {
        comparison.problems.push(format!("{steps} steps, Keras {last}"));
    }
    let epochs = trace.len() - steps;
    let expected_epochs = expected.iter().filter(|record| record["type"] == "epoch").count();
    if epochs != expected_epochs {
        comparison.problems.push(format!("{epochs} epochs, Keras {expected_epochs}"));
    }
    for record in &expected {
        let place = match record["step"].as_u64() {
            Some(step) => step.to_string(),
            None => format!("epoch {}", record["epoch"]),
        };
        let Some(ours) = ours.get(&place) else {
            comparison.problems.push(format!("{place}: missing"));
            continue;
        };
        comparison.compare(&place, ours, record, uncertain.get(&place));
    }

    if case.join("final.json").exists() {
        let expected: HashMap<String, Value> = serde_json::from_str(&read("final.json")?)?;
        let bytes = session.export_weights()?;
        let tensors = SafeTensors::deserialize(&bytes)?.tensors();
        if tensors.len() != expected.len() {
            comparison.problems.push(format!("{} final tensors, Keras {}", tensors.len(), expected.len()));
        }
        for (name, tensor) in &tensors {
            let place = format!("final {name}");
            let values: Vec<f32> = tensor.data().as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
            match expected.get(name) {
                Some(expected) => comparison.compare(&place, &summary(&values), expected, uncertain.get(&place)),
                None => comparison.problems.push(format!("{place}: Keras has no such tensor")),
            }
        }
    }
    Ok(())
}

/// A figure's path in its record (`layers`' place first where it has one), and its value.
type Figure = (String, Option<f64>);

/// Where a record stands: a step's number, or `epoch` and its number.
fn place(record: &Record) -> String {
    match record {
        Record::Step(step) => step.step.to_string(),
        Record::Epoch(epoch) => format!("epoch {}", epoch.epoch),
        Record::Diagnosis(diagnosis) => format!("diagnosis {}", diagnosis.step),
    }
}

/// A record's figures.
fn figures(record: &Record) -> Vec<Figure> {
    named_figures(&serde_json::to_value(record).expect("a record is JSON")).into_iter().collect()
}

/// The figures by which a final tensor is known.
fn summary(values: &[f32]) -> Vec<Figure> {
    let wide = || values.iter().map(|&value| f64::from(value));
    let mut figures = vec![
        ("l2".into(), Some(wide().map(|value| value * value).sum::<f64>().sqrt())),
        ("mean_abs".into(), Some(wide().map(f64::abs).sum::<f64>() / values.len() as f64)),
    ];
    figures.extend(wide().take(4).enumerate().map(|(index, value)| (index.to_string(), Some(value))));
    figures
}

/// A figure's exact value, from Keras in double precision, and how far from it Keras's own float32 comes to lie.
type Uncertain = (f64, f64);

/// What a case's comparison has found so far.
#[derive(Default)]
struct Comparison {
    figures: usize,
    uncertain: usize,
    problems: Vec<String>,
}

impl Comparison {
    /// Compares one record, or one final tensor.
    fn compare(
        &mut self,
        place: &str,
        ours: &[Figure],
        expected: &Value,
        uncertain: Option<&HashMap<String, Uncertain>>,
    ) {
        let theirs = named_figures(expected);
        if ours.len() != theirs.len() {
            self.problems.push(format!("{place}: {} figures, Keras {}", ours.len(), theirs.len()));
        }
        for (name, value) in ours {
            self.figures += 1;
            let uncertain = uncertain.and_then(|uncertain| uncertain.get(name)).copied();
            match theirs.get(name) {
                Some(expected) if agree(*value, *expected) => {}
                Some(_) if as_exact(*value, uncertain) => self.uncertain += 1,
                Some(expected) => self.problems.push(format!(
                    "{place}: {name} is {value:?}, Keras {expected:?} (exact and deviation {uncertain:?})"
                )),
                None => self.problems.push(format!("{place}: Keras has no {name}")),
            }
        }
    }
}

/// Whether a figure is Keras's.
fn agree(value: Option<f64>, expected: Option<f64>) -> bool {
    match (value, expected) {
        (None, None) => true,
        (Some(value), Some(expected)) if expected.is_finite() => (value - expected).abs() <= TOLERANCE * expected.abs(),
        // An infinity of the same sign, or NaN.
        (Some(value), Some(expected)) => value == expected || value.is_nan() && expected.is_nan(),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[test]
fn what_is_not_finite_agrees_with_its_own_kind_only() {
    let kinds = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for (at, value) in kinds.into_iter().enumerate() {
        assert_eq!(kinds.map(|other| agree(Some(value), Some(other))), [at == 0, at == 1, at == 2]);
        assert!(!agree(Some(1.0), Some(value)) && !agree(Some(value), Some(1.0)) && !agree(Some(value), None));
    }
}

/// Whether a figure is no further from the exact one than Keras's float32 is.
fn as_exact(value: Option<f64>, uncertain: Option<Uncertain>) -> bool {
    let (Some(value), Some((exact, deviation))) = (value, uncertain) else { return false };
    (value - exact).abs() <= deviation
}

/// The figures of a record in the trace, ours or Keras's, or those of a final tensor, as [`summary`] names them.
fn named_figures(record: &Value) -> HashMap<String, Option<f64>> {
    let mut figures = HashMap::new();
    for (key, value) in record.as_object().into_iter().flatten() {
        match key.as_str() {
            "layers" => {
                for layer in value.as_array().into_iter().flatten() {
                    let name = layer["name"].as_str().unwrap_or_default();
                    let inner = layer.as_object().into_iter().flatten().filter(|(key, _)| *key != "name");
                    figures.extend(inner.map(|(key, value)| (format!("{name}.{key}"), optional(value))));
                }
            }
            "type" | "step" => {}
            "epoch" if record["type"] == "epoch" => {}
            _ => {
                figures.insert(key.clone(), optional(value));
            }
        }
    }
    figures
}

/// A figure as JSON has it; null is none.
fn optional(value: &Value) -> Option<f64> {
    (!value.is_null()).then(|| number(value))
}

/// A number as JSON has it, the ones that are not finite by name.
fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        Some(_) => f64::NAN,
        None => value.as_f64().unwrap_or(f64::NAN),
    }
}
