//! Where random trials draw their values from.

use gradient_lab_nn::rng::Rng;
use libm::{exp, log};
use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::figure::MAX_SAFE_INTEGER;
use crate::schema::tree::Node;

/// The kinds of ranges, as messages list them.
const KINDS: &str = r#"{"uniform": [a, b]}, {"log_uniform": [a, b]}, {"integer": [a, b]} or {"choice": […]}"#;

/// What values a path is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Range {
    /// Any number from the first to the second, all alike.
    Uniform(f64, f64),
    /// Likewise, the logarithms of the numbers all alike.
    LogUniform(f64, f64),
    /// A whole number, both ends included.
    Integer(u64, u64),
    /// One of these.
    Choice(Vec<Value>),
}

impl Range {
    /// Reads the range at `path` of a plan; `value` is the same as `node`.
    pub fn read(path: &str, node: &Node, value: &Value) -> Result<Self, Error> {
        let wrong = || Error::at(path, format!("must be {KINDS}; found {}", node.found()));
        let Node::Object(map) = node else { return Err(wrong()) };
        let mut fields = map.iter();
        let (Some((kind, ends)), None) = (fields.next(), fields.next()) else { return Err(wrong()) };
        let path = &format!("{path}.{kind}");
        if kind == "choice" {
            let choices = value["choice"].as_array().filter(|choices| !choices.is_empty());
            let choices = choices.ok_or_else(|| Error::at(path, "must be a list of values, at least one"))?;
            return Ok(Self::Choice(choices.clone()));
        }
        let ends = match ends {
            Node::List(ends) => &ends[..],
            _ => &[],
        };
        let ascending = |a: f64, b: f64| {
            let message = "must be two numbers, the smaller one first";
            if a <= b { Ok((a, b)) } else { Err(Error::at(path, message)) }
        };
        match (&**kind, ends) {
            ("uniform", &[Node::Number(a), Node::Number(b)]) => ascending(a, b).map(|(a, b)| Self::Uniform(a, b)),
            ("log_uniform", &[Node::Number(a), Node::Number(b)]) if a > 0.0 => {
                ascending(a, b).map(|(a, b)| Self::LogUniform(a, b))
            }
            ("log_uniform", [Node::Number(_), Node::Number(_)]) => Err(Error::at(path, "must be above 0")),
            ("integer", [a, b]) => {
                let whole = |end: &Node| end.whole(0, MAX_SAFE_INTEGER);
                let ends = whole(a).zip(whole(b)).filter(|(a, b)| a <= b);
                let message = "must be two whole numbers, the smaller one first";
                ends.map(|(a, b)| Self::Integer(a, b)).ok_or_else(|| Error::at(path, message))
            }
            ("uniform" | "log_uniform" | "integer", _) => {
                Err(Error::at(path, "must be two numbers, the smaller one first"))
            }
            _ => Err(wrong()),
        }
    }

    /// A value of the range.
    pub fn draw(&self, rng: &mut Rng) -> Value {
        match self {
            &Self::Uniform(a, b) => Value::from((a + (b - a) * rng.uniform()).min(b)),
            &Self::LogUniform(a, b) => {
                let (low, high) = (log(a), log(b));
                Value::from(exp(low + (high - low) * rng.uniform()).clamp(a, b))
            }
            &Self::Integer(a, b) => Value::from(a + rng.random_below(b - a + 1)),
            Self::Choice(values) => values[rng.random_below(values.len() as u64) as usize].clone(),
        }
    }
}
