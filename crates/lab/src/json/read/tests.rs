//! What JSON is read as, and what is refused.

use super::{DEEPEST, MOST_VALUES, Node};
use proptest::prelude::*;

#[test]
fn every_text_that_serde_json_reads_is_read_alike() {
    for text in [
        "null",
        " true ",
        "false",
        "0",
        "-0.0",
        "-12.5e-3",
        "1E+2",
        "123456789012345678901234567890",
        "0.1",
        "1e-400",
        "5e-324",
        r#""""#,
        r#""a \" \\ \/ \b\f\n\r\t \u00e9 \ud83d\ude00 é 日""#,
        "[]",
        "[1, [2, {}], \"x\"]",
        "\t{\"a\" : 1,\r\n\"b\": {\"c\": [null]}}",
    ] {
        let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(plain(&Node::parse(text).unwrap()), theirs_as_numbers(&theirs), "{text}");
    }
}

#[test]
fn every_text_that_serde_json_refuses_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "True",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "1e400",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\n\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "1 2",
        "[] []",
        "\u{a0}1",
    ] {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        assert!(Node::parse(text).is_err(), "{text}");
    }
}

#[test]
fn lists_go_as_deep_as_the_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Node::parse(&nested(DEEPEST)).is_ok());
    assert!(Node::parse(&nested(DEEPEST + 2)).is_err());
}

#[test]
fn a_text_of_many_small_values_is_refused_before_it_fills_the_memory() {
    let list = |values: usize| format!("[{}0]", "0,".repeat(values - 2));
    assert!(Node::parse(&list(MOST_VALUES)).is_ok());
    let message = "not valid JSON: it holds more than 131072 values, at line 1 column 262144";
    let path = format!("[{}]: ", MOST_VALUES - 1);
    assert_eq!(Node::parse(&list(MOST_VALUES + 1)).unwrap_err().to_string(), path + message);
    // Each object within a list takes a hundred times the memory that its text does.
    assert!(Node::parse(&format!("[{}0]", r#"{"":0},"#.repeat(2_000_000))).is_err());
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    let escapes = format!("\"{}\"", r"\u00e9\n".repeat(500_000));
    assert_eq!(Node::parse(&escapes), Ok(Node::Text("é\n".repeat(500_000))));
    let spaces = format!("[{}1{}]", " ".repeat(1_000_000), "\n".repeat(1_000_000));
    assert_eq!(Node::parse(&spaces), Ok(Node::List(vec![Node::Number(1.0)])));
    let digits = format!("0.{}1", "0".repeat(1_000_000));
    assert_eq!(Node::parse(&digits), Ok(Node::Number(0.0)));
    let keys: Vec<_> = (0..50_000).map(|key| format!("\"{key:0>100}\":0")).collect();
    assert!(Node::parse(&format!("{{{}}}", keys.join(","))).is_ok());
}

proptest! {
    /// Texts of pieces of JSON, most of them nearly right.
    #[test]
    fn what_it_reads_and_refuses_is_what_serde_json_does(
        text in r#"[ \n]?([{}\[\],:]|"[ab]"|"[^"]{0,3}"|"\\\\[ubfnrt/\\\\"x]([d0][8c-e][0-9a-fA-F]{2})?"|-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?|[-+.0-9eE]{1,4}|true|null| ){0,8}"#,
    ) {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match (Node::parse(&text), theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(plain(&ours), theirs_as_numbers(&theirs)),
            (Err(_), Err(_)) => (),
            (Err(error), Ok(_)) => prop_assert!(error.message.contains("stands here twice"), "{}", error),
            (Ok(_), Err(error)) => prop_assert!(false, "they refuse it: {error}"),
        }
    }

    #[test]
    fn trees_come_back(tree in tree()) {
        let text = serde_json::to_string_pretty(&tree).unwrap();
        prop_assert_eq!(plain(&Node::parse(&text).unwrap()), theirs_as_numbers(&tree));
    }
}

fn tree() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// As `serde_json` would have it.
fn plain(node: &Node) -> serde_json::Value {
    match node {
        Node::Null => serde_json::Value::Null,
        Node::Boolean(value) => (*value).into(),
        Node::Number(value) => (*value).into(),
        Node::Text(text) => text.clone().into(),
        Node::List(list) => list.iter().map(plain).collect(),
        Node::Object(object) => object.iter().map(|(key, node)| (key.clone(), plain(node))).collect(),
    }
}

/// `value` with every number a double, and no negative zero.
fn theirs_as_numbers(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => (number.as_f64().unwrap() + 0.0).into(),
        serde_json::Value::Array(list) => list.iter().map(theirs_as_numbers).collect(),
        serde_json::Value::Object(object) => {
            object.iter().map(|(key, value)| (key.clone(), theirs_as_numbers(value))).collect()
        }
        other => other.clone(),
    }
}
