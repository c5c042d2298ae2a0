//! The help text of `gradlab fields`: every field of the document, and every entry of the catalogues.

use std::fmt::Write;

use super::{BLOCK_FIELDS, Experiment, TRAINING_FIELDS, catalogues};
use crate::figure::Figure;
use crate::schema::read::bounds;
use crate::schema::{FieldKind, Listing, Object, Picks};
use gradient_lab_nn::catalogue::{Hyperparameter, HyperparameterKind};

/// The whole text: each field with its summary, then each catalogue's entries and their parameters.
pub fn text() -> String {
    let mut help = Help("A document is one JSON object. Whatever it leaves out has its default.\n\n".into());
    help.fields("", Experiment::OBJECT);
    for catalogue in catalogues::ALL {
        help.entries(catalogue);
    }
    help.0
}

struct Help(String);

impl Help {
    /// Writes a name and what it takes, and its summary on the next line.
    fn item(&mut self, name: &str, takes: &str, summary: &str) {
        writeln!(self.0, "{name}: {takes}").expect("writing to a String never fails");
        if !summary.is_empty() {
            writeln!(self.0, "    {summary}").expect("writing to a String never fails");
        }
    }

    /// Writes the fields of `object`, and those of the objects in it; their paths begin with `path`.
    fn fields(&mut self, path: &str, object: &Object) {
        if let Some(Picks { catalogue, default }) = object.picks {
            let name = format!("{path}kind");
            self.item(&name, &entry_of(catalogue, default), "Picks one; its parameters stand beside it.");
        }
        for field in object.fields {
            let name = format!("{path}{}", field.id);
            match &field.kind {
                FieldKind::Object { object: of } => self.fields(&format!("{name}."), of),
                FieldKind::Objects { object: of, most } => {
                    let takes = format!("a list of at most {most} objects; by default one, with its defaults");
                    self.item(&name, &takes, field.summary);
                    self.fields(&format!("{name}[]."), of);
                }
                // There is nothing to pick from a catalogue without entries.
                FieldKind::Choices { catalogue } if catalogue.entries().next().is_none() => (),
                kind => self.item(&name, &takes(kind), field.summary),
            }
        }
    }

    /// Writes a catalogue's entries with their parameters.
    fn entries(&mut self, catalogue: &Listing) {
        for (at, entry) in catalogue.entries().enumerate() {
            if at == 0 {
                let form = "by its name, or as an object with \"kind\" and the parameters";
                write!(self.0, "\n{} ({form})\n\n", catalogue.id).expect("writing to a String never fails");
            }
            self.item(entry.id, entry.label, entry.prose.summary);
            for Hyperparameter { id, kind, .. } in entry.parameters {
                self.item(&format!("    {id}"), &value(kind, ""), "");
            }
        }
    }
}

fn takes(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Version { version } => format!("{version}; must be given"),
        FieldKind::Value { value: kind } => value(kind, ""),
        FieldKind::Nullable { value: kind, null_means: null, switched_on: None } => {
            value(kind, &format!(", or null: {null}"))
        }
        FieldKind::Nullable { value: kind, null_means: null, switched_on: Some(_) } => {
            format!("{}, or null: {null}; by default null", type_of(kind))
        }
        FieldKind::Text { longest } => format!("a text of at most {longest} characters; by default none"),
        FieldKind::Choice { catalogue, default } => entry_of(catalogue, default),
        FieldKind::ValueOrChoice { value: kind, catalogue } => {
            value(kind, &format!(", or an entry of \"{}\" below", catalogue.id))
        }
        FieldKind::Choices { catalogue } => {
            format!("a list, each an entry of \"{}\" below; by default empty", catalogue.id)
        }
        FieldKind::Object { .. } | FieldKind::Objects { .. } => "an object".into(),
        FieldKind::Changes { most } => format!(
            "a list of at most {most} objects {{\"after\": STEPS, \"set\": {{PATH: VALUE}}}}, whose paths are \
             training.optimizer.<parameter>, {} or a block's {}; by default empty",
            TRAINING_FIELDS.map(|field| format!("training.{field}")).join(", "),
            BLOCK_FIELDS.join(", ")
        ),
    }
}

fn entry_of(catalogue: &Listing, default: &str) -> String {
    format!("an entry of \"{}\" below; by default {default}", catalogue.id)
}

/// The type and range of a value, `or` what it may be instead, and its default.
fn value(kind: &HyperparameterKind, or: &str) -> String {
    let default = match *kind {
        HyperparameterKind::Real { default, .. } => Figure(default).to_string(),
        HyperparameterKind::DerivedReal { default, .. }
        | HyperparameterKind::Name { default, .. }
        | HyperparameterKind::Texts { default, .. } => default.into(),
        HyperparameterKind::Integer { default, .. } => default.to_string(),
        HyperparameterKind::Boolean { default } => default.to_string(),
        HyperparameterKind::Reals { default, .. } => {
            let numbers: Vec<_> = default.iter().map(|&number| Figure(number).to_string()).collect();
            format!("[{}]", numbers.join(", "))
        }
    };
    format!("{}{or}; by default {default}", type_of(kind))
}

fn type_of(kind: &HyperparameterKind) -> String {
    match kind {
        HyperparameterKind::Real { range, .. } | HyperparameterKind::DerivedReal { range, .. } => {
            format!("a number{}", bounds(range))
        }
        HyperparameterKind::Integer { min, max, .. } => format!("a whole number from {min} to {max}"),
        HyperparameterKind::Boolean { .. } => "true or false".into(),
        HyperparameterKind::Reals { range, .. } => format!("a list of numbers{}", bounds(range)),
        HyperparameterKind::Name { names, .. } => format!("one of {}", names.join(", ")),
        HyperparameterKind::Texts { or_one: true, .. } => "a text, or a list of texts".into(),
        HyperparameterKind::Texts { .. } => "a list of texts".into(),
    }
}
