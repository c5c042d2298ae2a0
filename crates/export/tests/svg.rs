//! The drawing of a network: valid XML that holds nothing but shapes and text, whatever people call things.

use gradient_lab::data::{Resources, table};
use gradient_lab::document::{Experiment, catalogues};
use gradient_lab::model::Model;
use gradient_lab::session::Session;
use gradient_lab_export::svg;
use roxmltree::{Document, Node};

fn drawing(document: &str, csv: Option<&str>) -> String {
    let experiment = Experiment::parse(document).unwrap();
    let table = csv.map(|csv| table::read(csv.as_bytes(), &experiment.data, experiment.seed, None).unwrap().0);
    let session = Session::open(experiment, Resources { table, assets: vec![] }, None).unwrap();
    svg::drawing(&Model::open(&session.export_weights().unwrap()).unwrap())
}

fn network(hidden: &str) -> String {
    drawing(&format!(r#"{{"version": 1, "data": {{"kind": "moons"}}, "network": {{"hidden": [{hidden}]}}}}"#), None)
}

fn texts<'a>(document: &'a Document<'_>) -> Vec<&'a str> {
    document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect()
}

/// Asserts that the drawing is shapes and text inside its own bounds, without a way out of itself.
fn assert_harmless(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    let bounds: Vec<f64> =
        root.attribute("viewBox").unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
    let allowed = ["svg", "title", "desc", "rect", "g", "path", "circle", "text"];
    for node in document.descendants().filter(Node::is_element) {
        assert!(allowed.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && !["href", "style", "class", "id"].contains(&name), "{name}={value}");
            assert!(!value.contains("url(") && !value.contains("NaN") && !value.contains("inf"), "{name}={value}");
        }
        for (name, bound) in [("cx", bounds[2]), ("x", bounds[2])] {
            let place = node.attribute(name).map(|place| place.parse::<f64>().unwrap());
            assert!(place.is_none_or(|place| (0.0..=bound).contains(&place)), "{name} {place:?} of {bound}");
        }
    }
    assert!(bounds[2] <= 520.0 && bounds[3] <= 800.0, "{bounds:?}");
    let namespaces = svg.matches("://").count();
    assert_eq!(namespaces, 1, "the drawing's own namespace");
}

#[test]
fn a_small_network_is_drawn_with_every_node_edge_and_label() {
    let svg = network(r#"{"units": 4, "repeat": 2, "activation": "tanh"}"#);
    assert_harmless(&svg);
    let document = Document::parse(&svg).unwrap();
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("circle")).count(), 2 + 4 + 4 + 1);
    let edges: usize = document
        .descendants()
        .filter(|node| node.attribute("stroke-opacity").is_some())
        .map(|path| path.attribute("d").unwrap().matches('M').count())
        .sum();
    assert_eq!(edges, 2 * 4 + 4 * 4 + 4);
    let texts = texts(&document);
    for text in ["A network of 2–4–4–1", "x₁", "x₂", "P(1)", "input", "2 features", "hidden.0–1", "2 × 4 units", "Tanh"]
    {
        assert!(texts.contains(&text), "{text}: {texts:?}");
    }
    assert!(texts.iter().any(|text| text.contains("SGD (learning rate 0.01)")), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with("37 parameters.")), "{texts:?}");
    assert!(texts.join(" ").contains(concat!("Gradient Lab ", env!("CARGO_PKG_VERSION"))), "{texts:?}");
}

#[test]
fn an_edge_has_the_colour_of_its_sign_and_the_strength_of_its_size() {
    let constant = |value: &str| {
        let init = format!(r#"{{"kind": "constant", "value": {value}}}"#);
        let document = format!(r#"{{"version": 1, "network": {{"hidden": [], "output": {{"init": {init}}}}}}}"#);
        drawing(&document, None)
    };
    for (value, colour) in [("0.5", "#2466b4"), ("-0.5", "#c8431f")] {
        let svg = constant(value);
        let document = Document::parse(&svg).unwrap();
        let edges: Vec<_> = document.descendants().filter(|node| node.attribute("stroke-opacity").is_some()).collect();
        assert_eq!((edges.len(), edges[0].attribute("stroke")), (1, Some(colour)));
    }
    assert!(!constant("0").contains("stroke-opacity"));
}

#[test]
fn large_layers_and_deep_networks_are_shortened_and_stay_readable() {
    for hidden in [
        r#"{"units": 300}, {"units": 100}"#,
        r#"{"units": 12, "repeat": 20}"#,
        r#"{"units": 2, "repeat": 900}"#,
        r#"{"units": 1000, "residual": false}, {"units": 1000, "residual": true}"#,
        &vec![
            r#"{"units": 8, "activation": {"kind": "maxout", "pieces": 3}, "normalization": "layer", "dropout": 0.3}"#;
            40
        ]
        .join(","),
        "",
    ] {
        let svg = network(hidden);
        assert_harmless(&svg);
        assert!(svg.len() < 300_000, "{} bytes", svg.len());
        let document = Document::parse(&svg).unwrap();
        let sizes = document.descendants().filter_map(|node| node.attribute("font-size"));
        assert!(sizes.filter_map(|size| size.parse::<f64>().ok()).all(|size| size >= 7.0));
    }
    let svg = network(r#"{"units": 300}"#);
    let document = Document::parse(&svg).unwrap();
    assert!(texts(&document).join(" ").contains("dots stand for the rest"), "{svg}");
}

#[test]
fn every_entry_of_the_catalogues_is_named() {
    for id in catalogues::ACTIVATION.ids() {
        assert_harmless(&network(&format!(
            r#"{{"units": 2, "activation": "{id}", "residual": true, "frozen": true}}"#
        )));
    }
    for id in catalogues::OPTIMIZER.ids() {
        assert_harmless(&drawing(&format!(r#"{{"version": 1, "training": {{"optimizer": "{id}"}}}}"#), None));
    }
    for id in catalogues::SCHEDULE.ids() {
        assert_harmless(&drawing(&format!(r#"{{"version": 1, "training": {{"schedule": "{id}"}}}}"#), None));
    }
}

const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "</text></svg><img src=x onerror=alert(1)>",
    "\"onload=\"alert(1)",
    "' onload='alert(1)",
    "]]><script>alert(1)</script>",
    "&lt;b&gt;&#x3c;&nbsp;&undefined;",
    "<!--",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:'>]>&e;",
    "javascript:alert(1)",
    "\u{202e}\u{2066}\u{7}\u{1b}[2J\u{fffe}\u{0}",
];

#[test]
fn no_name_becomes_markup() {
    for hostile in HOSTILE {
        let json = |text: &str| serde_json::Value::from(text).to_string();
        assert_harmless(&drawing(&format!(r#"{{"version": 1, "name": {}}}"#, json(hostile)), None));
        // As a column, a category, a class and a target.
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let text = cell(&hostile.replace('\0', ""));
        let table = format!("{text},colour,label\n1,{text},{text}\n2,red,b\n3,{text},{text}\n4,red,c\n5,red,b\n");
        let document = r#"{"version": 1, "data": {"kind": "csv", "categories": "one_hot", "validation_split": 0}}"#;
        let svg = drawing(document, Some(&table));
        assert_harmless(&svg);
        let table = format!("a,{text}\n1,2.5\n2,3.5\n3,0.5\n4,2.25\n");
        assert_harmless(&drawing(r#"{"version": 1, "data": {"kind": "csv", "task": "regression"}}"#, Some(&table)));
    }
}
