//! What documents are read as, and why others are refused.

use super::fields::{Field, FieldKind, Object};
use super::values::{Held, Values};
use super::{Dropout, Experiment, Placement, catalogues, fields, limits, read};
use crate::json::{Node, Path};
use gradient_lab_nn::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Value};
use proptest::prelude::*;

fn refusal(text: &str) -> String {
    Experiment::parse(text).expect_err("the document is wrong").to_string()
}

#[test]
fn a_document_may_be_nothing_but_its_version() {
    let experiment = Experiment::parse(r#"{"version": 1}"#).unwrap();
    assert_eq!(experiment, Experiment::default());
    assert_eq!(experiment.to_json(), r#"{"version":1}"#);
    assert_eq!(experiment.data.source.entry.id, "spiral");
    assert_eq!(experiment.network.hidden.len(), 1);
    assert_eq!(experiment.network.hidden[0].units, 16);
    assert_eq!(experiment.network.hidden[0].init.entry.id, "glorot_uniform");
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
    assert_eq!(experiment.data.source.integer("samples"), 300);
    assert_eq!(experiment.data.source.real("noise"), 0.25);
    assert_eq!((experiment.data.validation_split, experiment.data.standardize), (0.5, true));
    let [first, second] = &experiment.network.hidden[..] else { panic!("two blocks") };
    assert_eq!((first.units, first.repeat, first.use_bias, first.residual, first.frozen), (32, 20, false, false, true));
    assert_eq!((first.activation.entry.id, first.activation.real("negative_slope")), ("leaky_relu", 0.3));
    assert_eq!((first.init.entry.id, first.init.real("stddev")), ("normal", 1.0));
    assert_eq!(first.bias_init.real("value"), 0.5);
    assert_eq!(first.normalization.entry.id, "batch");
    assert_eq!(first.normalization_placement, Placement::AfterActivation);
    assert_eq!(first.dropout, Dropout { rate: 0.1, alpha: true });
    assert_eq!((first.l1, first.l2, first.max_norm), (0.25, 0.5, Some(3.0)));
    assert_eq!(second.dropout, Dropout { rate: 0.5, alpha: false });
    assert_eq!((second.residual, second.max_norm), (true, None));
    assert_eq!(experiment.network.expanded().count(), 21);
    assert_eq!((experiment.network.output.init.entry.id, experiment.network.output.l2), ("he_normal", 1e-4));
    assert_eq!(experiment.loss.entry.id, "mse");
    let training = &experiment.training;
    assert_eq!((training.batch_size, training.epochs, training.shuffle), (None, 7, false));
    assert_eq!((training.optimizer.real("momentum"), training.optimizer.boolean("nesterov")), (0.9, true));
    assert_eq!(training.schedule.name("unit"), "epoch");
    assert_eq!(training.gradient_clipping.real("threshold"), 2.0);
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
fn a_refusal_names_the_place_what_was_found_and_what_is_allowed() {
    for (text, message) in [
        ("[]", "must be an object; found a list"),
        ("{}", "version: is missing; this program reads version 1"),
        (r#"{"version": 2}"#, "version: must be 1, the version that this program reads; found 2"),
        (r#"{"version": "1"}"#, r#"version: must be 1, the version that this program reads; found "1""#),
        (r#"{"version": 1, "sead": 4}"#, r#"sead: unknown field "sead"; did you mean "seed"?"#),
        (
            r#"{"version": 1, "qqq": 4}"#,
            r#"qqq: unknown field "qqq"; allowed: version, name, seed, data, network, loss, training"#,
        ),
        (r#"{"version": 1, "seed": -1}"#, "seed: must be a whole number from 0 to 9007199254740991; found -1"),
        (r#"{"version": 1, "seed": 0.5}"#, "seed: must be a whole number from 0 to 9007199254740991; found 0.5"),
        (
            r#"{"version": 1, "seed": 9007199254740992}"#,
            "seed: must be a whole number from 0 to 9007199254740991; found 9007199254740992",
        ),
        (r#"{"version": 1, "name": 3}"#, "name: must be a text; found 3"),
        (r#"{"version": 1, "data": 3}"#, "data: must be an object; found 3"),
        (
            r#"{"version": 1, "data": {"kind": "spirals"}}"#,
            r#"data.kind: unknown data set "spirals"; did you mean "spiral"?"#,
        ),
        (r#"{"version": 1, "data": "Moons"}"#, r#"data: unknown data set "Moons"; did you mean "moons"?"#),
        (r#"{"version": 1, "data": {"noize": 0}}"#, r#"data.noize: unknown field "noize"; did you mean "noise"?"#),
        (
            r#"{"version": 1, "data": {"validation_split": 1}}"#,
            "data.validation_split: must be a number, at least 0 and below 1; found 1",
        ),
        (
            r#"{"version": 1, "data": {"augment": ["flip"]}}"#,
            r#"data.augment[0]: unknown augmentation "flip"; there is none yet"#,
        ),
        (r#"{"version": 1, "data": {"augment": {}}}"#, "data.augment: must be a list; found an object"),
        (
            r#"{"version": 1, "network": {"hidden": [{"activation": "rleu"}]}}"#,
            r#"network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?"#,
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{}, {"activation": {"kind": "Leaky ReLU"}}]}}"#,
            r#"network.hidden[1].activation.kind: unknown activation "Leaky ReLU"; did you mean "leaky_relu"?"#,
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"batchNorm": true}]}}"#,
            "network.hidden[0].batchNorm: unknown field \"batchNorm\"; allowed: units, repeat, activation, init, \
             bias_init, use_bias, normalization, normalization_placement, residual, dropout, l1, l2, max_norm, frozen",
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"units": 0}]}}"#,
            "network.hidden[0].units: must be a whole number from 1 to 10000; found 0",
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"max_norm": "x"}]}}"#,
            r#"network.hidden[0].max_norm: must be a number, above 0 and at most 1000000, or null; found "x""#,
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"l1": null}]}}"#,
            "network.hidden[0].l1: must be a number, at least 0 and at most 1000000; found null",
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"dropout": {"kind": "alpha", "rate": 1}}]}}"#,
            "network.hidden[0].dropout.rate: must be a number, at least 0 and below 1; found 1",
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"normalization_placement": "before"}]}}"#,
            r#"network.hidden[0].normalization_placement: unknown value "before"; did you mean "before_activation"?"#,
        ),
        (
            r#"{"version": 1, "network": {"output": {"units": 3}}}"#,
            r#"network.output.units: unknown field "units"; allowed: init, bias_init, use_bias, l1, l2, max_norm, frozen"#,
        ),
        (
            r#"{"version": 1, "network": {"hidden": [{"use_bias": 1}]}}"#,
            "network.hidden[0].use_bias: must be true or false; found 1",
        ),
        (
            r#"{"version": 1, "training": {"optimizer": {"learning_rate": 1}}}"#,
            "training.optimizer: must have a \"kind\" that names the optimizer; allowed: sgd, adagrad, rmsprop, adam, \
             nadam, adamax, adamw",
        ),
        (
            r#"{"version": 1, "training": {"optimizer": {"kind": "sgd", "beta_1": 1}}}"#,
            r#"training.optimizer.beta_1: unknown field "beta_1"; allowed: kind, learning_rate, momentum, nesterov"#,
        ),
        (
            r#"{"version": 1, "training": {"optimizer": 3}}"#,
            r#"training.optimizer: must be the name of the optimizer, or an object with "kind"; found 3"#,
        ),
        (
            r#"{"version": 1, "training": {"schedule": {"kind": "piecewise_constant", "values": [1, "a", 2]}}}"#,
            r#"training.schedule.values[1]: must be a number, at least 0 and at most 1000000; found "a""#,
        ),
    ] {
        assert_eq!(refusal(text), message, "{text}");
    }
}

#[test]
fn what_is_not_quite_json_is_refused_with_its_place() {
    for (text, message) in [
        ("", r#"is empty; the least document is {"version": 1}"#),
        ("{", "not valid JSON: expected a key in quotes, but it ends, at line 1 column 2"),
        (r#"{"version": 1} {}"#, "not valid JSON: there is more after its end, at line 1 column 16"),
        (r#"{"version": 1,}"#, "not valid JSON: expected a key in quotes, at line 1 column 15"),
        (r#"{"seed": 1, "version": 1, "seed": 1}"#, r#"seed: the key "seed" stands here twice"#),
        (
            r#"{"network": {"hidden": [{}, {"units": 1, "units": 1}]}}"#,
            r#"network.hidden[1].units: the key "units" stands here twice"#,
        ),
        (
            r#"{"network": {"hidden": [{"l1": 1e999}]}}"#,
            "network.hidden[0].l1: not valid JSON: number out of range, at line 1 column 37",
        ),
        (
            r#"{"network": {"hidden": [{"l1": NaN}]}}"#,
            "network.hidden[0].l1: not valid JSON: expected a value, at line 1 column 32",
        ),
        (r#"{"a\nb": {"c": 1, "c": 2}}"#, r#"["a\nb"].c: the key "c" stands here twice"#),
    ] {
        assert_eq!(refusal(text), message, "{text}");
    }
    let deep = format!(r#"{{"version": 1, "data": {}"#, "[".repeat(100_000));
    assert!(refusal(&deep).contains("more than 100 lists and objects stand within each other"), "{}", refusal(&deep));
}

#[test]
fn a_refusal_is_short_however_deep_or_odd_the_place() {
    for key in ["a", "\u{202e}", "\u{10ffff}", "\\n"] {
        let key = key.repeat(40);
        let deep = format!(r#"{{"{key}":"#).repeat(100) + "x";
        let twice = format!(r#"{{"{key}": 1, "{key}": 2}}"#);
        for text in [&deep, &twice, &format!(r#"{{"version": 1, "{key}": 1}}"#), &format!(r#"{{"version": "{key}"}}"#)]
        {
            let line = refusal(text);
            assert!(line.chars().count() < 300 && !line.contains(char::is_control), "{line}");
        }
    }
}

#[test]
fn sizes_beyond_a_limit_are_refused_with_the_limit() {
    for (text, limit) in [
        (r#"{"version": 1, "network": {"hidden": [{"units": 1000000000}]}}"#.to_string(), "10000"),
        (r#"{"version": 1, "network": {"hidden": [{"repeat": 1000000000}]}}"#.into(), "1000"),
        (r#"{"version": 1, "network": {"hidden": [{"repeat": 600}, {"repeat": 600}]}}"#.into(), "1000 blocks"),
        (r#"{"version": 1, "network": {"hidden": [{"units": 5000, "repeat": 2}]}}"#.into(), "10000000"),
        (
            r#"{"version": 1, "data": {"kind": "fashion_mnist", "samples": 60000}, "training": {"batch_size": null},
                "network": {"hidden": [{"units": 1000}]}}"#
                .into(),
            "at most 30000000",
        ),
        (r#"{"version": 1, "training": {"batch_size": 1e30}}"#.into(), "1000000"),
        (r#"{"version": 1, "training": {"epochs": 1e15}}"#.into(), "1000000"),
        (format!(r#"{{"version": 1, "network": {{"hidden": [{}{{}}]}}}}"#, "{},".repeat(1000)), "at most 1000 items"),
        (format!(r#"{{"version": 1, "name": "{}"}}"#, "x".repeat(201)), "at most 200 characters"),
        (format!(r#"{{"version": 1{}}}"#, " ".repeat(limits::DOCUMENT_BYTES)), "at most 1048576 bytes"),
        (
            format!(
                r#"{{"version": 1, "training": {{"schedule": {{"kind": "piecewise_constant", "values": [{}1]}}}}}}"#,
                "1,".repeat(1000)
            ),
            "at most 1000 items",
        ),
    ] {
        let message = refusal(&text);
        assert!(message.contains(limit), "{message}");
    }
}

#[test]
fn a_bias_takes_no_init_that_needs_a_matrix() {
    for id in ["orthogonal", "lsuv"] {
        let message = refusal(&format!(r#"{{"version": 1, "network": {{"output": {{"bias_init": "{id}"}}}}}}"#));
        let start =
            format!("network.output.bias_init: the init \"{id}\" needs a matrix, which a bias is not; allowed: zeros");
        assert!(message.starts_with(&start), "{message}");
    }
}

#[test]
fn a_residual_block_is_as_wide_as_its_input() {
    let residual = |units: usize| {
        format!(
            r#"{{"version": 1, "network": {{"hidden": [{{"units": 8}}, {{"units": {units}, "residual": true}}]}}}}"#
        )
    };
    assert!(Experiment::parse(&residual(8)).is_ok());
    assert_eq!(
        refusal(&residual(16)),
        "network.hidden[1].residual: the block's input and output must have the same width; they have 8 and 16"
    );
}

#[test]
fn what_the_document_says_of_its_data_is_held_to_at_once() {
    let regression = refusal(r#"{"version": 1, "data": "sine", "loss": "cross_entropy"}"#);
    assert!(regression.starts_with("loss: cross_entropy compares class probabilities"), "{regression}");
    assert_eq!(
        refusal(r#"{"version": 1, "network": {"hidden": [{"residual": true}]}}"#),
        "network.hidden[0].residual: the block's input and output must have the same width; they have 2 and 16"
    );
    let split = refusal(r#"{"version": 1, "data": {"validation_split": 0.999}}"#);
    assert!(split.starts_with("data.validation_split: 0.999 leaves none to train on"), "{split}");
    let own = r#"{"version": 1, "data": "csv", "loss": "cross_entropy", "network": {"hidden": [{"residual": true}]}}"#;
    assert!(Experiment::parse(own).is_ok());
}

#[test]
fn piecewise_rates_fit_their_boundaries() {
    let schedule = |boundaries: &str, values: &str| {
        format!(
            r#"{{"version": 1, "training": {{"schedule":
            {{"kind": "piecewise_constant", "boundaries": {boundaries}, "values": {values}}}}}}}"#
        )
    };
    assert!(Experiment::parse(&schedule("[1, 2]", "[1, 2, 3]")).is_ok());
    assert_eq!(
        refusal(&schedule("[2, 2]", "[1, 2, 3]")),
        "training.schedule.boundaries: must ascend, each above the one before"
    );
    assert_eq!(
        refusal(&schedule("[1, 2]", "[1, 2]")),
        "training.schedule.values: must be one more than the boundaries, 3 for 2; found 2"
    );
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
    fn parameters(of: &str, parameters: &[Parameter]) {
        for Parameter { id, kind, .. } in parameters {
            takes_its_default(&format!("{of}.{id}"), kind);
        }
    }
    fn takes_its_default(name: &str, kind: &ParameterKind) {
        let takes = match *kind {
            ParameterKind::Real { default, range, .. } => range.contains(default),
            ParameterKind::Integer { default, min, max, .. } => (min..=max).contains(&default),
            ParameterKind::Reals { default, range } => default.iter().all(|value| range.contains(*value)),
            ParameterKind::Name { default, names } => names.contains(&default),
            ParameterKind::DerivedReal { .. } | ParameterKind::Boolean { .. } => true,
        };
        assert!(takes, "{name}: {kind:?}");
    }
    for catalogue in catalogues::ALL {
        catalogue.entries().for_each(|entry| parameters(entry.id, entry.parameters));
    }
    for object in fields::ALL {
        for field in object.fields {
            if let FieldKind::Value(kind)
            | FieldKind::Nullable { value: kind, .. }
            | FieldKind::ValueOrChoice { value: kind, .. } = &field.kind
            {
                takes_its_default(field.id, kind);
            }
        }
    }
}

proptest! {
    #[test]
    fn an_experiment_survives_being_written_and_read(values in any_object(&fields::DOCUMENT)) {
        let experiment = Experiment::from(&values);
        let text = experiment.to_json();
        let read = read::object(&Path::Root, &Node::parse(&text).unwrap(), &fields::DOCUMENT);
        prop_assert_eq!(read.map(|values| Experiment::from(&values)), Ok(experiment), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_in_one_line(values in any_object(&fields::DOCUMENT), at in 0.0..1.0, put in "\\PC?") {
        let mut text: Vec<char> = Experiment::from(&values).to_json().chars().collect();
        let at = (text.len() as f64 * at) as usize;
        text.splice(at..=at, put.chars());
        if let Err(error) = Experiment::parse(&text.into_iter().collect::<String>()) {
            prop_assert!(!error.to_string().contains(char::is_control), "{}", error);
        }
    }
}

/// Any values that `object` takes.
fn any_object(object: &'static Object) -> BoxedStrategy<Values> {
    let choice = match object.choice {
        Some((catalogue, _)) => any_choice(catalogue.entries().collect()).prop_map(Some).boxed(),
        None => Just(None).boxed(),
    };
    let held: Vec<_> = object.fields.iter().map(any_held).collect();
    (choice, held).prop_map(move |(choice, held)| Values { object, choice, held }).boxed()
}

fn any_held(field: &'static Field) -> BoxedStrategy<Held> {
    match &field.kind {
        FieldKind::Version(_) | FieldKind::Choices(_) => Just(Held::default(field)).boxed(),
        FieldKind::Text(_) => {
            prop_oneof![Just(Held::Nothing), any::<char>().prop_map(|c| Held::Text(c.into()))].boxed()
        }
        FieldKind::Value(kind) => any_value(kind).prop_map(Held::Value).boxed(),
        FieldKind::Nullable { value, .. } => {
            prop_oneof![Just(Held::Nothing), any_value(value).prop_map(Held::Value)].boxed()
        }
        FieldKind::Choice { catalogue, .. } => any_choice(catalogue.entries().collect()).prop_map(Held::Choice).boxed(),
        FieldKind::ValueOrChoice { value, catalogue } => prop_oneof![
            any_value(value).prop_map(Held::Value),
            any_choice(catalogue.entries().collect()).prop_map(Held::Choice)
        ]
        .boxed(),
        FieldKind::Object(object) => any_object(object).prop_map(Held::Object).boxed(),
        FieldKind::Objects { object, .. } => {
            proptest::collection::vec(any_object(object), 0..4).prop_map(Held::Objects).boxed()
        }
    }
}

fn any_choice(entries: Vec<&'static Entry>) -> impl Strategy<Value = Choice> {
    proptest::sample::select(entries).prop_flat_map(|entry| {
        let values: Vec<_> = entry.parameters.iter().map(|parameter| any_value(&parameter.kind)).collect();
        values.prop_map(move |values| Choice { entry, values })
    })
}

fn any_value(kind: &'static ParameterKind) -> BoxedStrategy<Value> {
    let value = match kind {
        ParameterKind::Real { range, .. } => any_real(range).prop_map(Value::Real).boxed(),
        ParameterKind::DerivedReal { range, .. } => {
            prop_oneof![Just(Value::Derived), any_real(range).prop_map(Value::Real)].boxed()
        }
        ParameterKind::Integer { min, max, .. } => (*min..=*max).prop_map(Value::Integer).boxed(),
        ParameterKind::Boolean { .. } => any::<bool>().prop_map(Value::Boolean).boxed(),
        ParameterKind::Reals { range, .. } => {
            proptest::collection::vec(any_real(range), 0..4).prop_map(Value::Reals).boxed()
        }
        ParameterKind::Name { names, .. } => proptest::sample::select(*names).prop_map(Value::Name).boxed(),
    };
    prop_oneof![Just(kind.default_value()), value].boxed()
}

fn any_real(range: &'static Range) -> impl Strategy<Value = f64> {
    let within = |bound: f64| bound.clamp(f64::MIN / 4.0, f64::MAX / 4.0);
    (within(range.min)..=within(range.max)).prop_filter("a value at an excluded bound", |value| range.contains(*value))
}
