//! What is told of a file before anything learns from it.

use super::files::spec_of;
use crate::data::table::{Description, Role, describe};

const EXPORT: &str = "size;district;price\n1,5;North;10,5\n;South;20,5\n2,5;;30,5\n3,5;North;\n4,5;North;50,5\n";

fn described(file: &[u8], data: &str) -> Description {
    describe(file, &spec_of(data), 7).unwrap()
}

#[test]
fn each_choice_is_told_with_what_it_would_do() {
    let plain = described(EXPORT.as_bytes(), "{}");
    assert_eq!((plain.separator, plain.decimal_mark, plain.encoding), (Some(';'), Some(','), "UTF-8"));
    assert_eq!((plain.rows, plain.rows_with_gaps, plain.rows_without_target, plain.fillable), (Some(5), 3, 1, 1));
    assert_eq!(plain.is_classification, Some(false));
    let roles: Vec<(Role, bool, usize, usize)> =
        plain.columns.iter().map(|at| (at.role, at.is_numeric, at.missing, at.distinct)).collect();
    assert_eq!(roles, [(Role::Feature, true, 1, 4), (Role::Feature, false, 1, 2), (Role::Target, true, 1, 4)]);
    let drop = described(EXPORT.as_bytes(), r#"{"missing": "drop", "categories": "one_hot"}"#);
    assert_eq!((drop.refusal, drop.refused_cell), (None, None));
    assert_eq!(drop.report.unwrap().dropped, plain.rows_with_gaps);
    let mean = described(EXPORT.as_bytes(), r#"{"missing": "mean", "categories": "one_hot"}"#);
    let mean = mean.report.unwrap();
    assert_eq!((mean.dropped, mean.filled), (plain.rows_without_target, plain.fillable));
    assert_eq!(mean.features, ["size", "district=North", "district=South"]);
}

#[test]
fn the_refused_cell_is_told_with_its_row() {
    let text = described(EXPORT.as_bytes(), "{}").refused_cell.unwrap();
    assert_eq!((text.row.line, text.column, text.row.values.join(" ")), (2, Some(1), "1,5 North 10,5".to_string()));
    let gap = described(EXPORT.as_bytes(), r#"{"features": ["size"]}"#).refused_cell.unwrap();
    assert_eq!((gap.row.line, gap.column, gap.row.values.join(" ")), (3, Some(0), " South 20,5".to_string()));
    assert_eq!((text.row.missing, gap.row.missing), (vec![], vec![0]));
    let other = described(EXPORT.as_bytes(), r#"{"target": "colour"}"#);
    assert_eq!((other.refused_cell, other.is_classification), (None, None));
    assert!(other.refusal.unwrap().message.contains("no column \"colour\""));
}

#[test]
fn a_refusal_has_apart_what_the_document_can_do_about_it() {
    let text = described(EXPORT.as_bytes(), "{}").refusal.unwrap();
    assert_eq!(text.message, "line 2, column \"district\": \"North\" is text");
    assert!(text.mend.starts_with("set data.categories to \"one_hot\""), "{}", text.mend);
    assert_eq!(described(b"a,b\n1,2,3\n", "{}").refusal.unwrap().mend, "");
}

#[test]
fn a_file_that_cannot_be_read_is_shown_as_far_as_it_can() {
    /// A file, its columns, the lines of its first rows, and the refused cell with the text in it.
    type Case<'a> = (&'a str, &'a [&'a str], &'a [usize], Option<(usize, Option<usize>, &'a str)>);
    let cases: [Case<'_>; 8] = [
        ("a,b\n1,2\n3,4,5\n6,7\n", &["a", "b"], &[2, 3, 4], Some((3, Some(2), "5"))),
        ("a,b,c\n1,2,3\n4,5\n6,7,8\n", &["a", "b", "c"], &[2, 3, 4], Some((3, Some(2), ""))),
        ("a;b\n1,5;2\n3;4.5\n", &["a", "b"], &[2, 3], Some((3, Some(1), "4.5"))),
        ("1,2\n3,4\n", &["", ""], &[1, 2], Some((1, None, ""))),
        ("a,b,a\n1,2,3\n", &["", "", ""], &[1, 2], Some((1, Some(2), "a"))),
        ("a,b\n1,2\n3,\"4,5\n6,7\n", &["a", "b"], &[2, 3], Some((3, Some(1), "\"4,5"))),
        ("a,b\n1,\"2\"x\n6,7\n", &["a", "b"], &[2], Some((2, Some(1), "\"2\"x"))),
        ("a,b\n", &["a", "b"], &[], None),
    ];
    for (file, names, lines, refused) in cases {
        let found = described(file.as_bytes(), "{}");
        assert!(found.refusal.is_some(), "{file:?}");
        let found_names: Vec<&str> = found.columns.iter().map(|column| &column.name[..]).collect();
        let found_lines: Vec<usize> = found.first_rows.iter().map(|row| row.line).collect();
        assert_eq!((&found_names[..], &found_lines[..]), (names, lines), "{file:?}");
        let cell = found.refused_cell.map(|cell| {
            let text = cell.column.and_then(|at| cell.row.values.get(at).cloned()).unwrap_or_default();
            (cell.row.line, cell.column, text)
        });
        assert_eq!(cell, refused.map(|(line, column, text)| (line, column, text.to_string())), "{file:?}");
    }
}

#[test]
fn what_is_no_text_is_told_all_the_same() {
    let damaged = described(&[0xff, 0xfe, 0x61], "{}");
    assert!(damaged.refusal.unwrap().message.contains("damaged"));
    assert_eq!((damaged.separator, damaged.rows, damaged.columns.len()), (None, None, 0));
}

#[test]
fn encodings_and_lines_are_told() {
    let latin = described(b"caf\xe9,label\n\n\"a\nb\",x\n2,y\n", "{}");
    let lines: Vec<usize> = latin.first_rows.iter().map(|row| row.line).collect();
    assert_eq!((latin.encoding, lines), ("Windows-1252", vec![3, 5]));
    assert_eq!((&latin.columns[0].name[..], latin.is_classification), ("café", Some(true)));
    let utf_16: Vec<u8> = "\u{feff}a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(described(&utf_16, "{}").encoding, "UTF-16");
}
