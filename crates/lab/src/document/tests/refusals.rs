//! What is no document is refused, and how.

use super::*;
use crate::document::OutputBlock;
use crate::schema::Object;
use gradient_lab_nn::catalogue::Catalogue as _;

#[test]
fn a_refusal_names_the_place_what_was_found_and_what_is_allowed() {
    for (text, message) in [
        ("[]", "must be an object; found a list"),
        ("{}", "version: is missing; this program reads version 1"),
        (r#"{"version": 2}"#, "version: must be 1, the version that this program reads; found 2"),
        (r#"{"version": "1"}"#, r#"version: must be 1, the version that this program reads; found "1""#),
        (r#"{"version": 1, "sead": 4}"#, r#"sead: unknown field "sead"; did you mean "seed"?"#),
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
            r#"data.augment[0]: unknown augmentation "flip"; none is known"#,
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
            r#"{"version": 1, "network": {"hidden": [{"use_bias": 1}]}}"#,
            "network.hidden[0].use_bias: must be true or false; found 1",
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
fn a_refusal_lists_all_fields_and_entries_that_there_are() {
    let fields = |object: &Object| object.fields.iter().map(|field| field.id).collect::<Vec<_>>().join(", ");
    let optimizers: Vec<&str> = Optimizer::ENTRIES.iter().map(|entry| entry.id).collect();
    for (text, message) in [
        (
            r#"{"version": 1, "qqq": 4}"#,
            format!(r#"qqq: unknown field "qqq"; allowed: {}"#, fields(Experiment::OBJECT)),
        ),
        (
            r#"{"version": 1, "network": {"output": {"units": 3}}}"#,
            format!(r#"network.output.units: unknown field "units"; allowed: {}"#, fields(OutputBlock::OBJECT)),
        ),
        (
            r#"{"version": 1, "training": {"optimizer": {"learning_rate": 1}}}"#,
            format!(
                r#"training.optimizer: must have a "kind" that names the optimizer; allowed: {}"#,
                optimizers.join(", ")
            ),
        ),
    ] {
        assert_eq!(refusal(text), message, "{text}");
    }
}

#[test]
fn what_is_not_quite_json_is_refused_with_its_place() {
    for (text, message) in [
        ("", r#"is empty; the least document is {"version": 1}"#),
        ("{", "not valid JSON: EOF while parsing an object, at line 1 column 1"),
        (r#"{"version": 1} {}"#, "not valid JSON: there is more after its end, at line 1 column 16"),
        (r#"{"version": 1,}"#, "not valid JSON: trailing comma, at line 1 column 15"),
        (r#"{"seed": 1, "version": 1, "seed": 1}"#, r#"seed: the key "seed" stands here twice"#),
        (
            r#"{"network": {"hidden": [{}, {"units": 1, "units": 1}]}}"#,
            r#"network.hidden[1].units: the key "units" stands here twice"#,
        ),
        (
            r#"{"network": {"hidden": [{"l1": 1e999}]}}"#,
            "network.hidden[0].l1: not valid JSON: number out of range, at line 1 column 36",
        ),
        (
            r#"{"network": {"hidden": [{"l1": NaN}]}}"#,
            "network.hidden[0].l1: not valid JSON: expected value, at line 1 column 32",
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
        (format!(r#"{{"version": 1{}}}"#, " ".repeat(limits::MAX_DOCUMENT_BYTES)), "at most 1048576 bytes"),
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
