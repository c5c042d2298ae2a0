//! What exported programs say, and what they carry. `tests/export` runs them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gradient_lab::Error;
use gradient_lab::data::{Resources, table};
use gradient_lab::document::Experiment;
use gradient_lab::document::catalogues;
use gradient_lab::session::Session;
use gradient_lab_export::program::{Arrays, Run};
use gradient_lab_export::{keras, notebook, pytorch};
use miniz_oxide::inflate::decompress_to_vec;
use safetensors::SafeTensors;
use serde_json::{Value, json};

/// What ends a string, a comment or a cell where it is not escaped.
const HOSTILE: &str = "\"\"\" ''' \\\" \\\r\n\u{2028}\u{202e} alert(1) <b> [a](javascript:b) $x$ `c`";

fn document(network: Value, training: Value) -> Value {
    json!({"version": 1, "data": {"kind": "moons", "samples": 20}, "network": network, "training": training})
}

fn open(document: &Value) -> Result<Run, Error> {
    Run::open(Experiment::parse(&document.to_string())?, Resources::default(), None)
}

fn inline(document: &Value) -> [String; 2] {
    let run = open(document).unwrap();
    [keras::script(&run, Arrays::Inline), pytorch::script(&run, Arrays::Inline)].map(|script| script.text)
}

/// A run on a table whose names and classes are hostile, as is its own name.
fn hostile_run() -> Run {
    let quoted = HOSTILE.replace('"', "\"\"");
    let rows =
        (0..20).map(|row| format!("{},{},\"{}\"\n", row % 7, row % 3, if row % 2 == 0 { "plain" } else { &quoted }));
    let csv = format!("\"{quoted} 1\",\"{quoted} 2\",label\n{}", rows.collect::<String>());
    let document = json!({"version": 1, "name": HOSTILE, "data": {"kind": "csv"}});
    let experiment = Experiment::parse(&document.to_string()).unwrap();
    let (table, _) = table::read(csv.as_bytes(), &experiment.data, experiment.seed, None).unwrap();
    Run::open(experiment, Resources { table: Some(table), assets: vec![] }, None).unwrap()
}

/// `code` without its strings and comments.
fn bare(code: &str) -> String {
    let (mut bare, mut rest) = (String::new(), code);
    while let Some(at) = rest.find(['"', '#']) {
        bare += &rest[..at];
        rest = &rest[at..];
        let end = if rest.starts_with('#') {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("\"\"\"") {
            6 + rest.split("\"\"\"").nth(1).unwrap().len()
        } else {
            let mut characters = rest.char_indices().skip(1);
            loop {
                match characters.next().unwrap() {
                    (_, '\\') => drop(characters.next()),
                    (at, '"') => break at + 1,
                    (_, c) => assert_ne!(c, '\n', "a string that does not end: {rest:.60}"),
                }
            }
        };
        rest = &rest[end..];
    }
    bare + rest
}

/// The arrays of a zip file by name: the header of each, and its values' bytes.
fn arrays(archive: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let mut arrays = vec![];
    let mut rest = archive;
    while let Some(entry) = rest.strip_prefix(b"PK\x03\x04") {
        let size = |at: usize| u32::from_le_bytes(*entry[at..].first_chunk().unwrap()) as usize;
        let (packed, name) = (size(14), usize::from(u16::from_le_bytes([entry[22], entry[23]])));
        let (content, after) = entry[26 + name..].split_at(packed);
        let bytes = decompress_to_vec(content).unwrap();
        assert_eq!((bytes.len(), &bytes[..8]), (size(18), &b"\x93NUMPY\x01\x00"[..]));
        let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
        assert!(end.is_multiple_of(64) && bytes[end - 1] == b'\n');
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().trim_end().to_string();
        arrays.push((text(&entry[26..26 + name]), text(&bytes[10..end]), bytes[end..].to_vec()));
        rest = after;
    }
    assert!(rest.starts_with(b"PK\x01\x02"));
    arrays
}

#[test]
fn every_entry_of_every_catalogue_is_exported() {
    for (list, place) in [
        (&catalogues::ACTIVATION, "/network/hidden/0/activation"),
        (&catalogues::INIT, "/network/hidden/0/init"),
        (&catalogues::NORMALIZATION, "/network/hidden/0/normalization"),
        (&catalogues::LOSS, "/loss"),
        (&catalogues::OPTIMIZER, "/training/optimizer"),
        (&catalogues::SCHEDULE, "/training/schedule"),
        (&catalogues::CLIPPING, "/training/gradient_clipping"),
    ] {
        for entry in list.entries() {
            let mut whole = json!({"version": 1, "data": {"kind": "moons", "samples": 20}, "loss": "auto",
                "network": {"hidden": [{"units": 3, "activation": "tanh", "init": "zeros", "normalization": "none"}]},
                "training": {"epochs": 2, "optimizer": "sgd", "schedule": "constant", "gradient_clipping": "none"}});
            *whole.pointer_mut(place).unwrap() = entry.id.into();
            for program in inline(&whole) {
                let code = bare(&program);
                assert!(code.contains("def train(") && code.contains("optimizer"), "{}: {program}", entry.id);
            }
        }
    }
}

#[test]
fn what_has_no_counterpart_is_refused_by_its_path() {
    for dropout in [json!(0.1), json!({"kind": "alpha", "rate": 0.2})] {
        let hidden = json!([{"units": 3}, {"units": 3, "dropout": dropout}]);
        let refused = open(&document(json!({"hidden": hidden}), json!({}))).unwrap_err();
        assert_eq!(refused.path, "network.hidden[1].dropout");
    }
    let changes = json!([{"after": 2, "set": {"training.optimizer.learning_rate": 0.1}},
        {"after": 4, "set": {"network.hidden[0].dropout": 0.1}}]);
    let refused = open(&document(json!({"hidden": [{"units": 3}]}), json!({"changes": changes}))).unwrap_err();
    assert_eq!(refused.path, "training.changes[1].set.network.hidden[0].dropout");
    assert!(open(&document(json!({"hidden": [{"dropout": 0.0}]}), json!({}))).is_ok());
}

#[test]
fn no_text_of_the_user_leaves_its_string() {
    let run = hostile_run();
    let beside = "it's \"a\"\n program.npz";
    for script in [
        keras::script(&run, Arrays::Inline),
        pytorch::script(&run, Arrays::Inline),
        keras::script(&run, Arrays::Beside(beside)),
        pytorch::script(&run, Arrays::Beside(beside)),
    ] {
        let text = script.text;
        assert!(text.contains("alert(1)"));
        let code = bare(&text);
        assert!(!code.contains("alert") && !code.contains("program.npz"), "{code}");
        assert!(!text.contains(['\r', '\u{2028}', '\u{202e}']));
    }
}

#[test]
fn no_text_of_the_user_becomes_markup_in_a_notebook() {
    let text = notebook::notebook(&hostile_run(), "a\"b\\.ipynb").text;
    let notebook: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&notebook["nbformat"], &notebook["nbformat_minor"]), (&json!(4), &json!(5)));
    let cells = notebook["cells"].as_array().unwrap();
    let mut ids: Vec<&str> = cells.iter().map(|cell| cell["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), cells.len());
    for cell in cells {
        let source: String = cell["source"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        if cell["cell_type"] == "code" {
            assert!(!bare(&source).contains("alert"), "{source}");
        } else {
            assert!(!source.contains(['<', '`', '$', '\r', '\u{2028}']) && !source.contains("]("), "{source}");
        }
    }
    assert!(text.contains(r#"TRACE = \"a\\\"b\\\\.ipynb.trace.csv\""#));
}

#[test]
fn a_program_carries_the_data_and_the_weights_that_the_run_starts_from() {
    let document = document(
        json!({"hidden": [{"units": 3, "activation": "prelu", "normalization": "batch"}]}),
        json!({"epochs": 1}),
    );
    let experiment = Experiment::parse(&document.to_string()).unwrap();
    let mut session = Session::open(experiment.clone(), Resources::default(), None).unwrap();
    session.step(1);
    // From other weights than those of the seed.
    let model = session.export_weights().unwrap();
    let weights = SafeTensors::deserialize(&model).unwrap();
    let run = Run::open(experiment, Resources::default(), Some(&model)).unwrap();

    let beside = keras::script(&run, Arrays::Beside("a.npz")).beside.unwrap();
    let keras = arrays(&beside);
    let of = |arrays: &[(String, String, Vec<u8>)], name: &str| {
        let (_, header, bytes) =
            arrays.iter().find(|(other, ..)| other == name).unwrap_or_else(|| panic!("{name}")).clone();
        (header, bytes)
    };
    for (ours, theirs) in [
        ("hidden.0.kernel", "hidden_0/kernel.npy"),
        ("hidden.0.bias", "hidden_0/bias.npy"),
        ("hidden.0.prelu_slope", "hidden_0_prelu/alpha.npy"),
        ("hidden.0.norm.gamma", "hidden_0_norm/gamma.npy"),
        ("hidden.0.norm.moving_variance", "hidden_0_norm/moving_variance.npy"),
        ("output.kernel", "output/kernel.npy"),
    ] {
        assert_eq!(of(&keras, theirs).1, weights.tensor(ours).unwrap().data(), "{ours}");
    }
    assert_eq!(of(&keras, "inputs.npy").0, "{'descr': '<f4', 'fortran_order': False, 'shape': (20, 2, ), }");
    assert_eq!(of(&keras, "targets.npy").0, "{'descr': '<i4', 'fortran_order': False, 'shape': (20, ), }");

    // PyTorch's kernels are the other way round; here on the way through the text.
    let text = pytorch::script(&run, Arrays::Inline).text;
    let (_, packed) = text.split_once("ARRAYS = \"\"\"\n").unwrap();
    let packed: String = packed.split_once("\"\"\"").unwrap().0.lines().collect();
    let pytorch = arrays(&STANDARD.decode(packed).unwrap());
    let (header, kernel) = of(&pytorch, "hidden.0.0.weight.npy");
    assert!(header.contains("(3, 2, )"), "{header}");
    let given = weights.tensor("hidden.0.kernel").unwrap().data().to_vec();
    let number = |at: usize| &given[4 * at..4 * at + 4];
    assert_eq!(kernel, [0, 3, 1, 4, 2, 5].map(number).concat());
    assert_eq!(of(&pytorch, "hidden.0.1.running_var.npy").1, of(&keras, "hidden_0_norm/moving_variance.npy").1);
    assert_eq!(of(&pytorch, "hidden.0.2.weight.npy").1, of(&keras, "hidden_0_prelu/alpha.npy").1);
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let whole = document(json!({"hidden": [{"units": 4, "repeat": 2}]}), json!({"epochs": 3}));
    assert_eq!(inline(&whole), inline(&whole));
}

#[test]
fn alike_blocks_are_written_once() {
    let whole = document(json!({"hidden": [{"units": 4, "repeat": 50, "activation": "tanh"}]}), json!({"epochs": 3}));
    for program in inline(&whole) {
        let code = bare(&program).to_lowercase();
        assert_eq!(code.matches("tanh").count() + program.matches("\"tanh\"").count(), 1, "{program}");
    }
}

#[test]
fn constraints_and_penalties_stand_where_they_hold() {
    let hidden =
        json!([{"units": 4, "l1": 0.01, "max_norm": 1.5}, {"units": 4, "l2": 0.02, "max_norm": 2.5, "frozen": true}]);
    let [keras, pytorch] = inline(&document(json!({"hidden": hidden}), json!({"gradient_clipping": "global_norm"})));
    assert!(keras.contains("L1L2(l1=0.01, l2=0.0)") && keras.contains("MaxNorm(1.5, axis=0)"), "{keras}");
    assert!(keras.contains("trainable=False") && keras.contains("global_clipnorm=1.0"), "{keras}");
    // Keras knows that what is frozen is neither penalized nor limited; PyTorch must not be told of it.
    assert!(pytorch.contains("0.01 * kernel.abs().sum()") && pytorch.contains("clamp(max=1.5)"), "{pytorch}");
    assert!(!pytorch.contains("0.02 *") && !pytorch.contains("clamp(max=2.5)"), "{pytorch}");
    assert!(pytorch.contains("for block in network.hidden[1:2]:\n    block.requires_grad_(False)"), "{pytorch}");
}

#[test]
fn a_change_turns_what_it_sets_and_nothing_else() {
    let changes = json!([{"after": 3, "set": {"training.optimizer.learning_rate": 0.25}},
        {"after": 5, "set": {"network.hidden[0].frozen": true}}]);
    for program in inline(&document(json!({"hidden": [{"units": 3}]}), json!({"changes": changes}))) {
        let (_, changes) = program.split_once("def change_after_3():").unwrap();
        let (rate, changes) = changes.split_once("def change_after_5():").unwrap();
        let (frozen, list) = changes.split_once("CHANGES = {").unwrap();
        assert!(rate.contains("return 0.25") && !rate.contains("optimizer ="), "{rate}");
        assert!(frozen.contains("optimizer = ") && !frozen.contains("def learning_rate"), "{frozen}");
        assert!(list.starts_with("\n    3: change_after_3,\n    5: change_after_5,\n}"), "{list}");
    }
}
