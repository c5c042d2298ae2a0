//! What the document's choices and a model's memory make of a table.

use super::files::spec_of;
use super::*;
use crate::data::table::read;
use crate::document::Experiment;

fn order(fields: &str, seed: u64) -> Vec<f32> {
    let rows = (0..20).fold("x,label\n".to_string(), |text, row| text + &format!("{row},{}\n", row % 2));
    read(rows.as_bytes(), &spec_of(fields), seed, None).unwrap().0.inputs
}

#[test]
fn mixed_rows_are_in_an_order_of_the_seed() {
    let plain: Vec<f32> = (0..20).map(|row| row as f32).collect();
    let mut mixed = order(r#"{"mix": true}"#, 1);
    assert_eq!(order("{}", 1), plain);
    assert_eq!(mixed, order(r#"{"mix": true}"#, 1));
    assert_ne!(mixed, order(r#"{"mix": true}"#, 2));
    assert_ne!(mixed, plain);
    mixed.sort_by(f32::total_cmp);
    assert_eq!(mixed, plain);
}

#[test]
fn a_report_says_what_was_read_and_what_is_odd_about_it() {
    let report = |fields: &str, file: &str| read(file.as_bytes(), &spec_of(fields), 0, None).unwrap().1.to_string();
    assert_eq!(
        report(r#"{"validation_split": 0.25}"#, "x,y,label\n1,2,a\n3,2,b\n4,2,a\n5,2,c\n"),
        "Read 4 rows of 2 features; target \"label\", classification into 3 classes: \"a\" 2, \"b\" 1, \"c\" 1; 3 train, 1 validate.\n\
         Warning: no row of \"c\" trains, all are held back to validate; set data.mix to true.\n\
         Warning: constant in all rows that train, so of no use as a feature: \"y\".\n"
    );
    assert_eq!(
        report(r#"{"missing": "mean"}"#, "x,target\n1,2\n?,3\n4,\n"),
        "Read 2 rows of 1 feature; target \"target\", regression; 2 train, 0 validate; 1 row with gaps left out; 1 gap filled.\n\
         Warning: constant in all rows that train, so of no use as a feature: \"x\".\n"
    );
}

#[test]
fn a_model_reads_another_file_as_it_read_its_own() {
    let fields = r#"{"target": "y", "categories": "one_hot", "missing": "mean"}"#;
    let spec = spec_of(fields);
    let (table, _) = read(b"a,c,y\n1,red,p\n3,blue,q\n,red,q\n", &spec, 0, None).unwrap();
    let layout = table::Layout::parse(&table.layout).unwrap();
    // Other columns in another order, a gap, a category and a letter that were not there, and only one of the classes.
    let other = b"more;c;y;a\nx;green;q;5\ny;blue;q;\n";
    let (again, report) = read(other, &spec, 0, Some(&layout)).unwrap();
    assert_eq!((again.features, &again.inputs[..]), (3, &[5.0, 0.0, 0.0, 2.0, 0.0, 1.0][..]));
    assert_eq!((again.targets, &again.classes[..]), (Targets::Classes(vec![1, 1]), &["p", "q"].map(String::from)[..]));
    assert_eq!(again.layout, table.layout);
    assert_eq!(report.features, ["a", "c=red", "c=blue"]);
    let refused =
        |file: &str, fields: &str| read(file.as_bytes(), &spec_of(fields), 0, Some(&layout)).unwrap_err().to_string();
    let reason = "which the model was trained on";
    assert_eq!(refused("a,y\n1,p\n", fields), format!(r#"data: the file has no column "c", {reason}"#));
    let unknown = r#"data: line 2, column "y": the model knows no class "r"; it knows "p", "q""#;
    assert_eq!(refused("a,c,y\n1,red,r\n", fields), unknown);
    let other = r#"data.target: the weights were trained with "y"; name the same, or none"#;
    assert_eq!(refused("a,c,y\n1,red,p\n", r#"{"target": "a"}"#), other);
    let (inputs, is_kept) = table::read_features(b"c,a\nblue,\nred,4\n", &spec, &layout).unwrap();
    assert_eq!((inputs, is_kept), (vec![2.0, 0.0, 1.0, 4.0, 1.0, 0.0], vec![true, true]));
    let dropping = spec_of(r#"{"missing": "drop"}"#);
    let (inputs, is_kept) = table::read_features(b"c,a\nblue,\nred,4\n", &dropping, &layout).unwrap();
    assert_eq!((inputs, is_kept), (vec![4.0, 1.0, 0.0], vec![false, true]));
}

#[test]
fn a_damaged_layout_is_refused() {
    for (json, expected) in [
        ("[", "table: the table in the model file cannot be read: EOF"),
        (
            r#"{"features": [], "target": ["y"]}"#,
            "table: the table in the model file lacks its features, target or classes",
        ),
        (
            r#"{"features": [{"name": "a", "fill": 1e39}], "target": ["y"]}"#,
            "table: the table in the model file cannot be read: number out of range",
        ),
    ] {
        let refused = table::Layout::parse(json).unwrap_err().to_string();
        assert!(refused.starts_with(expected), "{refused}");
    }
}

#[test]
fn fields_of_a_table_are_refused_elsewhere_and_where_they_are_wrong() {
    for (data, expected) in [
        (
            r#"{"kind": "moons", "target": "x"}"#,
            r#"data.target: unknown field "target"; allowed: kind, samples, noise"#,
        ),
        (
            r#"{"kind": "csv", "target": []}"#,
            "data.target: must be a text or a list of at least one text; found a list",
        ),
        (r#"{"kind": "csv", "features": "x"}"#, r#"data.features: must be a list of at least one text; found "x""#),
        (r#"{"kind": "csv", "features": [1]}"#, "data.features[0]: must be a text; found 1"),
        (
            r#"{"kind": "csv", "task": "regresion"}"#,
            r#"data.task: unknown value "regresion"; did you mean "regression"?"#,
        ),
        (r#"{"kind": "csv", "missing": "skip"}"#, r#"data.missing: unknown value "skip"; allowed: refuse, drop, mean"#),
        (r#"{"kind": "csv", "mix": 1}"#, "data.mix: must be true or false; found 1"),
        (
            r#"{"kind": "moons", "standardize_target": true}"#,
            "data.standardize_target: goes with numbers to learn, and these data have classes; leave it out",
        ),
    ] {
        let refused = Experiment::parse(&format!(r#"{{"version": 1, "data": {data}}}"#)).unwrap_err().to_string();
        assert!(refused.starts_with(expected), "{refused}");
    }
    let written = |data: &str| Experiment::parse(&format!(r#"{{"version": 1, "data": {data}}}"#)).unwrap().to_json();
    let whole = r#"{"kind":"csv","target":"y","features":["a"],"task":"regression","missing":"mean","categories":"one_hot","mix":true}"#;
    assert_eq!(written(whole), format!(r#"{{"version":1,"data":{whole}}}"#));
    assert_eq!(
        written(r#"{"kind": "csv", "target": null, "features": null}"#),
        r#"{"version":1,"data":{"kind":"csv"}}"#
    );
}
