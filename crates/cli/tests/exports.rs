//! What `gradlab` writes for other tools: `gradlab export`, `gradlab run --tensorboard`, `gradlab completions`.

mod folder;

use folder::{Folder, Ran, SMALL, read};
use std::fs;
use std::process::{Command, Stdio};

/// The event files in the folder `name`.
fn events(folder: &Folder, name: &str) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder.path(name)).unwrap().map(|entry| entry.unwrap());
    let named = |name: &str| name.starts_with("events.out.tfevents.");
    let entries = entries.inspect(|entry| assert!(named(entry.file_name().to_str().unwrap())));
    entries.map(|entry| fs::read(entry.path()).unwrap()).collect()
}

/// How often `text` stands in `bytes`.
fn count(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).filter(|window| window == &text.as_bytes()).count()
}

#[test]
fn a_run_for_tensorboard_has_the_loss_of_each_step_and_histograms_after_each_epoch_and_the_last_step() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let plain = folder.run(&["run.json", "--trace", "plain"]);
    let ran = folder.run(&["run.json", "--trace", "trace", "--tensorboard", "new/runs", "--steps", "8"]);
    assert_eq!((ran.status, plain.status), (0, 0));
    let [file] = &events(&folder, "new/runs")[..] else { panic!("not one file") };
    assert_eq!((count(file, "brain.Event:2"), count(file, "loss")), (1, 8));
    for tag in ["hidden.0/gradient", "hidden.1/activation", "output/kernel"] {
        // After steps 3, 6 and 8.
        assert_eq!(count(file, tag), 3, "{tag}");
    }
    // The steps are those of a run without it.
    let steps = |name: &str| -> Vec<String> {
        read(&folder.path(name)).lines().filter(|line| line.contains("\"step\",")).take(8).map(String::from).collect()
    };
    assert_eq!(steps("trace"), steps("plain"));
    // Another run has a file of its own; one without a step has no histograms.
    assert_eq!(folder.run(&["run.json", "--tensorboard", "new/runs", "--steps", "0"]).status, 0);
    let mut lengths: Vec<usize> = events(&folder, "new/runs").iter().map(Vec::len).collect();
    lengths.sort_unstable();
    assert_eq!((lengths.len(), lengths[0] < 100), (2, true), "{lengths:?}");
}

#[test]
fn a_folder_that_cannot_be_written_is_found_before_the_run() {
    let folder = Folder::new();
    folder.write("run.json", &SMALL.replace("\"epochs\": 3", "\"epochs\": 1000000"));
    folder.run(&["run.json", "--tensorboard", "run.json"]).is_refused("error: run.json: cannot be written: ");
    folder.run(&["run.json", "--tensorboard", "run.json/a"]).is_refused("error: run.json/a: cannot be written: ");
    folder.run(&["run.json", "--trace", "none/t", "--tensorboard", "a"]).is_refused("none/t: cannot be written");
    assert_eq!(folder.files(), ["run.json"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_its_events() {
    let folder = Folder::new();
    folder.write("run.json", &SMALL.replace("\"epochs\": 3", "\"epochs\": 1000000"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
    command.current_dir(folder.path("")).args(["run", "run.json", "--tensorboard", "runs"]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    while !folder.path("runs").is_dir() || events(&folder, "runs").concat().len() < 10_000 {}
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!(ran.status, 130);
    let steps: usize = ran.stderr.trim().rsplit(' ').next().unwrap().parse().unwrap();
    let file = events(&folder, "runs").concat();
    assert_eq!(count(&file, "loss"), steps);
    assert_eq!(count(&file, "output/kernel"), steps.div_ceil(3));
}

#[test]
fn a_diverged_run_keeps_its_events_with_its_last_step() {
    let folder = Folder::new();
    let wild = r#"{"version": 1, "data": "sine", "network": {"hidden": [{"units": 4, "activation": "identity"}]},
        "training": {"optimizer": {"kind": "sgd", "learning_rate": 1000}}}"#;
    folder.write("run.json", wild);
    let ran = folder.run(&["run.json", "--quiet", "--tensorboard", "runs"]);
    assert_eq!(ran.status, 3);
    let step = ran.stderr.split("at step ").nth(1).unwrap().split(':').next().unwrap().parse::<usize>().unwrap();
    assert_eq!(count(&events(&folder, "runs").concat(), "loss"), step);
}

#[test]
fn an_export_goes_to_the_standard_output_or_to_a_file() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    let onnx = |arguments: &[&str]| {
        let mut gradlab = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        gradlab.current_dir(folder.path("")).args(["export", "onnx"]).args(arguments).output().unwrap()
    };
    // Without weights, its initial ones: those of a model after no step.
    let initial = onnx(&["run.json"]);
    assert!(initial.status.success() && initial.stderr.is_empty());
    assert_eq!(folder.run(&["run.json", "--steps", "0", "--final-weights", "begun"]).status, 0);
    assert_eq!(folder.run(&["run.json", "--final-weights", "model"]).status, 0);
    assert!(onnx(&["begun"]).stdout == initial.stdout && onnx(&["model"]).stdout != initial.stdout);
    let to_file = onnx(&["model", "--out", "model.onnx"]);
    assert!(to_file.status.success() && to_file.stdout.is_empty());
    assert!(fs::read(folder.path("model.onnx")).unwrap() == onnx(&["model"]).stdout);
    let drawn = folder.gradlab("export", &["svg", "model"]);
    assert!(drawn.stdout.starts_with("<svg ") && drawn.stdout.trim_end().ends_with("</svg>"));
}

#[test]
fn a_model_of_a_table_is_exported_without_its_table() {
    let folder = Folder::new();
    folder.write(
        "run.json",
        r#"{"version": 1, "data": {"kind": "csv", "standardize": true}, "training": {"epochs": 2}}"#,
    );
    folder.write("t.csv", "length,width,label\n1,2,a\n2,3,b\n3,1,c\n4,1,a\n2,2,b\n");
    assert_eq!(folder.run(&["run.json", "--data", "t.csv", "--final-weights", "model"]).status, 0);
    for kind in ["onnx", "svg"] {
        let out = |arguments: &[&str]| folder.gradlab("export", &[&[kind], arguments, &["--out", "made"]].concat());
        assert_eq!(out(&["model"]).status, 0);
        let without = fs::read(folder.path("made")).unwrap();
        assert_eq!(out(&["model", "--data", "t.csv"]).status, 0);
        assert!(fs::read(folder.path("made")).unwrap() == without);
        assert_eq!(out(&["run.json", "--data", "t.csv"]).status, 0);
        out(&["run.json"]).is_refused("error: run.json: data.kind: csv data come from a file; name it with --data");
    }
    let svg = folder.gradlab("export", &["svg", "model"]).stdout;
    assert!(["length", "width", ">c<"].iter().all(|name| svg.contains(name)), "{svg}");
}

#[test]
fn what_cannot_be_exported_is_refused_in_a_line() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    assert_eq!(folder.run(&["run.json", "--final-weights", "model"]).status, 0);
    let export = |arguments: &[&str]| folder.gradlab("export", arguments);
    export(&["onx", "run.json"]).is_refused("'onnx'");
    export(&["onnx"]).is_refused("EXPERIMENT_OR_MODEL");
    export(&["onnx", "none"]).is_refused("error: none: cannot be read");
    export(&["svg", "run.json", "--out", "none/a"]).is_refused("none/a: cannot be written: its folder is not there");
    export(&["svg", "run.json", "--out", "run.json"]).is_refused("would overwrite the experiment");
    export(&["svg", "run.json", "--data", "model"]).is_refused("goes with data of kind csv");
    // A model file that is cut off anywhere, or has another network than its document says.
    let model = fs::read(folder.path("model")).unwrap();
    for length in (0..model.len()).step_by(97) {
        fs::write(folder.path("cut"), &model[..length]).unwrap();
        for kind in ["onnx", "svg"] {
            export(&[kind, "cut"]).is_refused("error: cut: ");
        }
    }
    let at = model.windows(11).position(|bytes| bytes == br#"\"units\":4"#.as_slice()).unwrap();
    fs::write(folder.path("other"), [&model[..at + 10], b"5", &model[at + 11..]].concat()).unwrap();
    export(&["onnx", "other"]).is_refused("error: other: hidden.0.");
}

#[test]
fn every_shell_has_completions_for_every_command() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = folder.gradlab("completions", &[shell]);
        assert_eq!((script.status, script.stderr.as_str()), (0, ""));
        for word in ["run", "predict", "export", "check", "schema", "fields", "completions", "tensorboard"] {
            assert!(script.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert!(["bash", "zsh"].iter().all(|shell| folder.gradlab("completions", &[shell]).stdout.contains("onnx")));
    folder.gradlab("completions", &["tcsh"]).is_refused("possible values: bash");
}
