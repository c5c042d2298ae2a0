//! What a document may say, as a text for people: every field by its path, and every entry that they pick from.

use std::fmt::Write;

use super::{Experiment, catalogues};
use crate::figure::Figure;
use crate::schema::read::bounds;
use crate::schema::{FieldKind, Listing, Object, Picks};
use gradient_lab_nn::catalogue::{Hyperparameter, HyperparameterKind};

/// The whole text: two lines a field or a parameter, and an empty line after each list.
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
    /// A name and what it takes, and below it what it does.
    fn item(&mut self, name: &str, takes: &str, summary: &str) {
        writeln!(self.0, "{name}: {takes}").expect("a text takes all that is written");
        if !summary.is_empty() {
            writeln!(self.0, "    {summary}").expect("a text takes all that is written");
        }
    }

    /// The fields of `object`, whose paths begin with `path`, and what stands in those that are objects themselves.
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
                // Of a catalogue without entries nothing can be picked.
                FieldKind::Choices { catalogue } if catalogue.entries().next().is_none() => (),
                kind => self.item(&name, &takes(kind), field.summary),
            }
        }
    }

    /// A catalogue's entries with their parameters.
    fn entries(&mut self, catalogue: &Listing) {
        for (at, entry) in catalogue.entries().enumerate() {
            if at == 0 {
                let way = "by its name, or as an object with \"kind\" and the parameters";
                write!(self.0, "\n{} ({way})\n\n", catalogue.id).expect("a text takes all that is written");
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
    }
}

fn entry_of(catalogue: &Listing, default: &str) -> String {
    format!("an entry of \"{}\" below; by default {default}", catalogue.id)
}

/// What a value may be, `or` what else it may be, and its default.
fn value(kind: &HyperparameterKind, or: &str) -> String {
    let default = match *kind {
        HyperparameterKind::Real { default, .. } => Figure(default).to_string(),
        HyperparameterKind::DerivedReal { default, .. } | HyperparameterKind::Name { default, .. } => default.into(),
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
    }
}
