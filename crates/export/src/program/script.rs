//! A program in sections, each with its explanation: a script has them one below the other, a notebook in cells.

use super::python;

/// A finished program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The program's file.
    pub text: String,
    /// The numpy archive that belongs beside it, if its arrays are not in it.
    pub beside: Option<Vec<u8>>,
}

/// A program: what is said before it, and its sections.
pub struct Program {
    /// What it is; plain text, in paragraphs.
    pub introduction: String,
    pub sections: Vec<Section>,
    /// See [`Exported::beside`].
    pub beside: Option<Vec<u8>>,
}

/// A part of a program.
pub struct Section {
    pub title: &'static str,
    /// What it does and why; plain text, in paragraphs. May be empty.
    pub text: String,
    pub code: String,
    /// Whether nobody wants to read the code: a notebook folds it up.
    pub folded: bool,
}

impl Section {
    pub fn new(title: &'static str, text: impl Into<String>, code: impl Into<String>) -> Self {
        Self { title, text: text.into(), code: code.into(), folded: false }
    }
}

impl Program {
    /// The program as a Python script.
    pub fn script(self) -> Exported {
        let paragraphs = self.introduction.split("\n\n").map(|paragraph| python::wrapped(paragraph, 100).join("\n"));
        let mut text = format!("\"\"\"{}\n\"\"\"\n", paragraphs.collect::<Vec<_>>().join("\n\n"));
        for Section { title, text: explanation, code, .. } in &self.sections {
            let rule = "-".repeat(96 - title.len());
            text.extend([format!("\n\n# {title} {rule}\n")]);
            if !explanation.is_empty() {
                text.extend([format!("#\n{}", python::comment(explanation))]);
            }
            text.extend([format!("\n{}\n", code.trim_end())]);
        }
        Exported { text, beside: self.beside }
    }
}
