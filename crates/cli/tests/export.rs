//! `gradlab export`: programs on the standard output and in files.

mod folder;

use folder::{Folder, SMALL, read};

#[test]
fn without_a_place_a_program_goes_to_the_standard_output_with_all_that_it_needs() {
    let folder = Folder::new();
    folder.write("a.json", SMALL);
    for (kind, library) in [("keras", "import keras"), ("pytorch", "import torch")] {
        let ran = folder.gradlab("export", &[kind, "a.json"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains(library) && ran.stdout.contains("ARRAYS = \"\"\""), "{}", ran.stdout);
    }
    let notebook = folder.gradlab("export", &["notebook", "a.json"]);
    let notebook: serde_json::Value = serde_json::from_str(&notebook.stdout).unwrap();
    assert!(notebook.to_string().contains("a.ipynb.trace.csv"));
    assert_eq!(folder.files(), ["a.json"]);
}

#[test]
fn with_a_place_the_arrays_are_in_a_file_beside_the_program() {
    let folder = Folder::new();
    folder.write("a.json", SMALL);
    let ran = folder.gradlab("export", &["keras", "a.json", "--out", "b.py"]);
    assert_eq!((ran.status, &*ran.stdout), (0, ""), "{}", ran.stderr);
    assert_eq!(folder.files(), ["a.json", "b.py", "b.py.npz"]);
    assert!(read(&folder.path("b.py")).contains("with_name(\"b.py.npz\")"));
    // A notebook is one file.
    folder.gradlab("export", &["notebook", "a.json", "--out", "c.ipynb"]);
    assert_eq!(folder.files(), ["a.json", "b.py", "b.py.npz", "c.ipynb"]);
    assert!(read(&folder.path("c.ipynb")).contains("c.ipynb.trace.csv"));
}

#[test]
fn what_cannot_be_exported_leaves_no_file() {
    let folder = Folder::new();
    folder.write("a.json", r#"{"version": 1, "network": {"hidden": [{"dropout": 0.5}]}}"#);
    let ran = folder.gradlab("export", &["keras", "a.json", "--out", "b.py"]);
    ran.is_refused("a.json: network.hidden[0].dropout: ");
    folder.write("a.json", SMALL);
    folder.gradlab("export", &["keras", "a.json", "--out", "a.json"]).is_refused("would overwrite the experiment");
    folder.gradlab("export", &["keras", "a.json", "--out", "no/b.py"]).is_refused("no/b.py: cannot be written");
    folder.gradlab("export", &["kerass", "a.json"]).is_refused("keras");
    assert_eq!(folder.files(), ["a.json"]);
    assert_eq!(read(&folder.path("a.json")), SMALL);
}

#[test]
fn a_model_is_exported_with_its_weights_and_a_table_with_its_rows() {
    let folder = Folder::new();
    folder.write("a.json", r#"{"version": 1, "data": {"kind": "csv"}, "training": {"epochs": 2}}"#);
    let rows: Vec<String> = (0..20).map(|row| format!("{row},{},{}\n", row * 3 % 7, row % 2)).collect();
    folder.write("t.csv", &format!("x,y,label\n{}", rows.concat()));
    folder.run(&["a.json", "--data", "t.csv", "--final-weights", "m.safetensors"]);
    let from = |start: &str| folder.gradlab("export", &["keras", start, "--data", "t.csv"]).stdout;
    let (document, model) = (from("a.json"), from("m.safetensors"));
    assert!(model.contains("import keras"), "{model}");
    assert_ne!(document, model);
    folder.gradlab("export", &["keras", "a.json"]).is_refused("a.json: data.kind: csv data come from a file");
}
