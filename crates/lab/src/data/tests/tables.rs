//! What tables are read as, and why others are refused.

use super::files::spec_of;
use super::*;

#[test]
fn integer_labels_are_classes_in_ascending_order() {
    let set = whole_table("x,label\n1,10\n2,9\n3,-1\n4,10\n");
    assert_eq!((set.head, &set.classes[..]), (nn::Head::Classes(3), &["-1", "9", "10"].map(String::from)[..]));
    assert_eq!(classes(&set.training), [2, 1, 0, 2]);
    assert_eq!(whole_table("x,label\n1,1.0\n2,0\n3,1\n").classes, ["0", "1"]);
}

#[test]
fn text_labels_are_classes_in_order_of_appearance() {
    let set = whole_table("x,label\n1,b\n2,a\n3,2\n4,b\n");
    assert_eq!(set.classes, ["b", "a", "2"]);
    assert_eq!(classes(&set.training), [0, 1, 2, 0]);
}

#[test]
fn two_classes_are_a_binary_task_even_where_one_is_only_held_back() {
    let set = table("x,label\n1,0\n2,0\n3,1\n", 0.34, false).unwrap();
    assert_eq!((set.head, classes(&set.training), classes(&set.validation)), (nn::Head::Binary, &[0][..], &[0, 1][..]));
}

#[test]
fn a_target_makes_it_regression() {
    let set = whole_table("a,b,c,target\n1,-2.5,.5,1e-3\n+3,4.,5e2,-7\n");
    assert_eq!((set.head, set.features(), set.shape), (nn::Head::Regression(1), 3, DataShape::Table));
    assert_eq!(set.training.inputs, array![[1.0, -2.5, 0.5], [3.0, 4.0, 500.0]]);
    assert_eq!(values(&set.training), [0.001, -7.0]);
}

#[test]
fn two_features_are_a_plane() {
    assert_eq!(whole_table("a,b,target\n1,2,3\n").shape, DataShape::Plane);
}

#[test]
fn what_programs_write_is_read() {
    let plain = whole_table("x one,y,label\n1,2,a\n3,4,\"b, c\"\n");
    assert_eq!(plain.classes, ["a", "b, c"]);
    for same in [
        "\u{feff}x one,y,label\n1,2,a\n3,4,\"b, c\"\n",
        "\u{feff}\"x one\",y,label\n1,2,a\n3,4,\"b, c\"\n",
        "x one,y,label\r\n1,2,a\r\n3,4,\"b, c\"\r\n",
        "\"x one\",\"y\",\"label\"\n\"1\",\"2\",\"a\"\n3,4,\"b, c\"",
        "x one, y, label\n 1, 2, a\n3 , 4 ,\"b, c\"\n\n",
        "\n\nx one,y,label\n\n1,2,a\n\n3,4,\"b, c\"\n",
    ] {
        assert_eq!(whole_table(same), plain, "{same:?}");
    }
}

#[test]
fn numbers_may_be_written_as_other_programs_than_json_do() {
    let written = ["+3", ".5", "-5.", "007", "+0.25E+1", "0.1e-400", "00.", "1e-1"];
    let text = format!("x,target\n{},1\n", written.join(",1\n"));
    let samples = whole_table(&text).training.inputs.into_raw_vec_and_offset().0;
    assert_eq!(samples, [3.0, 0.5, -5.0, 7.0, 2.5, 0.0, 0.0, 0.1]);
    for wrong in [".", "+", "e1", "1e", "1e+", "+-1", "0x10", "1_000", "1.2.3", "true"] {
        let expected = format!(r#"data: line 3, column "x": "{wrong}" is not a number"#);
        assert_eq!(refusal(&format!("x,target\n1,1\n{wrong},1\n2,1\n")), expected);
    }
}

fn missing(place: &str, what: &str) -> String {
    let choices = r#"set data.missing to "drop" (leaves such rows out) or "mean" (fills features)"#;
    format!("{place}: the value is missing: {what}; {choices}")
}

#[test]
fn refusals_name_line_and_column() {
    for (text, expected) in [
        ("x1,x2,label\n1,2,a\n1,abc,b\n1,3,b\n", r#"line 3, column "x2": "abc" is not a number"#),
        ("x1,x2,label\r\n1,2,a\r\n1,abc,b\r\n1,3,b\r\n", r#"line 3, column "x2": "abc" is not a number"#),
        ("x1,x2,label\n\n1,2,a\n\n\n1,abc,b\n1,3,b\n", r#"line 6, column "x2": "abc" is not a number"#),
        ("x,label\n1,\"two\nlines\"\nabc,b\n1,c", r#"line 4, column "x": "abc" is not a number"#),
        ("x,label\n1,\"two\r\nlines\"\r\nabc,b\r\n1,c", r#"line 4, column "x": "abc" is not a number"#),
        ("x,target\r1,2\r\rab,1\r1,1", r#"line 4, column "x": "ab" is not a number"#),
        ("\u{feff}x,target\nab,1\n1,1\n2,2", r#"line 2, column "x": "ab" is not a number"#),
        ("x,target\n1,inf\n1,1\n1,2\n", r#"line 2, column "target": "inf" is not finite"#),
        ("x,target\n-inf,1\n1,1\n1,1\n", r#"line 2, column "x": "-inf" is not finite"#),
        ("x,target\n1,1e39\n", r#"line 2, column "target": "1e39" is too large for a 32-bit number"#),
        ("x,target\n1,-1e400\n", r#"line 2, column "target": "-1e400" is too large for a 32-bit number"#),
        ("x,target\n,1\n", &missing("line 2, column \"x\"", "1 value in 1 row, in \"x\"")),
        ("x,label\n1,a\n1, \n", &missing("line 3, column \"label\"", "1 value in 1 row, in \"label\"")),
        ("x,target\n1\n", "line 2: must have 2 values, as many as the header row; found 1"),
        ("x,target\n1,2,3\n", "line 2: must have 2 values, as many as the header row; found 3"),
    ] {
        assert_eq!(refusal(text), format!("data: {expected}"), "{text:?}");
    }
}

#[test]
fn a_wrong_header_says_what_is_wanted() {
    let numbers = "data: line 1 holds only numbers, so the header row is missing; write a name above each column";
    assert_eq!(refusal("1,2,3\n4,5,6\n"), numbers);
    assert_eq!(refusal("x,x,label\n1,2,3\n"), r#"data: two columns are named "x"; give each a name of its own"#);
    let unnamed = "data: column 2 has no name in the header row; name it, or take it out of the file";
    assert_eq!(refusal("x,,label\n1,2,3\n"), unnamed);
    let alone = r#"data: the file has no feature columns beside "label"; add one to learn from"#;
    assert_eq!(refusal("label\n1\n2\n"), alone);
}

#[test]
fn a_file_with_nothing_to_learn_is_refused() {
    for empty in ["", "\u{feff}", "\n\n"] {
        assert_eq!(refusal(empty), "data: the file is empty; it needs a header row and samples");
    }
    assert_eq!(refusal("x,label\n"), "data: the file has a header row but no samples");
    assert_eq!(refusal("x,label\n1,a\n2,a\n"), r#"data: every label is "a"; at least two classes are needed"#);
}

#[test]
fn no_file_is_refused() {
    let error = load(&spec(Csv::default().into()), 0, Resources::default(), Saved::default()).unwrap_err().to_string();
    assert_eq!(error, "data: the data set is csv, but no CSV file was given");
}

#[test]
fn a_file_that_is_not_learnt_from_is_refused() {
    let (table, _) = table::read(b"x,label\n1,a\n2,b\n", &spec_of("{}"), 0, None).unwrap();
    let resources = Resources { table: Some(table), assets: Vec::new() };
    let moons = spec(Moons::default().into());
    let expected = "data: goes with data of kind csv; the document's are moons";
    assert_eq!(load(&moons, 0, resources, Saved::default()).unwrap_err().to_string(), expected);
    assert_eq!(table::read(b"x,label\n1,a\n2,b\n", &moons, 0, None).unwrap_err().to_string(), expected);
}

#[test]
fn sizes_beyond_the_limits_are_refused() {
    let names: Vec<String> = (0..1_001).map(|at| format!("x{at}")).collect();
    let wide = names.join(",") + ",target\n";
    assert_eq!(refusal(&wide), "data: line 1 has more than 1001 values; no more are read");
    let commas = "x,target\n1,1\n".to_string() + &",".repeat(1_000_000) + "1";
    assert_eq!(refusal(&commas), "data: line 3 has more than 1001 values; no more are read");
    let long = "x,target\n".to_string() + &"1,1\n".repeat(100_001);
    assert_eq!(refusal(&long), "data: the file has more than 100000 samples");
    let many = (0..=1_000).fold("x,label\n".to_string(), |text, at| text + &format!("1,c{at}\n"));
    let message = r#"line 1002, column "label": more than 1000 classes; for numbers set data.task to "regression""#;
    assert_eq!(refusal(&many), format!("data: {message}"));
    let empty = "data: the file is empty; it needs a header row and samples";
    assert_eq!(refusal(&",".repeat((64 << 20) + 1)), empty);
    let big = "x".repeat((128 << 20) + 1);
    assert_eq!(refusal(&big), "data: the file has 134217729 bytes; at most 134217728 are read");
}

#[test]
fn quotation_marks_that_swallow_or_mangle_values_are_refused() {
    for (rows, expected) in [
        ("1,a\n2,\"b\n3,a\n4,b\n", "line 3: a quotation mark is never closed"),
        ("1,a\n2,\"b", "line 3: a quotation mark is never closed"),
        ("1,\"a\n\"\n\"2,b\n", "line 4: a quotation mark is never closed"),
        ("1,\"a\n2,\"b\n", "line 2: a quotation mark closes before its value ends"),
        ("\"1\"2,b\n", "line 2: a quotation mark closes before its value ends"),
        ("1,a\n2, \"a\"\n", "line 3: a quotation mark stands after a space"),
    ] {
        assert_eq!(refusal(&format!("x,label\n{rows}")), format!("data: {expected}"), "{rows:?}");
    }
    let accepted = whole_table("x,label\n\"1\" ,\"a\"\n2,5\" pipe\n3,\"\"\"b\"\", c\"\t\n4,\"two\nlines\"");
    assert_eq!(accepted.classes, ["a", "5\" pipe", "\"b\", c", "two\nlines"]);
}

#[test]
fn labels_of_several_lines_take_no_longer_than_others() {
    // Looking through the rest of the file at each would take hours for the largest file.
    let rows = "1,\"a\nb\"\n2,\"c\nd\"\n".repeat(50_000);
    assert_eq!(whole_table(&format!("x,label\n{rows}")).training.samples(), 100_000);
}

#[test]
fn whatever_style_programs_write_in_it_is_read_alike() {
    fn agrees(rows: &[(f32, String)], ends: ::csv::Terminator, style: ::csv::QuoteStyle) {
        let mut writer = ::csv::WriterBuilder::new().terminator(ends).quote_style(style).from_writer(vec![]);
        writer.write_record(["x", "label"]).unwrap();
        for (value, label) in rows {
            writer.write_record([value.to_string(), format!("l{label}l")]).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let set = whole_table(&text);
        let read = set.training.inputs.iter().zip(classes(&set.training));
        for ((value, label), (read, &class)) in rows.iter().zip(read) {
            assert_eq!((value, format!("l{label}l")), (read, set.classes[class as usize].clone()), "{text:?}");
        }
    }
    proptest!(|(
        rows in prop::collection::vec((-1e6_f32..1e6, "[ab,\"\\n\\r \u{e9}]{0,5}"), 2..20)
            .prop_filter("two classes", |rows| rows.iter().any(|(_, label)| *label != rows[0].1)),
        crlf: bool,
        always: bool,
    )| {
        let ends = if crlf { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        agrees(&rows, ends, if always { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary });
    });
}

#[test]
fn a_long_value_is_quoted_in_part() {
    let message = refusal(&format!("x,target\n{},1\n", "é\"".repeat(100)));
    assert!(message.chars().count() < 220 && message.contains('…'), "{message}");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), split in 0.0..1.0) {
        let data = format!(r#"{{"validation_split": {split}, "missing": "mean", "categories": "one_hot"}}"#);
        let _ = open(&files::spec_of(&data), &[b"x,label\n", &bytes[..]].concat());
        let _ = open(&files::spec_of(&data), &bytes);
    }

    #[test]
    fn no_table_makes_it_panic(
        text in "\u{feff}?(x|y| x\"|\"x\"|,){0,3},(label|target)\r?\n(([0-9.eE+\\-\" ]{0,6}|nan|inf|é)[,;\r\n]{0,2}){0,20}",
        split in 0.0..1.0,
        standardize: bool,
    ) {
        if let Ok(set) = table(&text, split, standardize) {
            prop_assert!(set.training.inputs.iter().chain(&set.validation.inputs).all(|value| value.is_finite()));
            prop_assert_eq!(set.training.inputs.len(), set.training.samples() * set.features());
            prop_assert_eq!(set.validation.inputs.len(), set.validation.samples() * set.features());
        }
    }

    #[test]
    fn numbers_come_back_as_written(rows in prop::collection::vec(any::<[f32; 3]>(), 1..20)) {
        prop_assume!(rows.iter().flatten().all(|value| value.is_finite()));
        let mut text = "a,b,target\n".to_string();
        for [a, b, target] in &rows {
            writeln!(text, "{a},{b:e},{target}").unwrap();
        }
        let set = whole_table(&text);
        let inputs: Vec<f32> = rows.iter().flat_map(|&[a, b, _]| [a, b]).collect();
        prop_assert_eq!(set.training.inputs.into_raw_vec_and_offset().0, inputs);
    }
}
