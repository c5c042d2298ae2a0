//! What documents are read as, and what is refused.

use super::{MAX_DEPTH, MAX_VALUES, Node};

#[test]
fn every_kind_of_value_is_read() {
    let text = "\u{feff}\t{\"a\" : [null, true, \"é\\n\"],\r\n\"b\": {\"c\": 1e2, \"d\": {}}}";
    let object = |fields: &[(&str, Node)]| {
        Node::Object(fields.iter().map(|(key, node)| (key.to_string(), node.clone())).collect())
    };
    let a = Node::List(vec![Node::Null, Node::Boolean(true), Node::Text("é\n".into())]);
    let b = object(&[("c", Node::Number(100.0)), ("d", object(&[]))]);
    assert_eq!(Node::parse(text), Ok(object(&[("a", a), ("b", b)])));
}

#[test]
fn a_number_is_the_nearest_double() {
    for text in [
        "0.1",
        "9007199254740993e-18",
        "123456789012345678901234567890",
        "18446744073709551615",
        "-9223372036854775808",
        "2.2250738585072011e-308",
        "5e-324",
        "1e-400",
    ] {
        assert_eq!(Node::parse(text), Ok(Node::Number(text.parse().unwrap())), "{text}");
    }
    // Negative zero is plain zero.
    for text in ["-0", "-0.0", "-1e-400"] {
        let Ok(Node::Number(zero)) = Node::parse(text) else { panic!("{text}") };
        assert!(zero == 0.0 && zero.is_sign_positive(), "{text}");
    }
    assert!(Node::parse("1e400").unwrap_err().to_string().contains("number out of range"));
}

#[test]
fn what_breaks_the_text_is_told_by_line_and_character() {
    let error = Node::parse("{\"é\": 1,\n \"日本\": x}").unwrap_err().to_string();
    assert_eq!(error, r#"["日本"]: not valid JSON: expected value, at line 2 column 8"#);
}

#[test]
fn lists_go_as_deep_as_the_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Node::parse(&nested(MAX_DEPTH)).is_ok());
    assert!(Node::parse(&nested(MAX_DEPTH + 2)).is_err());
}

#[test]
fn a_text_of_many_small_values_is_refused_before_it_fills_the_memory() {
    let list = |values: usize| format!("[{}0]", "0,".repeat(values - 2));
    assert!(Node::parse(&list(MAX_VALUES)).is_ok());
    let message = format!("[{}]: not valid JSON: it holds more than {MAX_VALUES} values", MAX_VALUES - 1);
    assert_eq!(Node::parse(&list(MAX_VALUES + 1)).unwrap_err().to_string(), message);
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
