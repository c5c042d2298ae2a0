//! A run as a Jupyter notebook with Keras: the sections of [`keras`] in cells, with their explanations between them.
//!
//! See <https://nbformat.readthedocs.io/en/latest/format_description.html>.

use serde_json::{Value, json};

use crate::keras;
use crate::program::script::{Program, Section};
use crate::program::{Arrays, Exported, Run, python};

/// The run as a notebook in the file `name`. Its arrays are in it.
pub fn notebook(run: &Run, name: &str) -> Exported {
    let trace = python::string(&format!("{name}.trace.csv"));
    let Program { introduction, sections, .. } = keras::program(run, Arrays::Inline, &trace);
    let title = run.experiment.name.as_deref().map_or("A run of Gradient Lab".to_string(), plain);
    let mut cells = vec![markdown(&format!("# {title}\n\n{introduction}"))];
    for Section { title, text, code: source, folded } in sections.into_iter().chain([closing()]) {
        cells.push(markdown(format!("## {title}\n\n{text}").trim_end()));
        cells.push(code(source.trim_end(), title, folded));
    }
    for (at, cell) in cells.iter_mut().enumerate() {
        // Unique in the notebook, as the format wants it.
        cell["id"] = format!("cell-{at}").into();
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
    Exported { text: format!("{notebook:#}\n"), beside: None }
}

/// The last section: what came of it.
fn closing() -> Section {
    let text = "The loss over the run, as a share of the first. To start over, run all cells again: network and optimizer \
        remember what they have learnt.";
    let code = r#"losses = np.loadtxt(TRACE, delimiter=",", skiprows=1, ndmin=2)[:, 1]
for step in np.linspace(0, len(losses) - 1, min(len(losses), 20)).astype(int):
    bar = "█" * int(min(50, 50 * losses[step] / losses[0]))
    print(f"step {step + 1:>6}  loss {losses[step]:<9.4g} {bar}")
"#;
    Section::new("What came of it", text, code)
}

fn markdown(text: &str) -> Value {
    json!({"cell_type": "markdown", "metadata": {}, "source": lines(text)})
}

/// A cell of code; one that is `folded` shows its title alone, in Jupyter and on Colab.
fn code(text: &str, title: &str, folded: bool) -> Value {
    let (text, metadata) = if folded {
        (format!("#@title {title}\n{text}"), json!({"cellView": "form", "jupyter": {"source_hidden": true}}))
    } else {
        (text.to_string(), json!({}))
    };
    json!({
        "cell_type": "code", "execution_count": null, "metadata": metadata, "outputs": [], "source": lines(&text),
    })
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
