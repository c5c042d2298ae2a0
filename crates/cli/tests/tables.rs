//! `gradlab run` and `gradlab predict` on tables as people have them.

mod folder;

use folder::{Folder, read};
use std::fs;

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
        assert_eq!((ran.status, ran.stderr.as_str()), (0, said), "{name}");
        assert!(ran.stdout == expected, "{name}");
    }
}
