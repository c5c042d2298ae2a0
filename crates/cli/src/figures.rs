//! Figures for people.

use gradient_lab::figure::Figure;

/// `value` with four significant digits: `12.35`, `0.0001234`, `1.200e-9`; zero is `0`.
pub fn significant(value: f64) -> String {
    const DECIMALS: i32 = 3;
    if value == 0.0 || !value.is_finite() {
        // Adding zero makes −0 plain 0.
        return Figure(value + 0.0).to_string();
    }
    // Rounded first: 9.9996 is 10.00.
    let scientific = format!("{value:.3e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok());
    match exponent {
        Some(exponent @ -4..=DECIMALS) => format!("{value:.*}", (DECIMALS - exponent) as usize),
        _ => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn a_figure_has_four_significant_digits_whatever_its_size() {
        for (value, text) in [
            (0.000_123_4, "0.0001234"),
            (0.000_099_999, "0.0001000"),
            (0.000_099_99, "9.999e-5"),
            (1.2e-9, "1.200e-9"),
            (5e-324, "4.941e-324"),
            (0.314_162_7, "0.3142"),
            (0.5, "0.5000"),
            (1.0, "1.000"),
            (9.9996, "10.00"),
            (12.3456, "12.35"),
            (100.0, "100.0"),
            (-1234.4, "-1234"),
            (9999.6, "1.000e4"),
            (1_234_567.0, "1.235e6"),
            (1e300, "1.000e300"),
        ] {
            assert_eq!(significant(value), text);
        }
    }

    #[test]
    fn zero_and_what_is_no_number_are_said_plainly() {
        assert_eq!([0.0, -0.0, f64::NAN, f64::INFINITY].map(significant), ["0", "0", "NaN", "Infinity"]);
    }
}
