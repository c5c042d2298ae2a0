//! `gradlab run` as its users meet it: files in, files and an exit status out.

mod folder;

use folder::{Folder, SMALL, read, records};
use serde_json::Value;
use std::fs;

#[test]
fn a_trace_has_every_step_and_epoch_in_order_and_nothing_else() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let ran = folder.run(&["run.json", "--trace", "-"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    // 40 samples in batches of 16: three steps an epoch.
    let kinds: Vec<_> =
        records(&ran.stdout).iter().map(|record| record["type"].as_str().unwrap().to_string()).collect();
    let epochs = ["step", "step", "step", "epoch"].repeat(3);
    assert_eq!(kinds, [&["diagnosis"], &epochs[..], &["diagnosis"]].concat());
    let first = &records(&ran.stdout)[1];
    assert_eq!((&first["step"], &first["epoch"]), (&Value::from(1), &Value::from(1)));
    let names: Vec<_> =
        first["layers"].as_array().unwrap().iter().map(|layer| layer["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["hidden.0", "hidden.1", "output"]);
    assert!(first["layers"][0]["saturated"].is_number());
    assert!(first["layers"][0]["dead"].is_null());
}

#[test]
fn a_trace_begins_with_the_first_batch_and_ends_with_the_medians_of_the_last_ten_steps() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let trace = records(&folder.run(&["run.json", "--trace", "-"]).stdout);
    let (first, last) = (&trace[0], trace.last().unwrap());
    assert_eq!((&first["step"], &first["learning"]), (&Value::from(0), &Value::Null));
    assert_eq!((&last["step"], &last["learning"]), (&Value::from(9), &Value::from("learning")));
    let steps: Vec<_> = trace.iter().filter(|record| record["type"] == "step").collect();
    let delta = |step: &Value, layer: usize| step["layers"][layer]["delta_rms"].as_f64().unwrap();
    let rho_of = |step: &Value| delta(step, 0) / delta(step, 1);
    let median = |layer: usize| {
        let mut deltas: Vec<f64> = steps.iter().map(|step| delta(step, layer)).collect();
        deltas.sort_by(f64::total_cmp);
        deltas[deltas.len() / 2]
    };
    let is_near = |rho: &Value, other: f64| (rho.as_f64().unwrap() / other - 1.0).abs() < 1e-5;
    // The first step is done on the first batch, whose figures are those before it.
    assert!(is_near(&first["rho"], rho_of(steps[0])), "{first}");
    assert!(is_near(&last["rho"], median(0) / median(1)), "{last}");
    assert!(!is_near(&last["rho"], rho_of(steps[8])), "{last}");
}

#[test]
fn a_run_is_the_same_every_time() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    for name in ["a", "b"] {
        let weights = format!("{name}.safetensors");
        assert_eq!(folder.run(&["run.json", "--trace", name, "--final-weights", &weights]).status, 0);
    }
    assert_eq!(read(&folder.path("a")), read(&folder.path("b")));
    let [one, other] = ["a.safetensors", "b.safetensors"].map(|name| fs::read(folder.path(name)).unwrap());
    assert_eq!(one, other);
}

#[test]
fn a_run_tells_how_well_the_network_does() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let ran = folder.run(&["run.json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let lines: Vec<_> = ran.stdout.lines().collect();
    let begins = |line: usize, text: &str| assert!(lines[line].starts_with(text), "{}", ran.stdout);
    // The layers before the first step and after the last, how the run learns, and how well it does.
    begins(0, "Verdict before step 1: healthy. Going back, ");
    for (line, text) in
        ["δ by layer, of the first batch:", "  hidden.0  0.", "  hidden.1  0.", "  output    0."].iter().enumerate()
    {
        begins(1 + line, text);
    }
    begins(5, "Verdict after step 9: healthy. Going back, ");
    begins(6, "δ by layer, of the latest steps, medians:");
    begins(10, "Learning. Guessing's loss is 0.6931.");
    begins(11, "After step 9: training loss ");
    assert!(lines.len() == 12 && lines[11].contains("; validation loss 0."), "{}", ran.stdout);
    assert!(!ran.stdout.contains(['█', '\u{1b}', '\r']), "{}", ran.stdout);
    // Where the trace has the standard output, the words go past it.
    let traced = folder.run(&["run.json", "--trace", "-"]);
    assert_eq!(traced.stderr, ran.stdout);
    let quiet = folder.run(&["run.json", "--trace", "-", "--quiet"]);
    assert_eq!((quiet.status, quiet.stdout, quiet.stderr.as_str()), (0, traced.stdout, ""));
    let quiet = folder.run(&["run.json", "--quiet"]);
    assert_eq!((quiet.status, quiet.stdout.as_str(), quiet.stderr.as_str()), (0, "", ""));
    folder.run(&["none.json", "--quiet"]).is_refused("none.json: cannot be read");
}

#[test]
fn a_run_in_trouble_names_what_to_set_in_its_words_and_its_trace() {
    let folder = Folder::new();
    folder.write(
        "run.json",
        &SMALL.replace("\"repeat\": 2, \"activation\": \"tanh\"", "\"repeat\": 5, \"activation\": \"sigmoid\""),
    );
    let ran = folder.run(&["run.json", "--trace", "trace"]);
    assert!(ran.stdout.contains("Verdict after step 9: vanishing."), "{}", ran.stdout);
    let told: Vec<_> = ran.stdout.lines().filter_map(|line| line.strip_prefix("To try: ")).collect();
    let last = records(&read(&folder.path("trace"))).pop().unwrap();
    let remedies = last["remedies"].as_array().unwrap();
    assert!(!told.is_empty() && told.len() == remedies.len(), "{}: {last}", ran.stdout);
    for (told, remedy) in told.iter().zip(remedies) {
        for (path, value) in remedy["set"].as_object().unwrap() {
            assert!(path.starts_with("network.") || path.starts_with("training."), "{path}");
            assert!(told.contains(&format!("{path}: {value}")), "{told}: {remedy}");
        }
    }
    folder.write("run.json", SMALL);
    assert!(!folder.run(&["run.json"]).stdout.contains("To try"));
}

#[test]
fn figures_that_are_not_those_of_the_trace_say_why() {
    let folder = Folder::new();
    let said = |document: &str, arguments: &[&str]| {
        folder.write("run.json", document);
        folder.run(&[&["run.json"], arguments].concat()).stdout
    };
    let remark = "(evaluated after the last step); validation";
    assert!(said(SMALL, &[]).contains(remark));
    // There is no whole epoch yet.
    assert!(!said(SMALL, &["--steps", "2"]).contains("evaluated"));
    // Nothing is learnt, so nothing differs.
    let frozen = SMALL.replace("\"tanh\"}]", "\"tanh\", \"frozen\": true}], \"output\": {\"frozen\": true}");
    let still = said(&frozen, &[]);
    assert!(still.contains("\nAfter step 9: training loss ") && !still.contains("evaluated"), "{still}");
}

#[test]
fn a_small_loss_is_not_rounded_to_nothing() {
    let folder = Folder::new();
    let document = r#"{"version": 1, "data": {"kind": "plane", "noise": 0}, "network": {"hidden": []},
        "training": {"epochs": 20, "optimizer": {"kind": "sgd", "learning_rate": 0.1}}}"#;
    folder.write("run.json", document);
    let said = folder.run(&["run.json"]).stdout;
    let (_, loss) = said.split_once("training loss ").unwrap();
    let loss: f64 = loss.split([' ', ';']).next().unwrap().parse().unwrap();
    assert!(loss > 0.0 && loss < 1e-5, "{said}");
}

#[test]
fn steps_cut_a_run_short_and_an_epoch_cut_short_has_no_line() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let ran = folder.run(&["run.json", "--trace", "-", "--steps", "5"]);
    let kinds: Vec<_> =
        records(&ran.stdout).iter().map(|record| record["type"].as_str().unwrap().to_string()).collect();
    assert_eq!(kinds, ["diagnosis", "step", "step", "step", "epoch", "step", "step", "diagnosis"]);
}

#[test]
fn no_steps_at_all_write_the_initial_weights_and_one_diagnosis() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    folder.write("trace", "of an earlier run");
    let first = ["run.json", "--steps", "0", "--final-weights", "w.safetensors", "--trace", "trace"];
    let ran = folder.run(&first);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    // What the first batch says is said once.
    assert_eq!(ran.stdout.matches("Verdict ").count(), 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("\nAfter step 0: training loss "), "{}", ran.stdout);
    let trace = read(&folder.path("trace"));
    assert!(trace.starts_with(r#"{"type":"diagnosis","step":0,"verdict":"healthy","#), "{trace}");
    assert_eq!(trace.lines().count(), 1, "{trace}");
    assert_eq!(folder.run(&["run.json", "--steps", "0", "--trace", "-"]).stdout, trace);

    let again = folder.run(&[
        "run.json",
        "--steps",
        "0",
        "--initial-weights",
        "w.safetensors",
        "--final-weights",
        "v.safetensors",
    ]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    let [one, other] = ["w.safetensors", "v.safetensors"].map(|name| fs::read(folder.path(name)).unwrap());
    assert_eq!(one, other);
}

#[test]
fn a_wrong_document_is_refused_in_one_line_and_nothing_is_written() {
    let folder = Folder::new();
    folder.write("run.json", &SMALL.replace("tanh", "thanh"));
    folder
        .run(&["run.json", "--trace", "trace", "--final-weights", "w.safetensors"])
        .is_refused(r#"run.json: network.hidden[0].activation: unknown activation "thanh"; did you mean "tanh"?"#);
    assert_eq!(folder.files(), ["run.json"]);

    folder.run(&["none.json"]).is_refused("none.json: cannot be read");
    folder.run(&["."]).is_refused("cannot be read");
    fs::write(folder.path("bytes.json"), b"{\"version\": 1, \"name\": \"\xff\"}").unwrap();
    folder.run(&["bytes.json"]).is_refused("bytes.json: is not UTF-8 text, from byte 24 on");
    folder.write("long.json", &" ".repeat(2 << 20));
    folder.run(&["long.json"]).is_refused("long.json: is longer than 1048576 bytes");
}

#[test]
fn a_usage_error_is_one_line() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    folder.run(&[]).is_refused("<EXPERIMENT.json>");
    folder.run(&["run.json", "--trac", "-"]).is_refused("'--trace' (see gradlab --help)");
    folder.run(&["run.json", "--steps", "-1"]).is_refused("-1");
    folder.run(&["run.json", "--steps", "many"]).is_refused("'many'");
    folder.run(&["broken\nname.json"]).is_refused(r"broken\nname.json");
}

#[test]
fn a_model_is_measured_by_a_run_of_no_steps() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let trained = folder.run(&["run.json", "--final-weights", "model"]).stdout;
    let trained = trained.replace(" (evaluated after the last step)", "");
    let measured = folder.run(&["model", "--steps", "0"]).stdout;
    let figures = |said: &str| said.lines().last().unwrap().split_once(": ").unwrap().1.to_owned();
    assert_eq!(figures(&measured), figures(&trained));
}

#[test]
fn a_diverged_run_keeps_its_trace_and_leaves_no_final_weights() {
    let folder = Folder::new();
    let document = r#"{
        "version": 1, "data": {"kind": "plane", "samples": 64, "validation_split": 0},
        "network": {"hidden": [{"units": 8, "repeat": 3, "activation": "identity"}]},
        "training": {"optimizer": {"kind": "sgd", "learning_rate": 100}, "epochs": 100}
    }"#;
    folder.write("run.json", document);
    folder.write("w.safetensors", "kept");
    let ran = folder.run(&["run.json", "--trace", "trace", "--final-weights", "w.safetensors"]);
    assert_eq!(ran.status, 3);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    let mut trace = records(&read(&folder.path("trace")));
    let diagnosis = trace.pop().unwrap();
    let steps: Vec<_> = trace.into_iter().filter(|record| record["type"] == "step").collect();
    let last = steps.last().unwrap();
    assert!(last["loss"].is_string(), "{last}");
    assert!(steps[..steps.len() - 1].iter().all(|step| step["loss"].is_number()));
    let begun = format!("the run diverged at step {}: its figures are no longer finite, first in ", last["step"]);
    assert!(ran.stderr.contains(&begun), "{}", ran.stderr);
    assert!(["hidden.", "output"].iter().any(|layer| ran.stderr.contains(layer)), "{}", ran.stderr);
    let (_, layer) = ran.stderr.trim_end().rsplit_once(' ').unwrap();
    assert_eq!((&diagnosis["type"], &diagnosis["verdict"]), (&"diagnosis".into(), &"diverged".into()));
    assert_eq!((&diagnosis["step"], &diagnosis["layer"]), (&last["step"], &layer.into()));
    let verdict =
        format!("Verdict after step {0}: diverged. At step {0} the figures stopped being finite", last["step"]);
    assert!(ran.stdout.contains(&format!("{verdict}, first in {layer}.")), "{}", ran.stdout);
    assert!(!ran.stdout.contains("training loss"), "{}", ran.stdout);
    assert_eq!(read(&folder.path("w.safetensors")), "kept");
}

#[test]
fn data_come_from_a_file_where_the_document_says_so() {
    let folder = Folder::new();
    let rows: Vec<_> = (0..20).map(|row| format!("{row},{},{}", row % 7, 2 * row)).collect();
    folder.write("data.csv", &format!("a,b,target\n{}\n", rows.join("\n")));
    folder.write("run.json", r#"{"version": 1, "data": {"kind": "csv", "standardize": true}}"#);
    folder.write("moons.json", SMALL);

    // One batch an epoch: two steps, two epochs, between two diagnoses.
    let ran = folder.run(&["run.json", "--data", "data.csv", "--steps", "2", "--trace", "-"]);
    assert_eq!((ran.status, records(&ran.stdout).len()), (0, 6), "{}", ran.stderr);
    folder.run(&["run.json"]).is_refused("--data FILE.csv");
    folder.run(&["moons.json", "--data", "data.csv"]).is_refused("the document's are moons");
    folder.run(&["run.json", "--data", "none.csv"]).is_refused("none.csv: cannot be read");
    folder.run(&["run.json", "--data", "data.csv", "--trace", "data.csv"]).is_refused("would overwrite the data");
    folder.write("data.csv", "a,b,target\n1,1,2\n1,x,3\n1,3,4\n");
    let wrong = folder.run(&["run.json", "--data", "data.csv"]);
    wrong.is_refused("error: data.csv: line 3, column \"b\": \"x\" is not a number");
    folder.write("data.csv", "a,b,target\n1,1e38,3\n1,-1e38,3\n1,1,3\n");
    folder.run(&["run.json", "--data", "data.csv"]).is_refused("error: data.csv: feature 2 varies too widely");
    folder.write("split.json", r#"{"version": 1, "data": {"kind": "csv", "validation_split": 0.9}}"#);
    folder
        .run(&["split.json", "--data", "data.csv"])
        .is_refused("error: split.json: data.validation_split: 0.9 leaves none to train on");
}

#[test]
fn cross_entropy_needs_classes() {
    let folder = Folder::new();
    folder.write("run.json", r#"{"version": 1, "data": "sine", "loss": "cross_entropy"}"#);
    folder.run(&["run.json"]).is_refused("error: run.json: loss: cross_entropy compares class probabilities");
}

#[test]
fn weights_that_do_not_fit_are_refused_by_name() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    folder.write("wide.json", &SMALL.replace("\"units\": 4", "\"units\": 5"));
    assert_eq!(folder.run(&["run.json", "--steps", "0", "--final-weights", "w.safetensors"]).status, 0);
    folder
        .run(&["wide.json", "--initial-weights", "w.safetensors"])
        .is_refused("error: w.safetensors: hidden.0.kernel: the tensor's shape is [2, 4]; the network needs [2, 5]");
    folder.write("empty.safetensors", "");
    folder
        .run(&["run.json", "--initial-weights", "empty.safetensors"])
        .is_refused("error: empty.safetensors: not a whole safetensors file: header too small");
}

#[test]
fn a_model_file_alone_restores_the_run_and_goes_on_from_its_weights() {
    let folder = Folder::new();
    folder.write("a.json", SMALL);
    folder.run(&["a.json", "--final-weights", "model.safetensors"]);
    let same = folder.run(&["model.safetensors", "--steps", "0", "--final-weights", "same.safetensors"]);
    assert_eq!((same.status, same.stderr.as_str()), (0, ""));
    assert_eq!(fs::read(folder.path("model.safetensors")).unwrap(), fs::read(folder.path("same.safetensors")).unwrap());
    folder.run(&["model.safetensors", "--trace", "on.jsonl"]);
    folder.run(&["a.json", "--initial-weights", "model.safetensors", "--trace", "given.jsonl"]);
    assert_eq!(read(&folder.path("on.jsonl")), read(&folder.path("given.jsonl")));
    let model = fs::read(folder.path("model.safetensors")).unwrap();
    fs::write(folder.path("cut.model"), &model[..model.len() - 1]).unwrap();
    folder.run(&["cut.model"]).is_refused("error: cut.model: not a whole safetensors file");
}
