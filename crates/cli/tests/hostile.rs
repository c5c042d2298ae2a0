//! `gradlab run` given what nobody means to give it: each is refused in one clear line, and nothing is written.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A document that `members` change.
fn document(members: &str) -> String {
    format!(r#"{{"version": 1, {members}}}"#)
}

/// A document for a user's own data.
const TABLE: &str = r#"{"version": 1, "data": "csv"}"#;

const SMALL: &str = r#"{"version": 1, "data": {"kind": "moons", "samples": 10}, "training": {"epochs": 1}}"#;

/// Runs in `folder` with `arguments` and outputs; asserts a refusal that says `message` and leaves no file behind.
fn is_refused(folder: &Path, arguments: &[&str], message: &str) {
    let names = || {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
    let ran = command.current_dir(folder).arg("run").args(arguments).output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert_eq!((ran.status.code(), &ran.stdout[..]), (Some(2), &b""[..]), "{arguments:?}: {told}");
    assert!(told.contains(message), "{arguments:?}: {told}instead of: {message}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.chars().count() < 500, "{told}");
    assert_eq!(names(), before, "{arguments:?}");
}

const OUTPUTS: [&str; 4] = ["--trace", "trace", "--final-weights", "final"];

/// Refuses `given` as the file that `arguments` name `file`, with the others as they should be.
fn file_is_refused(given: &[u8], arguments: &[&str], others: &[(&str, &str)], message: &str) {
    let folder = TempDir::new().unwrap();
    for (name, content) in others {
        fs::write(folder.path().join(name), content).unwrap();
    }
    fs::write(folder.path().join("file"), given).unwrap();
    is_refused(folder.path(), &[arguments, &OUTPUTS].concat(), message);
}

/// Refuses `given` as the document of `gradlab run`, and of `gradlab check` in the same words.
fn document_is_refused(given: &[u8], message: &str) {
    file_is_refused(given, &["file"], &[], message);
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), given).unwrap();
    let [run, check] = ["run", "check"].map(|command| {
        let mut gradlab = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        gradlab.current_dir(folder.path()).args([command, "file"]).output().unwrap()
    });
    assert_eq!(check, run, "{message}");
}

#[test]
fn what_is_no_document() {
    let utf16: Vec<u8> = SMALL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [&[0xff, 0xfe][..], &utf16].concat();
    let (deep, wide) = ("[".repeat(500_000), format!("{{{}}}", r#""a":{"#.repeat(100_000)));
    for (given, message) in [
        (&b""[..], "file: is empty"),
        (b"\xef\xbb\xbf", "file: is empty"),
        (b"\x7fELF\x02\x01\x01\0", "not valid JSON"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not UTF-8 text, from byte 0 on"),
        (&utf16, "is not UTF-8 text, from byte 0 on"),
        (deep.as_bytes(), "more than 100 lists and objects stand within each other"),
        (wide.as_bytes(), "not valid JSON"),
        (b"[]", "must be an object; found a list"),
        (b"null", "must be an object; found null"),
        (b"{}", "version: is missing"),
        (br#"{"version": 2}"#, "version: must be 1"),
        (br#"{"version": 1} {}"#, "there is more after its end"),
        (
            br#"{"version": 1, "network": {"hidden": [{"init": {"kind": "zeros", "kind": "zeros"}}]}}"#,
            "stands here twice",
        ),
    ] {
        document_is_refused(given, message);
    }
}

#[test]
fn documents_with_what_is_not_there_or_out_of_range() {
    let printed = Command::new(env!("CARGO_BIN_EXE_gradlab")).arg("schema").output().unwrap().stdout;
    let schema = jsonschema::draft202012::new(&serde_json::from_slice(&printed).unwrap()).unwrap();
    for (members, message) in [
        (r#""seed": 1e999"#, "seed: not valid JSON: number out of range"),
        (r#""seed": 18446744073709551616"#, "seed: must be a whole number from 0 to 9007199254740991"),
        (r#""seed": -1"#, "found -1"),
        (r#""seed": 1.5"#, "found 1.5"),
        (r#""nam": "x""#, r#"nam: unknown field "nam"; did you mean "name"?"#),
        (r#""data": {"standardise": true}"#, r#"did you mean "standardize"?"#),
        (r#""data": {"samples": 0}"#, "data.samples: must be a whole number from 10"),
        (r#""data": {"samples": 1000000000}"#, "data.samples"),
        (r#""data": {"validation_split": 1}"#, "data.validation_split: must be a number, at least 0 and below 1"),
        (r#""network": {"hiden": []}"#, r#"did you mean "hidden"?"#),
        (r#""network": {"output": {"unit": 1}}"#, "network.output.unit: unknown field"),
        (
            r#""network": {"hidden": [{"unit": 1}]}"#,
            r#"network.hidden[0].unit: unknown field "unit"; did you mean "units"?"#,
        ),
        (r#""network": {"hidden": [{"units": 0}]}"#, "network.hidden[0].units: must be a whole number from 1 to 10000"),
        (r#""network": {"hidden": [{"units": 1000000000}]}"#, "to 10000"),
        (
            r#""network": {"hidden": [{"repeat": 1000000000}]}"#,
            "network.hidden[0].repeat: must be a whole number from 1 to 1000",
        ),
        (r#""network": {"hidden": [{"activation": {"kind": "elu", "alpa": 1}}]}"#, r#"did you mean "alpha"?"#),
        (r#""training": {"batch_size": 0}"#, "training.batch_size: must be a whole number from 1"),
        (r#""training": {"epochs": 0}"#, "training.epochs: must be a whole number from 1"),
        (r#""training": {"optimizer": {"kind": "sgd", "learning_rte": 1}}"#, r#"did you mean "learning_rate"?"#),
    ] {
        document_is_refused(document(members).as_bytes(), message);
        // What serde_json cannot read, no schema can judge.
        if let Ok(document) = serde_json::from_str(&document(members)) {
            assert!(!schema.is_valid(&document), "{document}");
        }
    }
}

#[test]
fn documents_whose_fields_are_at_odds() {
    for (members, message) in [
        (r#""data": {"validation_split": 0.9999}"#, "leaves none to train on"),
        (r#""network": {"hidden": [{"units": 10000, "repeat": 1000}]}"#, "at most 10000000 kernel and bias parameters"),
        (
            r#""network": {"hidden": [{"residual": true, "units": 3}]}"#,
            "network.hidden[0].residual: the block's input and output must have the same width; they have 2",
        ),
        (r#""data": "sine", "loss": "cross_entropy""#, "loss: cross_entropy compares class probabilities"),
        (
            r#""training": {"schedule": {"kind": "piecewise_constant", "boundaries": [2, 1], "values": [1, 2, 3]}}"#,
            "training.schedule.boundaries: must ascend",
        ),
        (
            r#""training": {"schedule": {"kind": "piecewise_constant", "boundaries": [1, 2], "values": [1]}}"#,
            "training.schedule.values: must be one more than the boundaries",
        ),
    ] {
        document_is_refused(document(members).as_bytes(), message);
    }
}

/// A header row that names this number of features.
fn header(features: usize) -> String {
    (0..features).fold(String::new(), |names, at| names + &format!("f{at},")) + "target\n"
}

#[test]
fn tables_that_cannot_be_learnt_from() {
    let wide = header(1_001);
    for (given, message) in [
        (&b""[..], "error: file: the file is empty"),
        (b"a,label\n", "a header row but no samples"),
        (b"1,2\n3,4\n", "holds only numbers, so the header row is missing"),
        (b"label\nx\ny\n", "no feature columns"),
        (b"a,label\n1,x\n2,x\n", "at least two classes are needed"),
        (b"a,label\n1,x\n2,3,y\n", "line 3: must have 2 values, as many as the header row; found 3"),
        (b"a,label\n1,x\nNaN,y\n", r#"line 3, column "a": the value is missing"#),
        (b"a,label\n1,x\n2,y\ninf,y\n", r#"line 4, column "a": "inf" is not finite"#),
        (b"a,target\n1,1\n1,1e39\n", "too large for a 32-bit number"),
        (b"a,label\n1,\"x\n2,y\n", "is never closed"),
        (b"a,label\n\xff,x\n\0", "holds NUL characters"),
        (b"\xff\xfea", "begins like UTF-16 text but is damaged"),
        (wide.as_bytes(), "line 1 has more than 1001 values; no more are read"),
    ] {
        file_is_refused(given, &["run.json", "--data", "file"], &[("run.json", TABLE)], message);
    }
    let residual = r#"{"version": 1, "data": "csv", "network": {"hidden": [{"units": 3, "residual": true}]}}"#;
    let wider = b"a,b,label\n1,2,x\n3,4,y\n";
    let message = "network.hidden[0].residual: the block's input and output must have the same width; they have 2";
    file_is_refused(wider, &["run.json", "--data", "file"], &[("run.json", residual)], message);
    let large = r#"{"version": 1, "data": "csv", "network": {"hidden": [{"units": 10000}]}}"#;
    let wide = header(1_000) + &"1,".repeat(1_000) + "1\n";
    let row = "data.validation_split: 0.2 leaves none to train on; lower it, or use more samples than 1";
    file_is_refused(wide.as_bytes(), &["run.json", "--data", "file"], &[("run.json", large)], row);
    let wide = wide.clone() + &"1,".repeat(1_000) + "1\n";
    let message = "at most 10000000 kernel and bias parameters";
    file_is_refused(wide.as_bytes(), &["run.json", "--data", "file"], &[("run.json", large)], message);
}

#[test]
fn weights_that_are_damaged_or_of_something_else() {
    let raw = |header: &str, data: &[u8]| [&(header.len() as u64).to_le_bytes(), header.as_bytes(), data].concat();
    let tensor = |name: &str, data: &[u8]| {
        raw(&format!(r#"{{"{name}": {{"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}}}"#), data)
    };
    for (given, message) in [
        (vec![], "error: file: not a whole safetensors file"),
        (
            b"PK\x03\x04\0\0\0\0 a zip file".to_vec(),
            "error: file: not a safetensors file: its header is 67324752 bytes",
        ),
        (vec![0xff; 100], "error: file: not a safetensors file: its header is 18446744073709551615 bytes"),
        (tensor("output.bias", &[0; 3]), "error: file: not a whole safetensors file"),
        (tensor("output.bias", &f32::NAN.to_le_bytes()), "output.bias: value 0 of the tensor is NaN"),
        (tensor(r"out\nput", &f32::NAN.to_le_bytes()), r"out\nput: value 0 of the tensor is NaN"),
        (tensor("output.bias", &[0; 4]), "hidden.0.kernel: the network needs this tensor"),
    ] {
        file_is_refused(&given, &["run.json", "--initial-weights", "file"], &[("run.json", SMALL)], message);
    }
}

#[test]
fn a_variance_below_zero() {
    let folder = TempDir::new().unwrap();
    let document = r#"{"version": 1, "data": {"kind": "moons", "samples": 10, "standardize": true},
        "network": {"hidden": []}, "training": {"epochs": 1}}"#;
    let path = |name: &str| folder.path().join(name);
    fs::write(path("run.json"), document).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
    let written =
        command.current_dir(folder.path()).args(["run", "run.json", "--steps", "0", "--final-weights", "weights"]);
    assert!(written.status().unwrap().success());
    let mut weights = fs::read(path("weights")).unwrap();
    let header = u64::from_le_bytes(*weights.first_chunk().unwrap()) as usize;
    let about: serde_json::Value = serde_json::from_slice(&weights[8..8 + header]).unwrap();
    let at = 8 + header + about["input.variance"]["data_offsets"][0].as_u64().unwrap() as usize;
    weights[at..at + 4].copy_from_slice(&(-1.0_f32).to_le_bytes());
    fs::write(path("weights"), weights).unwrap();
    let message = "input.variance: value 0 of the tensor is -1; a variance is at least 0";
    is_refused(folder.path(), &["run.json", "--initial-weights", "weights"], message);
}

#[test]
fn commands_that_make_no_sense() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("run.json"), SMALL).unwrap();
    fs::write(folder.path().join("table.json"), TABLE).unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for (arguments, message) in [
        (&["none.json"][..], "none.json: cannot be read"),
        (&["folder"], "folder: cannot be read"),
        (&["run.json", "run.json"], "unexpected argument 'run.json'"),
        (&["run.json", "--steps", "-1"], "invalid value '-1' for '--steps <N>': must be a whole number from 0"),
        (&["run.json", "--steps", "1.5"], "must be a whole number from 0"),
        (&["run.json", "--steps", "18446744073709551616"], "must be a whole number from 0"),
        (&["run.json", "--steps", ""], "must be a whole number from 0"),
        (&["run.json", "--trace", ""], "a value is required for '--trace"),
        (&["run.json", "--trace", "a", "--trace", "b"], "cannot be used multiple times"),
        (&["run.json", "--trace", "none/trace"], "none/trace: cannot be written"),
        (&["run.json", "--trace", "folder"], "folder: cannot be written"),
        (&["run.json", "--final-weights", "none/final"], "none/final: cannot be written"),
        (&["run.json", "--final-weights", "folder"], "folder: cannot be written"),
        (&["run.json", "--trace", "same", "--final-weights", "folder/../same"], "would overwrite the final weights"),
        (&["run.json", "--trace", "folder/../run.json"], "would overwrite the experiment"),
        (&["run.json", "--initial-weights", "none"], "none: cannot be read"),
        (&["run.json", "--data", "run.json"], "--data: goes with data of kind csv"),
        (&["table.json"], "--data FILE.csv"),
        (&["table.json", "--data", "folder"], "folder: cannot be read"),
    ] {
        is_refused(folder.path(), arguments, message);
    }
}

#[test]
fn a_weight_that_diverges_at_the_last_step_leaves_a_trace_but_no_weights() {
    // The loss of the one step is finite; only the update is not.
    let document = r#"{"version": 1, "data": {"kind": "csv", "validation_split": 0}, "network": {"hidden": []},
        "training": {"epochs": 1, "batch_size": null, "optimizer": {"kind": "sgd", "learning_rate": 1000000}}}"#;
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("run.json"), document).unwrap();
    fs::write(folder.path().join("data.csv"), "a,target\n1e17,1e17\n-1e17,2e17\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
    command.current_dir(folder.path()).args(["run", "run.json", "--data", "data.csv"]).args(OUTPUTS);
    let ran = command.output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(3), "{told}");
    assert!(told.contains("the run diverged at step 1") && told.contains("first in output"), "{told}");
    let trace = fs::read_to_string(folder.path().join("trace")).unwrap();
    let step: serde_json::Value = serde_json::from_str(trace.lines().nth(1).unwrap()).unwrap();
    assert!(step["loss"].is_number(), "{step}");
    assert!(trace.lines().last().unwrap().contains("\"layer\":\"output\",\"learning\":null"), "{trace}");
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(said.contains("At step 1 the figures stopped being finite, first in output."), "{said}");
    assert!(!folder.path().join("final").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn the_largest_documents_stay_within_the_stated_memory() {
    // Near the limit of activations with every copy that a block may keep of them, and near that of parameters with
    // every one that an optimizer may keep.
    let wide = r#""data": {"kind": "spiral", "samples": 10000, "validation_split": 0},
        "network": {"hidden": [{"units": 2990, "normalization": "batch", "dropout": 0.1}]},
        "training": {"batch_size": null, "optimizer": "adam"}"#;
    let heavy = r#""data": {"kind": "spiral", "samples": 20},
        "network": {"hidden": [{"units": 3000, "repeat": 2}]}, "training": {"optimizer": "adam"}"#;
    let folder = TempDir::new().unwrap();
    for members in [wide, heavy] {
        runs_in_2_gib(folder.path(), &document(members), "--steps 1");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_document_near_all_limits_at_once_stays_within_the_stated_memory() {
    // Blocks of one unit between the widest: ten million parameters, and thirty million activations of nine samples.
    let block = |units: usize| {
        format!(
            r#"{{"units": {units}, "activation": "prelu", "normalization": "batch", "dropout": 0.1, "max_norm": 1}}"#
        )
    };
    let hidden = vec![block(1) + "," + &block(10_000); 331].join(",");
    let training = r#"{"batch_size": 9, "optimizer": "adam", "gradient_clipping": {"kind": "norm", "threshold": 1}}"#;
    let experiment = |data: &str| {
        document(&format!(r#""data": {data}, "network": {{"hidden": [{hidden}]}}, "training": {training}"#))
    };
    let folder = TempDir::new().unwrap();
    // As many values as a file may have bytes for.
    let features = 630;
    let names: Vec<String> = (0..features).map(|at| format!("f{at}")).collect();
    let row = "1,".repeat(features) + "1\n";
    fs::write(folder.path().join("table.csv"), names.join(",") + ",target\n" + &row.repeat(100_000)).unwrap();
    let table = experiment(r#"{"kind": "csv", "validation_split": 0}"#);
    // Quiet, as an evaluation of all the rows would take hours.
    runs_in_2_gib(folder.path(), &table, "--data table.csv --steps 0 --trace - --quiet --final-weights weights");
    // The evaluation at the end of a run takes more samples at once than a batch has.
    runs_in_2_gib(folder.path(), &experiment(r#"{"kind": "moons", "samples": 150}"#), "--steps 1");
}

/// Runs `experiment` in `folder` with `arguments` and no more memory than the limits on documents promise.
#[cfg(target_os = "linux")]
fn runs_in_2_gib(folder: &Path, experiment: &str, arguments: &str) {
    fs::write(folder.join("file"), experiment).unwrap();
    let limited = format!("ulimit -v {}; exec {} run file {arguments}", 2 << 20, env!("CARGO_BIN_EXE_gradlab"));
    let ran = Command::new("sh").current_dir(folder).args(["-c", &limited]).output().unwrap();
    let start: String = experiment.chars().take(300).collect();
    assert!(ran.status.success(), "{start}: {}", String::from_utf8_lossy(&ran.stderr));
}
