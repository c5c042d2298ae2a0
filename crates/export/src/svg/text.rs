//! Text in a drawing: escaped, measured and broken into lines.

/// `text` for element content and attribute values. Characters that XML forbids, or that would turn the text around them, are
/// replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            _ if is_forbidden(c) => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Whether XML has no such character, or it changes the direction of the text around it.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// About how wide `text` is in a sans-serif face of `size`: Helvetica's widths, rounded up.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' | ' ' | 'f' | 't' | '(' | ')' | '-' => 0.3,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.9,
        'A'..='Z' | '×' | '·' => 0.7,
        '\u{2e80}'.. => 1.0,
        _ => 0.56,
    };
    size * text.chars().map(em).sum::<f64>()
}

/// `text`, or its beginning, no longer than `max` characters.
pub(super) fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_string();
    }
    text.chars().take(max - 1).chain(['…']).collect()
}

/// `text` in lines that are no wider than `room`; a word that is wider by itself is broken.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line");
        if !line.is_empty() && width(line, size) + width(" ", size) + width(word, size) <= room {
            *line += " ";
            *line += word;
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        for c in word.chars() {
            let line = lines.last_mut().expect("there is a line");
            if !line.is_empty() && width(line, size) + width(&c.to_string(), size) > room {
                lines.push(String::new());
            }
            lines.last_mut().expect("there is a line").push(c);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{escaped, lines, shortened, width};

    #[test]
    fn text_is_no_markup() {
        assert_eq!(escaped("</title><a href='x\"&\t"), "&lt;/title&gt;&lt;a href=&#39;x&quot;&amp; ");
        assert_eq!(escaped("\0\u{1b}[2J\u{202e}\u{fffe}"), "\u{fffd}\u{fffd}[2J\u{fffd}\u{fffd}");
    }

    #[test]
    fn text_is_broken_where_it_would_be_too_wide() {
        assert_eq!(lines("one two three", 10.0, width("one two", 10.0)), ["one two", "three"]);
        assert_eq!(lines("abcabc", 10.0, width("abc", 10.0)), ["abc", "abc"]);
        assert_eq!(lines("", 10.0, 1.0), [""]);
        assert_eq!((shortened("abcdef", 4), shortened("abcd", 4)), ("abc…".into(), "abcd".into()));
    }
}
