//! Where in a document something stands.

use std::fmt;

/// A place in a document, as messages name it: `network.hidden[0].units`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The document itself.
    Root,
    /// A field of an object.
    Field(&'a Path<'a>, &'a str),
    /// An item of a list, from 0.
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Root => Ok(()),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
            // A path by itself, of a change, is written as it is.
            Self::Field(Self::Root, name)
                if name.split(['.', '[', ']']).all(|part| part.is_empty() || is_plain(part)) =>
            {
                f.write_str(name)
            }
            Self::Field(parent, name) if is_plain(name) => write!(f, "{parent}.{name}"),
            Self::Field(parent, name) => write!(f, "{parent}[{}]", crate::error::quoted(name)),
        }
    }
}

/// Whether `name` reads without quotes.
fn is_plain(name: &str) -> bool {
    (1..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
