//! Between numbers and text, alike everywhere: the nearest double, and the shortest text that reads back as it.
//!
//! Rust's own ways bring tables and code that would be a seventh of what a page loads, so there JavaScript's are used.

/// The number that `text` writes in decimal, `-1.5e-3`; infinite where it is too large. `None` where it writes none.
pub(crate) fn parse(text: &str) -> Option<f64> {
    writes_a_number(text.as_bytes()).then(|| platform::parse(text))
}

fn writes_a_number(text: &[u8]) -> bool {
    let mut rest = unsigned(text);
    let digits = |rest: &mut &[u8]| {
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        *rest = &rest[count..];
        count
    };
    let mut size = digits(&mut rest);
    if let [b'.', fraction @ ..] = rest {
        rest = fraction;
        size += digits(&mut rest);
    }
    let mut power = 1;
    if let [b'e' | b'E', exponent @ ..] = rest {
        rest = unsigned(exponent);
        power = digits(&mut rest);
    }
    size > 0 && power > 0 && rest.is_empty()
}

/// `text` behind its sign.
pub(crate) fn unsigned(text: &[u8]) -> &[u8] {
    match text {
        [b'+' | b'-', rest @ ..] => rest,
        _ => text,
    }
}

/// A number as people and JSON write it: `1`, `0.05`, `1e300`, `NaN`, `Infinity`.
pub(crate) fn text(value: f64) -> String {
    if value == 0.0 && value.is_sign_negative() { "-0".into() } else { platform::text(value) }
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod platform {

    pub(super) fn parse(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn text(value: f64) -> String {
        // JavaScript's rules for when to write an exponent.
        match value.abs() {
            0.0 | 1e-6..1e21 => value.to_string(),
            f64::INFINITY => if value > 0.0 { "Infinity" } else { "-Infinity" }.into(),
            size if size.is_nan() => "NaN".into(),
            _ => format!("{value:e}"),
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod platform {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = parseFloat)]
        fn parse_float(text: &str) -> f64;
        #[wasm_bindgen(js_name = String)]
        fn string(value: f64) -> String;
    }

    pub(super) fn parse(text: &str) -> f64 {
        // A page may read millions of short numbers, for which no call out of the engine is needed.
        short(text).unwrap_or_else(|| parse_float(text))
    }

    /// The number, where its digits and its power of ten are both exact as doubles: one rounding then gives the nearest.
    fn short(text: &str) -> Option<f64> {
        const LONGEST: usize = 16;
        const EXACT: [f64; LONGEST] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let unsigned = super::unsigned(text.as_bytes());
        if unsigned.len() > LONGEST {
            return None;
        }
        let (mut digits, mut decimals, mut after_point) = (0_u64, 0, 0);
        for &byte in unsigned {
            match byte {
                b'0'..=b'9' => {
                    digits = 10 * digits + u64::from(byte - b'0');
                    decimals += after_point;
                }
                b'.' => after_point = 1,
                _ => return None,
            }
        }
        if digits >= 1 << 53 {
            return None;
        }
        let size = digits as f64 / EXACT[decimals];
        Some(if text.as_bytes()[0] == b'-' { -size } else { size })
    }

    pub(super) fn text(value: f64) -> String {
        let mut text = string(value);
        // JavaScript writes the sign of a positive exponent.
        if let Some(sign) = text.bytes().position(|byte| byte == b'+') {
            text.remove(sign);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, text};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_short() {
        for (value, short) in [
            (1.0, "1"),
            (0.05, "0.05"),
            (1e300, "1e300"),
            (-1.5e-9, "-1.5e-9"),
            (0.0, "0"),
            (-0.0, "-0"),
            (1e-6, "0.000001"),
            (1e20, "100000000000000000000"),
            (1e21, "1e21"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(text(value), short);
        }
    }

    #[test]
    fn only_decimal_numbers_are_read() {
        for (text, value) in [("1", 1.0), ("+.5", 0.5), ("-5.e-1", -0.5), ("1E2", 100.0), ("1e999", f64::INFINITY)] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
        for text in ["", "-", ".", "e1", "1e", "1e+", "1_0", "0x10", "1 ", "nan", "inf", "Infinity", "1.2.3", "--1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_reads_back_to_the_bit(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
            prop_assert_eq!(parse(&text(value)).map(f64::to_bits), Some(value.to_bits()));
        }
    }
}
