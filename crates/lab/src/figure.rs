//! Numbers as the trace writes them.

use std::fmt;

use serde::{Serialize, Serializer};

/// The largest whole number below which every whole number has an `f64` of its own, 2⁵³ − 1: JavaScript's of that name.
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A figure of the trace. JSON has no infinite numbers and no NaN; those are texts.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(type = r#"number | "NaN" | "Infinity" | "-Infinity""#))]
pub struct Figure(pub f64);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() { serializer.serialize_f64(self.0) } else { serializer.collect_str(self) }
    }
}

impl fmt::Display for Figure {
    /// The shortest text that reads back as the number, as JavaScript writes it: `1`, `0.05`, `1e300`, `NaN`, `Infinity`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            f64::INFINITY => f.write_str("Infinity"),
            f64::NEG_INFINITY => f.write_str("-Infinity"),
            value if value == 0.0 || value.is_nan() || (1e-6..1e21).contains(&value.abs()) => value.fmt(f),
            value => f.write_str(&serde_json::to_string(&value).map_err(|_| fmt::Error)?.replace('+', "")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;

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
            assert_eq!(Figure(value).to_string(), short);
        }
    }

    #[test]
    fn what_json_has_no_number_for_is_a_text() {
        let figures = [Figure(-1.5e-9), Figure(f64::NAN), Figure(f64::INFINITY)];
        assert_eq!(serde_json::to_string(&figures).unwrap(), r#"[-1.5e-9,"NaN","Infinity"]"#);
    }
}
