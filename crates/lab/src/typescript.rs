//! TypeScript declarations of everything that goes into and comes out of the engine.
//!
//! Those of the experiment are made from the document's objects and the catalogues, the others from the Rust types.

use crate::catalogue::{self, Catalogue};
use crate::data::table::{Description, Report};
use crate::document::{OBJECTS, catalogues};
use crate::error::Input;
use crate::remedies::{Answer, Question};
use crate::schema::{Field, FieldKind, Listing, Object, Picks};
use crate::session::Evaluation;
use crate::snapshot::{RunInfo, Snapshot, SnapshotRequest};
use crate::trace::Record;
use gradient_lab_nn::catalogue::{Entry, Hyperparameter, HyperparameterKind, Prose};
use serde::Serialize;
use std::any::TypeId;
use ts_rs::{Config, TS, TypeVisitor};

/// A TypeScript module with all declarations.
pub fn declarations() -> String {
    let mut text = String::from("// Made from the Rust types and tables by `cargo xtask types`: change those.\n");
    for catalogue in catalogues::ALL {
        let forms: Vec<_> =
            catalogue.entries().map(|entry| format!("{:?} | {}", entry.id, entry_type(entry, ""))).collect();
        let summary = format!("One {}: its name, or its name and parameters.", catalogue.noun);
        text += &declaration(&summary, &choice_name(catalogue), &union(&forms));
    }
    for object in OBJECTS {
        let summary = format!("The fields of the `{}` object.", object.id);
        text += &declaration(&summary, object.name, &object_type(object));
    }
    let mut rust = RustTypes { config: Config::new().with_large_int("number"), seen: Vec::new(), text };
    rust.visit::<Catalogue>();
    rust.visit::<Prose>();
    rust.visit::<RunInfo>();
    rust.visit::<Snapshot>();
    rust.visit::<SnapshotRequest>();
    rust.visit::<Evaluation>();
    rust.visit::<Record>();
    rust.visit::<Input>();
    rust.visit::<Report>();
    rust.visit::<Description>();
    rust.visit::<Question>();
    rust.visit::<Answer>();
    rust.text
}

/// A TypeScript module that holds the catalogue.
pub fn catalogue() -> String {
    constant("catalogue", "Catalogue", "Catalogue", &Catalogue::new())
}

/// A TypeScript module that holds the prose of the catalogue's entries.
pub fn prose() -> String {
    let by_entry = "Readonly<Record<string, Readonly<Record<string, Prose>>>>";
    constant("prose", "Prose", by_entry, &catalogue::prose())
}

fn constant(name: &str, imported: &str, of: &str, value: &impl Serialize) -> String {
    let value = serde_json::to_string(value).expect("keys are strings and numbers finite");
    format!(
        "// Made from the Rust tables by `cargo xtask types`: change those.\n\n\
         import type {{ {imported} }} from \"./types.ts\";\n\nexport const {name}: {of} = {value};\n"
    )
}

fn declaration(summary: &str, name: &str, declared: &str) -> String {
    format!("\n/** {summary} */\nexport type {name} = {declared};\n")
}

fn union(forms: &[String]) -> String {
    if forms.is_empty() { "never".into() } else { forms.join(" | ") }
}

fn choice_name(catalogue: &Listing) -> String {
    let words = catalogue.id.split('_');
    let capitalized = words.map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..]));
    capitalized.chain(["Choice".to_string()]).collect()
}

/// `{ kind: "leaky_relu"; negative_slope?: number; }`; `optional` is `?` if the kind may be left out.
fn entry_type(entry: &Entry, optional: &str) -> String {
    let parameters =
        entry.parameters.iter().map(|Hyperparameter { id, kind, .. }| format!("{id}?: {}; ", value_type(kind)));
    format!("{{ kind{optional}: {:?}; {}}}", entry.id, parameters.collect::<String>())
}

fn value_type(kind: &HyperparameterKind) -> String {
    match kind {
        HyperparameterKind::Real { .. }
        | HyperparameterKind::DerivedReal { .. }
        | HyperparameterKind::Integer { .. } => "number".into(),
        HyperparameterKind::Boolean { .. } => "boolean".into(),
        HyperparameterKind::Reals { .. } => "readonly number[]".into(),
        HyperparameterKind::Texts { or_one: true, .. } => "string | readonly string[] | null".into(),
        HyperparameterKind::Texts { .. } => "readonly string[] | null".into(),
        HyperparameterKind::Name { names, .. } => {
            union(&names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>())
        }
    }
}

/// The object's fields. If it picks an entry: these with that entry's parameters, or the entry's name alone.
fn object_type(object: &Object) -> String {
    let fields: String = object.fields.iter().map(field_type).collect();
    let fields = format!("{{\n{fields}}}");
    let Some(Picks { catalogue, default }) = object.picks else {
        return fields;
    };
    let forms = catalogue.entries().map(|entry| entry_type(entry, if entry.id == default { "?" } else { "" }));
    let names = catalogue.entries().map(|entry| format!("{:?}", entry.id));
    format!("{} | ({}) & {fields}", union(&names.collect::<Vec<_>>()), union(&forms.collect::<Vec<_>>()))
}

fn field_type(field: &Field) -> String {
    let (optional, taken) = match &field.kind {
        FieldKind::Version { version } => ("", version.to_string()),
        FieldKind::Value { value } => ("?", value_type(value)),
        FieldKind::Nullable { value, .. } => ("?", format!("{} | null", value_type(value))),
        FieldKind::Text { .. } => ("?", "string".into()),
        FieldKind::Choice { catalogue, .. } => ("?", choice_name(catalogue)),
        FieldKind::ValueOrChoice { value, catalogue } => {
            ("?", format!("{} | {}", value_type(value), choice_name(catalogue)))
        }
        FieldKind::Choices { catalogue } => ("?", format!("readonly {}[]", choice_name(catalogue))),
        FieldKind::Object { object } => ("?", object.name.into()),
        FieldKind::Changes { .. } => {
            ("?", "readonly { after: number; set: Readonly<Record<string, unknown>> }[]".into())
        }
        FieldKind::Objects { object, .. } => ("?", format!("readonly {}[]", object.name)),
    };
    format!("  /** {} */\n  {}{optional}: {taken};\n", field.summary, field.id)
}

/// Declares Rust types and all types that they are made of, each once.
struct RustTypes {
    config: Config,
    seen: Vec<TypeId>,
    text: String,
}

impl TypeVisitor for RustTypes {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        T::visit_dependencies(self);
        T::visit_generics(self);
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            self.text.extend(["\n", &docs, "export ", &T::decl(&self.config), "\n"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn every_declaration_is_made_once_and_knows_the_catalogues() {
        let text = declarations();
        let after_export = text.split("export type ").skip(1);
        let mut names: Vec<_> = after_export.filter_map(|rest| rest.split(' ').next()).collect();
        for name in [
            "Experiment",
            "Catalogue",
            "RunInfo",
            "Snapshot",
            "Evaluation",
            "TraceRecord",
            "DiagnosisRecord",
            "Status",
            "Figure",
        ] {
            assert!(names.contains(&name), "{name}");
        }
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(text.contains(r#"{ kind: "leaky_relu"; negative_slope?: number; }"#));
        assert!(text.contains("deltaRms: Float32Array"));
        assert!(text.contains("kernel_gradient_l2: Figure | null"));
    }
}
