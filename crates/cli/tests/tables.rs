//! `gradlab run` and `gradlab predict` on tables as people have them.

mod folder;

use folder::{Folder, SMALL, read, records};
use std::fs;
use std::io::Write;

const DOCUMENT: &str = r#"{
    "version": 1,
    "data": {"kind": "csv", "features": ["length", "width", "colour"], "target": "kind", "categories": "one_hot", "standardize": true},
    "network": {"hidden": [{"units": 4, "activation": "tanh"}]},
    "training": {"epochs": 2, "batch_size": 4}
}"#;

const NAMES: [&str; 4] = ["length", "width", "colour", "kind"];

/// Length, width, colour and kind of some things.
fn things() -> Vec<[String; 4]> {
    let thing = |i: usize| {
        let colour = ["blau", "grün", "rot"][i * 7 % 3];
        [format!("{}.5", i % 7), format!("{}", i * 3 % 5), colour.to_string(), ["Möwe", "Kiwi"][i % 2].to_string()]
    };
    (0..20).map(thing).collect()
}

/// The rows with `names` first, each value as `write` gives it, separated and ended so.
fn file(names: &[&str], separator: &str, end: &str, write: impl Fn(usize, &str, &str) -> String) -> String {
    let header: Vec<String> = names.iter().map(|name| write(0, name, name)).collect();
    let mut text = header.join(separator) + end;
    for (at, row) in things().iter().enumerate() {
        let value = |name: &&str| match NAMES.iter().position(|other| other == name) {
            Some(place) => write(at + 1, name, &row[place]),
            None => write(at + 1, name, ""),
        };
        text += &(names.iter().map(value).collect::<Vec<_>>().join(separator) + end);
    }
    text
}

fn plain(_: usize, _: &str, value: &str) -> String {
    value.to_string()
}

fn comma(_: usize, _: &str, value: &str) -> String {
    value.replace('.', ",")
}

fn always_quoted(_: usize, _: &str, value: &str) -> String {
    format!("\"{value}\"")
}

/// An index where there is a column without a name.
fn indexed(first: usize) -> impl Fn(usize, &str, &str) -> String {
    move |line, name, value| match (line, name) {
        (0, "") => String::new(),
        (line, "") => (line - 1 + first).to_string(),
        _ => value.to_string(),
    }
}

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

#[test]
fn the_same_table_written_otherwise_trains_to_the_same_trace() {
    let commas = || file(&NAMES, ",", "\n", plain);
    let files: [(&str, Vec<u8>); 17] = [
        ("line ends of Windows", file(&NAMES, ",", "\r\n", plain).into()),
        ("semicolons", file(&NAMES, ";", "\n", plain).into()),
        ("tabs", file(&NAMES, "\t", "\n", plain).into()),
        ("decimal commas", file(&NAMES, ";", "\r\n", comma).into()),
        ("tabs and decimal commas", file(&NAMES, "\t", "\r\n", comma).into()),
        ("all in quotes", file(&NAMES, ",", "\n", always_quoted).into()),
        ("spaces", file(&NAMES, " , ", "\n", plain).into()),
        ("sep=;", ("sep=;\r\n".to_string() + &file(&NAMES, ";", "\r\n", comma)).into()),
        ("a byte-order mark", ("\u{feff}".to_string() + &commas()).into()),
        ("UTF-16, little-endian", utf_16(&file(&NAMES, "\t", "\r\n", comma), u16::to_le_bytes)),
        ("UTF-16, big-endian", utf_16(&commas(), u16::to_be_bytes)),
        (
            "Windows-1252",
            file(&NAMES, ";", "\r\n", comma).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        ),
        ("an index from 0", file(&["", "length", "width", "colour", "kind"], ",", "\n", indexed(0)).into()),
        ("an index from 1", file(&["length", "width", "", "colour", "kind"], ",", "\n", indexed(1)).into()),
        ("the target first", file(&["kind", "length", "width", "colour"], ",", "\n", plain).into()),
        ("trailing separators", file(&NAMES, ";", ";;\n", plain).into()),
        ("empty rows", ("\n,,,\n".to_string() + &file(&NAMES, ",", "\n\n,, ,\n", plain)).into()),
    ];
    let folder = Folder::new();
    folder.write("run.json", DOCUMENT);
    folder.write("plain.csv", &commas());
    let ran = folder.run(&["run.json", "--data", "plain.csv", "--trace", "trace"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let said = "Read 20 rows of 5 features; target \"kind\", classification into 2 classes: \"Möwe\" 10, \"Kiwi\" 10; 16 train, 4 validate.\n";
    assert!(ran.stdout.starts_with(said), "{}", ran.stdout);
    let expected = read(&folder.path("trace"));
    for (name, bytes) in files {
        fs::write(folder.path("other.csv"), bytes).unwrap();
        let ran = folder.run(&["run.json", "--data", "other.csv", "--trace", "-"]);
        assert!(ran.status == 0 && ran.stderr.starts_with(said), "{name}: {}", ran.stderr);
        assert!(ran.stdout == expected, "{name}");
    }
}

#[test]
fn a_table_that_cannot_be_read_is_refused_by_its_own_name() {
    let folder = Folder::new();
    folder.write("run.json", DOCUMENT);
    folder.write("data.csv", &file(&NAMES, ",", "\n", plain).replace("grün", ""));
    let refused = folder.run(&["run.json", "--data", "data.csv", "--trace", "trace"]);
    refused.is_refused(
        r#"error: data.csv: line 3, column "colour": the value is missing: 7 values in 7 rows, in "colour"; set data.missing"#,
    );
    assert_eq!(folder.files(), ["data.csv", "run.json"]);
    folder.write("data.csv", "length,width,color,kind\n1,2,red,a\n");
    folder
        .run(&["run.json", "--data", "data.csv"])
        .is_refused(r#"error: run.json: data.features: the file has no column "colour"; did you mean "color"?"#);
}

/// A model of `document` and its table, in the folder.
fn trained(folder: &Folder, document: &str, table: &str) {
    folder.write("run.json", document);
    folder.write("train.csv", table);
    let ran = folder.run(&["run.json", "--data", "train.csv", "--final-weights", "model"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn a_model_predicts_the_class_of_each_row_and_the_probability_of_each_class() {
    let folder = Folder::new();
    trained(&folder, &DOCUMENT.replace("\"epochs\": 2", "\"epochs\": 300"), &file(&NAMES, ";", "\n", comma));
    // Other columns and no target, a value of a column that is not needed, a colour that was not there.
    folder.write("new.csv", "more,colour,width,length\n?,rot,1,2.5\n?,gelb,0,0.5\n");
    let predicted = folder.gradlab("predict", &["model", "--data", "new.csv"]);
    assert_eq!((predicted.status, predicted.stderr.as_str()), (0, ""));
    let [header, rows @ ..] = &rows(&predicted.stdout)[..] else { panic!("no header") };
    assert_eq!((&header[..], rows.len()), (&["class", "Möwe", "Kiwi"][..], 2));
    for row in rows {
        let [first, second] = [1, 2].map(|at| row[at].parse::<f64>().unwrap());
        assert!((first + second - 1.0).abs() < 1e-6 && row[1].len() >= 9, "{row:?}");
        assert_eq!(row[0], if second > first { "Kiwi" } else { "Möwe" });
    }
    // The table it was trained on: as accurate as the run said.
    let said = folder.run(&["model", "--data", "train.csv", "--steps", "0"]).stdout;
    let predicted = folder.gradlab("predict", &["model", "--data", "train.csv"]).stdout;
    let right =
        predicted.lines().skip(1).zip(things()).take(16).filter(|(line, thing)| line.starts_with(&thing[3])).count();
    let accuracy = format!("accuracy {:.2} %; validation", 100.0 * right as f64 / 16.0);
    assert!(said.contains(&accuracy) && right > 10, "{accuracy}: {said}");
}

#[test]
fn numbers_are_predicted_in_the_units_of_the_file_and_gaps_left_empty() {
    let folder = Folder::new();
    let document = r#"{"version": 1, "data": {"kind": "csv", "target": "the, price", "missing": "drop", "standardize": true,
        "standardize_target": true, "validation_split": 0}, "network": {"hidden": []},
        "training": {"epochs": 200, "optimizer": {"kind": "sgd", "learning_rate": 0.1}}}"#;
    let table: String =
        (0..20).fold("rooms,\"the, price\"\n".into(), |text, at| text + &format!("{at},{}\n", 100_000 + 5000 * at));
    trained(&folder, document, &table);
    folder.write("new.csv", "rooms,note\n4,a\nNA,b\n10,c\n");
    let predicted = folder.gradlab("predict", &["model", "--data", "new.csv"]).stdout;
    let lines: Vec<&str> = predicted.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[2]), (4, "\"the, price\"", "\"\""));
    for (line, expected) in [(lines[1], 120_000.0), (lines[3], 150_000.0)] {
        assert!((line.parse::<f64>().unwrap() - expected).abs() < 10.0, "{predicted}");
    }
    // The statistics are the model's, whatever the new file holds; the losses are of the standardized target.
    let trace = folder.run(&["run.json", "--data", "train.csv", "--steps", "1", "--trace", "-"]).stdout;
    assert!((0.1..10.0).contains(&records(&trace)[1]["loss"].as_f64().unwrap()), "{trace}");
}

#[test]
fn with_dropout_left_on_each_number_has_a_mean_and_a_deviation() {
    let folder = Folder::new();
    let document = |dropout: &str| DOCUMENT.replace("\"units\": 4", &format!("\"units\": 40, \"dropout\": {dropout}"));
    folder.write("new.csv", "length,width,colour\n2.5,1,rot\n0.5,0,blau\n");
    let predict = |more: &[&str]| {
        let predicted = folder.gradlab("predict", &[&["model", "--data", "new.csv"], more].concat());
        assert_eq!((predicted.status, predicted.stderr.as_str()), (0, ""));
        predicted.stdout
    };
    let numbers = |text: &str, column: usize| -> Vec<f64> {
        rows(text)[1..].iter().map(|row| row[column].parse().unwrap()).collect()
    };
    trained(&folder, &document("0.5"), &file(&NAMES, ",", "\n", plain));
    let (plain_prediction, sampled) = (predict(&[]), predict(&["--samples", "400"]));
    assert_eq!(rows(&sampled)[0], ["class", "Möwe", "Kiwi", "Möwe_std", "Kiwi_std"]);
    assert_eq!(predict(&["--samples", "400"]), sampled);
    let (means, deviations) = (numbers(&sampled, 2), numbers(&sampled, 4));
    assert_eq!(numbers(&sampled, 3), deviations, "the two probabilities make one");
    for ((mean, deviation), whole) in means.iter().zip(&deviations).zip(numbers(&plain_prediction, 2)) {
        assert!(*deviation > 0.01 && *mean != whole && (mean - whole).abs() < 2.0 * deviation, "{sampled}");
    }
    assert_eq!(numbers(&predict(&["--samples", "1"]), 4), [0.0; 2]);

    trained(&folder, &document("0.0"), &file(&NAMES, ",", "\n", plain));
    let (whole, sampled) = (predict(&[]), predict(&["--samples", "7"]));
    assert_eq!((numbers(&sampled, 4), numbers(&sampled, 2)), (vec![0.0; 2], numbers(&whole, 2)));
    for wrong in ["0", "-1", "1.5", "1000001"] {
        folder
            .gradlab("predict", &["model", "--data", "new.csv", "--samples", wrong])
            .is_refused("must be a whole number from 1 to 1000000");
    }
}

#[test]
fn a_row_with_gaps_has_an_empty_cell_in_every_column() {
    let folder = Folder::new();
    let document = DOCUMENT.replace("\"target\"", "\"missing\": \"drop\", \"target\"");
    trained(&folder, &document, &file(&NAMES, ",", "\n", plain));
    folder.write("new.csv", "length,width,colour\n1,2,rot\n1,,rot\n1,2,rot\n");
    let predicted = folder.gradlab("predict", &["model", "--data", "new.csv", "--samples", "3"]).stdout;
    let lines: Vec<&str> = predicted.lines().collect();
    assert_eq!((lines.len(), lines[2]), (4, ",,,,"));
}

#[test]
fn a_model_of_a_table_is_the_same_bytes_every_time() {
    let folder = Folder::new();
    trained(&folder, DOCUMENT, &file(&NAMES, ",", "\n", plain));
    let first = fs::read(folder.path("model")).unwrap();
    for _ in 0..8 {
        trained(&folder, DOCUMENT, &file(&NAMES, ";", "\r\n", comma));
        assert!(fs::read(folder.path("model")).unwrap() == first);
    }
}

#[test]
fn several_numbers_are_learnt_at_once() {
    let folder = Folder::new();
    let document = r#"{"version": 1, "data": {"kind": "csv", "target": ["up", "down"], "standardize": true,
        "standardize_target": true, "mix": true}, "network": {"hidden": []},
        "training": {"epochs": 300, "batch_size": 7, "optimizer": {"kind": "sgd", "learning_rate": 0.1}}}"#;
    let row = |at: i32| format!("{},{at},{}\n", 500 - 10 * at, 3 * at + 1);
    trained(&folder, document, &(0..20).fold("down,x,up\n".to_string(), |text, at| text + &row(at)));
    folder.write("new.csv", "x\n4\n10\n");
    let predicted = folder.gradlab("predict", &["model", "--data", "new.csv"]).stdout;
    let [header, first, second] = &rows(&predicted)[..] else { panic!("{predicted}") };
    assert_eq!(header, &["up", "down"]);
    for (row, expected) in [(first, [13.0, 460.0]), (second, [31.0, 400.0])] {
        for (value, expected) in row.iter().zip(expected) {
            assert!((value.parse::<f64>().unwrap() - expected).abs() < 0.01, "{predicted}");
        }
    }
    // The first loss of weights 0 is the mean of the squared targets over rows and outputs: 1 for standardized ones.
    let zeros = document.replace("\"hidden\": []", "\"hidden\": [], \"output\": {\"init\": \"zeros\"}");
    folder.write("zeros.json", &zeros.replace("\"batch_size\": 7", "\"batch_size\": null"));
    let trace = folder.run(&["zeros.json", "--data", "train.csv", "--steps", "1", "--trace", "-"]).stdout;
    assert!((records(&trace)[1]["loss"].as_f64().unwrap() - 1.0).abs() < 1e-6, "{trace}");
}

#[test]
fn what_cannot_be_predicted_is_refused_in_a_line() {
    let folder = Folder::new();
    trained(&folder, DOCUMENT, &file(&NAMES, ",", "\n", plain));
    folder.write("new.csv", "length,width\n1,2\n");
    let predict = |arguments: &[&str]| folder.gradlab("predict", arguments);
    let lacking = r#"error: new.csv: the file has no column "colour", which the model was trained on"#;
    predict(&["model", "--data", "new.csv"]).is_refused(lacking);
    folder.write("new.csv", "length,width,colour\n1,,rot\n");
    predict(&["model", "--data", "new.csv"])
        .is_refused(r#"error: new.csv: line 2, column "width": the value is missing"#);
    predict(&["run.json", "--data", "new.csv"]).is_refused("error: run.json: not a");
    predict(&["model"]).is_refused("--data");
    folder.write("moons.json", SMALL);
    assert_eq!(folder.run(&["moons.json", "--final-weights", "moons"]).status, 0);
    predict(&["moons", "--data", "new.csv"]).is_refused("error: moons: the file holds no table");
    // A damaged table in a model file: as long as before, but no JSON.
    let model = fs::read(folder.path("model")).unwrap();
    let at = model.windows(14).position(|bytes| bytes == br#"{\"features\":"#).unwrap();
    let mut damaged = fs::File::create(folder.path("damaged")).unwrap();
    damaged.write_all(&[&model[..at], b"[", &model[at + 1..]].concat()).unwrap();
    let wrong = "error: damaged: table: the table in the model file cannot be read";
    predict(&["damaged", "--data", "new.csv"]).is_refused(wrong);
    folder.run(&["damaged", "--data", "train.csv"]).is_refused(wrong);
}
