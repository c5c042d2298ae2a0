//! What documents are read as.

mod any;
#[cfg(feature = "prose")]
mod committed;
mod refusals;
#[cfg(feature = "prose")]
mod schema;

use super::{Experiment, OBJECTS, Placement, catalogues, limits};
use crate::data::Spiral;
use crate::schema::read::{Node, Path};
use crate::schema::{FieldKind, FieldValue, write};
use gradient_lab_nn::activation::LeakyRelu;
use gradient_lab_nn::catalogue::{Hyperparameter, HyperparameterKind};
use gradient_lab_nn::init::{Constant, GlorotUniform, HeNormal, Normal};
use gradient_lab_nn::loss::Mse;
use gradient_lab_nn::normalization::BatchNorm;
use gradient_lab_nn::optimizer::{Adam, Sgd};
use gradient_lab_nn::regularization::ClipByNorm;
use gradient_lab_nn::schedule::Exponential;
use gradient_lab_nn::{Dropout, Optimizer, Unit};

/// What `text` says, though its parts may be at odds with each other.
fn read(text: &str) -> Result<Experiment, crate::Error> {
    Experiment::read(&Path::Root, &Node::parse(text)?, &FieldKind::Object { object: Experiment::OBJECT })
}

fn refusal(text: &str) -> String {
    #[cfg(feature = "prose")]
    schema::agrees_on(text);
    Experiment::parse(text).expect_err("the document is wrong").to_string()
}

#[test]
fn a_document_may_be_nothing_but_its_version() {
    let experiment = Experiment::parse(r#"{"version": 1}"#).unwrap();
    assert_eq!(experiment, Experiment::default());
    assert_eq!(experiment.to_json(), r#"{"version":1}"#);
    assert_eq!(experiment.data.source, Spiral::default().into());
    assert_eq!(experiment.network.hidden.len(), 1);
    assert_eq!(experiment.network.hidden[0].units, 16);
    assert_eq!(experiment.network.hidden[0].init, GlorotUniform::default().into());
    assert_eq!(experiment.training.batch_size, Some(32));
}

#[test]
fn every_field_is_read() {
    let experiment = Experiment::parse(
        r#"{
            "version": 1, "name": "Vanishing gradients", "seed": 9007199254740991,
            "data": {"kind": "spiral", "samples": 300, "noise": 0.25, "validation_split": 0.5, "standardize": true, "augment": []},
            "network": {
                "hidden": [{
                    "units": 32, "repeat": 20, "activation": {"kind": "leaky_relu", "negative_slope": 0.3},
                    "init": {"kind": "normal", "stddev": 1.0}, "bias_init": {"kind": "constant", "value": 0.5},
                    "use_bias": false, "normalization": "batch", "normalization_placement": "after_activation",
                    "residual": false, "dropout": {"kind": "alpha", "rate": 0.1}, "l1": 0.25, "l2": 0.5,
                    "max_norm": 3, "frozen": true
                }, {"residual": true, "units": 32, "dropout": 0.5, "max_norm": null}],
                "output": {"init": "he_normal", "l2": 1e-4}
            },
            "loss": "mse",
            "training": {
                "batch_size": null, "epochs": 7, "shuffle": false,
                "optimizer": {"kind": "sgd", "learning_rate": 0.5, "momentum": 0.9, "nesterov": true},
                "schedule": {"kind": "exponential", "unit": "epoch"},
                "gradient_clipping": {"kind": "norm", "threshold": 2}
            }
        }"#,
    )
    .unwrap();
    assert_eq!(experiment.name.as_deref(), Some("Vanishing gradients"));
    assert_eq!(experiment.seed, 9_007_199_254_740_991);
    assert_eq!(experiment.data.source, Spiral { samples: 300, noise: 0.25 }.into());
    assert_eq!((experiment.data.validation_split, experiment.data.standardize), (0.5, true));
    let [first, second] = &experiment.network.hidden[..] else { panic!("two blocks") };
    assert_eq!((first.units, first.repeat, first.use_bias, first.residual, first.frozen), (32, 20, false, false, true));
    assert_eq!(first.activation, LeakyRelu { negative_slope: 0.3 }.into());
    assert_eq!(first.init, Normal { stddev: 1.0 }.into());
    assert_eq!(first.bias_init, Constant { value: 0.5 }.into());
    assert_eq!(first.normalization, BatchNorm::default().into());
    assert_eq!(first.normalization_placement, Placement::AfterActivation);
    assert_eq!(first.dropout, Dropout { rate: 0.1, alpha: true });
    assert_eq!((first.l1, first.l2, first.max_norm), (0.25, 0.5, Some(3.0)));
    assert_eq!(second.dropout, Dropout { rate: 0.5, alpha: false });
    assert_eq!((second.residual, second.max_norm), (true, None));
    assert_eq!(experiment.network.expanded().count(), 21);
    assert_eq!(experiment.network.output.init, HeNormal::default().into());
    assert_eq!(experiment.network.output.l2, 1e-4);
    assert_eq!(experiment.loss, Mse {}.into());
    let training = &experiment.training;
    assert_eq!((training.batch_size, training.epochs, training.shuffle), (None, 7, false));
    assert_eq!(training.optimizer, Sgd { learning_rate: 0.5, momentum: 0.9, nesterov: true }.into());
    assert_eq!(training.schedule, Exponential { unit: Unit::Epoch, ..Exponential::default() }.into());
    assert_eq!(training.gradient_clipping, ClipByNorm { threshold: 2.0 }.into());
}

#[test]
fn an_empty_list_of_hidden_blocks_is_a_linear_model() {
    let experiment = Experiment::parse(r#"{"version": 1, "network": {"hidden": []}}"#).unwrap();
    assert!(experiment.network.hidden.is_empty());
    assert_eq!(experiment.to_json(), r#"{"version":1,"network":{"hidden":[]}}"#);
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(Experiment::parse("\u{feff}{\"version\": 1}").unwrap(), Experiment::default());
}

#[test]
fn a_bare_name_is_the_kind_with_its_defaults() {
    let bare = Experiment::parse(r#"{"version": 1, "data": "moons", "training": {"optimizer": "adam"}}"#).unwrap();
    let full = r#"{"version": 1, "data": {"kind": "moons"}, "training": {"optimizer": {"kind": "adam"}}}"#;
    assert_eq!(bare, Experiment::parse(full).unwrap());
}

#[test]
fn every_entry_of_every_catalogue_can_be_named() {
    for (catalogue, field) in [
        (&catalogues::DATA, r#""data": ENTRY"#),
        (&catalogues::ACTIVATION, r#""network": {"hidden": [{"activation": ENTRY}]}"#),
        (&catalogues::INIT, r#""network": {"hidden": [{"init": ENTRY}]}"#),
        (&catalogues::BIAS_INIT, r#""network": {"output": {"bias_init": ENTRY}}"#),
        (&catalogues::NORMALIZATION, r#""network": {"hidden": [{"normalization": ENTRY}]}"#),
        (&catalogues::DROPOUT, r#""network": {"hidden": [{"dropout": ENTRY}]}"#),
        (&catalogues::LOSS, r#""loss": ENTRY"#),
        (&catalogues::OPTIMIZER, r#""training": {"optimizer": ENTRY}"#),
        (&catalogues::SCHEDULE, r#""training": {"schedule": ENTRY}"#),
        (&catalogues::CLIPPING, r#""training": {"gradient_clipping": ENTRY}"#),
    ] {
        assert!(catalogue.entries().next().is_some(), "{} has no entries", catalogue.id);
        for entry in catalogue.entries() {
            let document = |form: String| format!(r#"{{"version": 1, {}}}"#, field.replace("ENTRY", &form));
            let bare = Experiment::parse(&document(format!("{:?}", entry.id)));
            let full = Experiment::parse(&document(format!(r#"{{"kind": {:?}}}"#, entry.id)));
            assert_eq!(bare.unwrap(), full.unwrap());
        }
    }
}

#[test]
fn every_default_is_a_value_its_own_field_takes() {
    fn parameters(of: &str, parameters: &[Hyperparameter]) {
        for Hyperparameter { id, kind, .. } in parameters {
            takes_its_default(&format!("{of}.{id}"), kind);
        }
    }
    fn takes_its_default(name: &str, kind: &HyperparameterKind) {
        let takes = match *kind {
            HyperparameterKind::Real { default, range, .. } => range.contains(default),
            HyperparameterKind::Integer { default, min, max, .. } => (min..=max).contains(&default),
            HyperparameterKind::Reals { default, range } => default.iter().all(|value| range.contains(*value)),
            HyperparameterKind::Name { default, names } => names.contains(&default),
            HyperparameterKind::DerivedReal { .. }
            | HyperparameterKind::Boolean { .. }
            | HyperparameterKind::Texts { .. } => true,
        };
        assert!(takes, "{name}: {kind:?}");
    }
    for catalogue in catalogues::ALL {
        catalogue.entries().for_each(|entry| parameters(entry.id, entry.parameters));
    }
    for object in OBJECTS {
        for field in object.fields {
            if let FieldKind::Value { value: kind }
            | FieldKind::Nullable { value: kind, .. }
            | FieldKind::ValueOrChoice { value: kind, .. } = &field.kind
            {
                takes_its_default(field.id, kind);
            }
        }
    }
}

#[test]
fn a_list_of_choices_is_read_and_written_whole() {
    // No field has a list to pick from yet; this one picks from the optimizers.
    let kind = FieldKind::Choices { catalogue: &catalogues::OPTIMIZER };
    let text = r#"["adam",{"kind":"sgd","momentum":0.5}]"#;
    let list = Vec::<Optimizer>::read(&Path::Root, &Node::parse(text).unwrap(), &kind).unwrap();
    assert_eq!(list, [Adam::default().into(), Sgd { momentum: 0.5, ..Sgd::default() }.into()]);
    assert_eq!(serde_json::to_string(&write::Written(&list)).unwrap(), text);
}
