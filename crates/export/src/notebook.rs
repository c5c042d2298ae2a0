//! A run as a Jupyter notebook with Keras: the sections of [`keras`] in cells, with their explanations between them.
//!
//! See <https://nbformat.readthedocs.io/en/latest/format_description.html>.

use gradient_lab::Error;
use serde_json::{Value, json};

use crate::keras;
use crate::program::script::Program;
use crate::program::{Arrays, Exported, Run, python};

/// The run as a notebook in the file `name`. Its arrays are in it.
///
/// # Errors
/// When its arrays cannot be packed.
pub fn notebook(run: &Run, name: &str) -> Result<Exported, Error> {
    let trace = python::string(&format!("{name}.trace.csv"));
    let Program { introduction, sections, .. } = keras::program(run, Arrays::Inline, &trace)?;
    let title = run.experiment.name.as_deref().map_or("A run of Gradient Lab".to_string(), plain);
    let mut cells = vec![markdown(&format!("# {title}\n\n{introduction}"), cells_id(0))];
    for (at, section) in sections.iter().enumerate() {
        let heading = format!("## {}\n\n{}", section.title, section.text);
        cells.push(markdown(heading.trim_end(), cells_id(2 * at + 1)));
        cells.push(code(section.code.trim_end(), cells_id(2 * at + 2)));
    }
    let notebook = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    Ok(Exported { text: format!("{notebook:#}\n"), beside: None })
}

/// A cell's id, which is unique in its notebook.
fn cells_id(at: usize) -> String {
    format!("cell-{at}")
}

fn markdown(text: &str, id: String) -> Value {
    json!({"cell_type": "markdown", "id": id, "metadata": {}, "source": lines(text)})
}

fn code(text: &str, id: String) -> Value {
    json!({"cell_type": "code", "execution_count": null, "id": id, "metadata": {}, "outputs": [], "source": lines(text)})
}

/// A cell's text as notebooks have it: a text a line, with its line break.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// `text` as Markdown that means nothing but these characters: no markup, no link, no formula.
fn plain(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        ' ' => c.to_string(),
        _ if c.is_alphanumeric() => c.to_string(),
        _ => format!("&#{};", u32::from(c)),
    });
    escaped.collect()
}
