//! The ONNX file, read back by a reader of its own. That ONNX Runtime computes the same from it, `tests/formats` checks.

mod wire;

use gradient_lab::data::Resources;
use gradient_lab::document::{Experiment, catalogues};
use gradient_lab::model::Model;
use gradient_lab::session::Session;
use gradient_lab_export::onnx;
use gradient_lab_nn::elements;
use std::collections::BTreeSet;
use wire::Message;

fn model(data: &str, hidden: &str) -> Model {
    let document = format!(r#"{{"version": 1, "data": {data}, "network": {{"hidden": [{hidden}]}}}}"#);
    let mut session = Session::open(Experiment::parse(&document).unwrap(), Resources::default(), None).unwrap();
    session.step(3);
    Model::open(&session.export_weights().unwrap()).unwrap()
}

const MOONS: &str = r#"{"kind": "moons"}"#;

/// The operators of a graph in order.
fn operators<'a>(graph: &Message<'a>) -> Vec<&'a str> {
    graph.messages(1).iter().map(|node| node.text(4)).collect()
}

#[test]
fn every_tensor_of_the_network_is_in_the_file_and_every_name_is_there_before_it_is_used() {
    for kind in catalogues::ACTIVATION.ids() {
        for (normalization, placement) in
            [("none", "before"), ("batch", "before"), ("layer", "before"), ("batch", "after"), ("layer", "after")]
        {
            let hidden = format!(
                r#"{{"units": 2, "repeat": 2, "activation": "{kind}", "normalization": "{normalization}",
                "normalization_placement": "{placement}_activation", "residual": true, "dropout": 0.5}}"#
            );
            let model = model(r#"{"kind": "moons", "standardize": true}"#, &hidden);
            let bytes = onnx::model(&model);
            let file = Message::read(&bytes);
            let graph = file.message(7);
            let constants = graph.messages(5);
            for variable in model.network.variables() {
                let tensor = constants.iter().find(|tensor| tensor.text(8) == variable.name).unwrap();
                let shape: Vec<u64> = variable.shape.iter().map(|&size| size as u64).collect();
                assert_eq!((tensor.integers(1), tensor.integers(2)), (shape, vec![1]), "{}", variable.name);
                let values = elements(model.network.values(&variable)).iter().flat_map(|value| value.to_le_bytes());
                assert_eq!(tensor.bytes(9), [values.collect::<Vec<_>>()], "{}", variable.name);
            }
            let mut known: BTreeSet<&str> = constants.iter().map(|tensor| tensor.text(8)).collect();
            assert_eq!(known.len(), constants.len());
            known.extend(graph.messages(11).iter().map(|input| input.text(1)));
            for node in graph.messages(1) {
                assert!(node.texts(1).iter().all(|input| known.contains(input)), "{kind}: {:?}", node.texts(1));
                assert!(known.insert(node.text(2)), "{} is made twice", node.text(2));
            }
            assert!(known.contains(graph.message(12).text(1)));
            assert!(!operators(&graph).contains(&"Dropout"));
        }
    }
}

#[test]
fn the_graph_takes_raw_features_and_gives_what_people_ask_for() {
    let ends = |model: &Model| {
        let bytes = onnx::model(model);
        let graph = Message::read(&bytes).message(7);
        let end = |field: u64| -> (String, u64) {
            let description = graph.message(field);
            let shape = description.message(2).message(1).message(2);
            let [rows, columns] = &shape.messages(1)[..] else { panic!("not two axes") };
            assert_eq!(rows.text(2), "batch");
            (description.text(1).to_string(), columns.integers(1)[0])
        };
        let operators: Vec<String> = operators(&graph).into_iter().map(String::from).collect();
        ([end(11), end(12)], operators)
    };
    let named = |name: &str, columns| (name.to_string(), columns);
    let (end, operators) = ends(&model(r#"{"kind": "moons", "standardize": true}"#, ""));
    assert_eq!(end, [named("features", 2), named("probability", 1)]);
    assert_eq!(operators, ["Sub", "Div", "Gemm", "Sigmoid"]);
    let (end, operators) = ends(&model(r#"{"kind": "sine", "standardize_target": true}"#, ""));
    assert_eq!(end, [named("features", 2), named("value", 1)]);
    assert_eq!(operators, ["Gemm", "Mul", "Add"]);
    let (_, operators) = ends(&model(r#"{"kind": "sine"}"#, ""));
    assert_eq!(operators, ["Gemm", "Identity"]);
}

#[test]
fn the_file_says_its_versions_and_holds_the_document() {
    let model = model(MOONS, r#"{"units": 3}"#);
    let bytes = onnx::model(&model);
    let file = Message::read(&bytes);
    assert_eq!((file.integers(1), file.text(2)), (vec![8], "Gradient Lab"));
    assert_eq!(file.message(8).integers(2), [17]);
    let metadata: Vec<_> = file.messages(14).iter().map(|entry| (entry.text(1), entry.text(2))).collect();
    assert_eq!(metadata, [("experiment", &*model.experiment.to_json()), ("classes", r#"["0","1"]"#)]);
}
