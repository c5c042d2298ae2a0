//! What a cell holds: a number, a text, or nothing.

use crate::figure::MAX_SAFE_INTEGER;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell {
    /// Nothing, or a word for nothing.
    Missing,
    /// The nearest number to the one written; infinite where it is too large.
    Number(f64, Mark),
    /// A number whose digits are grouped by points or commas: `1.234,5`.
    Grouped,
    /// Anything else.
    Text,
}

/// What stands before a number's decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It has none.
    Nothing,
    Point,
    Comma,
}

/// What programs write for a value that is not there, in any letter case.
const MISSING: [&str; 7] = ["NA", "N/A", "NaN", "null", "None", "?", ""];

/// What `text` holds, without spaces around it; a decimal comma is one only where `has_commas`.
pub(super) fn cell(text: &str, has_commas: bool) -> Cell {
    if MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing)) {
        return Cell::Missing;
    }
    if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b',' | b'e' | b'E')) {
        return Cell::Text;
    }
    let count = |mark: char| text.matches(mark).count();
    let (number, mark) = match (count('.'), count(',')) {
        (0, 0) => (text.parse(), Mark::Nothing),
        (1, 0) => (text.parse(), Mark::Point),
        (0, 1) if has_commas => (text.replace(',', ".").parse(), Mark::Comma),
        _ if is_grouped(text) => return Cell::Grouped,
        _ => return Cell::Text,
    };
    number.map_or(Cell::Text, |number| Cell::Number(number, mark))
}

/// Whether points or commas part the digits before `text`'s last mark, or before its end, into groups of three.
fn is_grouped(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let groups: Vec<&str> = digits.split(['.', ',']).collect();
    let are_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let [first, middle @ .., _] = &groups[..] else { return false };
    are_digits && (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3) && !middle.is_empty()
}

/// Whether `text` writes a number with a decimal comma.
pub(super) fn has_comma(text: &str) -> bool {
    matches!(cell(text, true), Cell::Number(_, Mark::Comma))
}

/// The whole number that `text` writes, as `3`, `3.0` or `3,0`.
pub(super) fn integer(text: &str, has_commas: bool) -> Option<i64> {
    text.parse().ok().or_else(|| match cell(text, has_commas) {
        Cell::Number(number, _) if number.trunc() == number && number.abs() <= MAX_SAFE_INTEGER as f64 => {
            Some(number as i64)
        }
        _ => None,
    })
}

/// Why `text` in a column of numbers is none.
pub(super) fn what_else(text: &str) -> &'static str {
    let name = text.trim_start_matches(['+', '-']);
    if ["inf", "infinity"].iter().any(|named| name.eq_ignore_ascii_case(named)) { "not finite" } else { "not a number" }
}
