//! `gradlab fields`, and the help of every command, as their readers meet them.

use std::process::Command;

fn printed() -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_gradlab")).arg("fields").output().unwrap();
    assert_eq!((ran.status.code(), &*ran.stderr), (Some(0), &b""[..]));
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn every_field_stands_there_by_its_path_with_range_default_and_what_it_does() {
    let text = printed();
    for lines in [
        "\nversion: 1; must be given\n    The version of the document's format.\n",
        "\nseed: a whole number from 0 to 9007199254740991; by default 42\n    Every random choice derives from it.\n",
        "\ndata.kind: an entry of \"data\" below; by default spiral\n",
        "\ndata.validation_split: a number, at least 0 and below 1; by default 0.2\n    The last fraction",
        "\nnetwork.hidden: a list of at most ",
        "\nnetwork.hidden[].units: a whole number from 1 to 10000; by default 16\n",
        "\nnetwork.hidden[].normalization_placement: one of before_activation, after_activation; by default ",
        "\nnetwork.hidden[].dropout: a number, at least 0 and below 1, or an entry of \"dropout\" below; by default 0\n",
        "\nnetwork.output.max_norm: a number, above 0 and at most 1000000, or null: no limit; by default null\n",
        "\ntraining.batch_size: a whole number from 1 to ",
        ", or null: the whole training part; by default 32\n    How many samples a step learns from.\n",
        "\ntraining.shuffle: true or false; by default true\n",
    ] {
        assert!(text.contains(lines), "{lines}\n{text}");
    }
    assert!(!text.contains("augment"), "nothing can be picked there");
}

#[test]
fn every_entry_stands_there_with_its_parameters() {
    let text = printed();
    let (_, activations) = text.split_once("\nactivation (by its name, or as an object with \"kind\"").unwrap();
    let (activations, _) = activations.split_once("\ninit (").unwrap();
    for lines in ["\nrelu: ReLU\n    ", "\nleaky_relu: ", "\n    negative_slope: a number, ", "; by default 0.1\n"] {
        assert!(activations.contains(lines), "{lines}\n{activations}");
    }
    let boundaries =
        "\n    boundaries: a list of numbers, at least 0 and at most 1000000000000; by default [500, 1500]\n";
    assert!(text.contains(boundaries), "{text}");
    // A name is followed by what it is for.
    assert!(text.contains("\nadam: Adam\n    "));
}

#[test]
fn every_help_shows_an_example() {
    for command in [&[][..], &["run"], &["check"], &["schema"], &["fields"]] {
        let ran = Command::new(env!("CARGO_BIN_EXE_gradlab")).args(command).arg("--help").output().unwrap();
        let help = String::from_utf8(ran.stdout).unwrap();
        let example = format!(" gradlab {}", command.first().unwrap_or(&"run"));
        assert!(help.split_once("Example").is_some_and(|(_, examples)| examples.contains(&example)), "{help}");
    }
}
