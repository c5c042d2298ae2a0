//! Python's text: literals, calls and comments.

use gradient_lab_nn::catalogue::{Catalogue, Value};

/// Columns that a line of a program has at most, where it can be broken.
const WIDTH: usize = 100;

/// `text` as a string literal. What does not show, or could end the literal, is escaped.
pub fn string(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_string(),
        '\\' => "\\\\".to_string(),
        '\n' => "\\n".to_string(),
        '\r' => "\\r".to_string(),
        '\t' => "\\t".to_string(),
        ' '..='~' => c.to_string(),
        _ if c.is_alphanumeric() => c.to_string(),
        _ => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// `value` as a number that reads back as the same.
pub fn number(value: f64) -> String {
    format!("{value:?}")
}

/// `items` as a list.
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

/// Yes or no.
pub fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// The value of a hyperparameter; `None` where it follows from others, or is no number.
fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Real(value) => Some(number(*value)),
        Value::Integer(value) => Some(value.to_string()),
        Value::Boolean(value) => Some(boolean(*value).to_string()),
        Value::Reals(values) => Some(list(values.iter().map(|&value| number(value)))),
        Value::Name(_) | Value::Texts(_) | Value::Derived => None,
    }
}

/// The hyperparameters of `choice` as keyword arguments, under the names that `renamed` gives to ours.
pub fn arguments(choice: &impl Catalogue, renamed: &[(&str, &str)]) -> Vec<String> {
    let name = |id: &'static str| renamed.iter().find(|(ours, _)| *ours == id).map_or(id, |(_, theirs)| theirs);
    let values = choice.values();
    let pairs = choice.entry().parameters.iter().zip(&values);
    pairs.filter_map(|(parameter, value)| Some(format!("{}={}", name(parameter.id), literal(value)?))).collect()
}

/// The value of the hyperparameter `id` of `choice`.
pub fn argument(choice: &impl Catalogue, id: &str) -> String {
    let values = choice.values();
    let found = choice.entry().parameters.iter().zip(&values).find(|(parameter, _)| parameter.id == id);
    found.and_then(|(_, value)| literal(value)).unwrap_or_default()
}

/// `before(arguments)after` with this indentation, on one line if it fits, else with an argument a line.
pub fn call(indentation: usize, before: &str, arguments: &[String], after: &str) -> String {
    broken(indentation, &format!("{before}("), arguments, &format!("){after}"))
}

/// A list of `items`, assigned to `name`, on one line if it fits, else with an item a line.
pub fn assigned_list(name: &str, items: &[String]) -> String {
    broken(0, &format!("{name} = ["), items, "]")
}

fn broken(indentation: usize, before: &str, items: &[String], after: &str) -> String {
    let indent = " ".repeat(indentation);
    let line = format!("{indent}{before}{}{after}", items.join(", "));
    if line.chars().count() <= WIDTH || items.is_empty() {
        return line;
    }
    let lines: Vec<String> = items.iter().map(|item| format!("{indent}    {item},")).collect();
    format!("{indent}{before}\n{}\n{indent}{after}", lines.join("\n"))
}

/// `code`, each line that is not empty indented, with a line break at its end.
pub fn indented(indentation: usize, code: &str) -> String {
    let indent = " ".repeat(indentation);
    code.lines().flat_map(|line| [if line.is_empty() { "" } else { &indent }, line, "\n"]).collect()
}

/// `text` in comment lines, broken at spaces; paragraphs are separated by empty lines.
pub fn comment(text: &str) -> String {
    let mut lines = String::new();
    for (at, paragraph) in text.split("\n\n").enumerate() {
        if at > 0 {
            lines.push_str("#\n");
        }
        for line in wrapped(paragraph, WIDTH - 2) {
            lines.extend(["# ", &line, "\n"]);
        }
    }
    lines
}

/// The words of `text` in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => line.extend([" ", word]),
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{call, comment, string};

    #[test]
    fn no_text_ends_its_literal_or_hides_in_it() {
        assert_eq!(string(r#"a "b" \"#), r#""a \"b\" \\""#);
        assert_eq!(string("\"\"\"\r\n\t"), r#""\"\"\"\r\n\t""#);
        assert_eq!(string("\u{202e}\u{2028}\0\u{feff}"), r#""\U0000202e\U00002028\U00000000\U0000feff""#);
        assert_eq!(string("été 日本 😀"), r#""été 日本 \U0001f600""#);
    }

    #[test]
    fn a_call_that_does_not_fit_has_an_argument_a_line() {
        let long = || "a".repeat(60);
        assert_eq!(call(4, "x = f", &["1".into(), "b=2".into()], "(x)"), "    x = f(1, b=2)(x)");
        assert_eq!(
            call(4, "x = f", &[long(), long()], "(x)"),
            format!("    x = f(\n        {0},\n        {0},\n    )(x)", long())
        );
    }

    #[test]
    fn a_comment_keeps_its_paragraphs() {
        let text = format!("{} end\n\nnext", "word ".repeat(20));
        assert_eq!(comment(&text), format!("# {}word\n# word end\n#\n# next\n", "word ".repeat(18)));
    }
}
