//! Changes in the middle of a run.

use gradient_lab::checkpoint::{Model, experiment_of};
use gradient_lab::data::Resources;
use gradient_lab::document::{Changed, Experiment};
use gradient_lab::session::Session;
use gradient_lab::trace::{Record, StepRecord};
use serde_json::{Value, json};

/// A run of 80 samples in batches of 20: four steps an epoch, twenty in all.
fn document(training: Value, changes: Value) -> String {
    let mut document = json!({
        "version": 1,
        "data": {"kind": "moons", "samples": 100},
        "network": {"hidden": [{"units": 4, "activation": "tanh"}, {"units": 4, "activation": "tanh"}]},
        "training": {"epochs": 5, "batch_size": 20},
    });
    document["training"].as_object_mut().unwrap().extend(training.as_object().unwrap().clone());
    document["training"]["changes"] = changes;
    document.to_string()
}

fn open(document: &str) -> Session {
    let mut session = Session::open(Experiment::parse(document).unwrap(), Resources::default(), None).unwrap();
    session.set_tracing(true);
    session
}

fn steps(document: &str) -> Vec<StepRecord> {
    let mut session = open(document);
    session.step(session.total_steps());
    let records = session.take_trace().into_iter();
    records
        .filter_map(|record| match record {
            Record::Step(step) => Some(step),
            _ => None,
        })
        .collect()
}

fn refusal(changes: Value) -> String {
    Experiment::parse(&document(json!({}), changes)).unwrap_err().to_string()
}

#[test]
fn a_change_holds_from_the_step_after_it_and_changes_nothing_before() {
    let rate = |rate: f64| json!({"optimizer": {"kind": "sgd", "learning_rate": rate}});
    let changed = steps(&document(rate(0.1), json!([{"after": 7, "set": {"training.optimizer.learning_rate": 0.5}}])));
    let plain = steps(&document(rate(0.1), json!([])));
    assert_eq!(changed[..7], plain[..7]);
    let rates: Vec<f64> = changed.iter().map(|step| step.learning_rate.0).collect();
    assert_eq!(rates, [[0.1; 7].to_vec(), [0.5; 13].to_vec()].concat());
    // Step 8 begins from the same weights; only its update differs.
    assert_eq!(changed[7].loss, plain[7].loss);
    assert_ne!(changed[8].loss, plain[8].loss);
}

#[test]
fn the_document_keeps_its_changes_and_a_model_has_them_behind_it() {
    let text = document(
        json!({"optimizer": "sgd"}),
        json!([
            {"after": 3, "set": {"training.optimizer.momentum": 0.9, "network.hidden[0].frozen": true}},
            {"after": 6, "set": {"training.schedule": {"kind": "exponential", "rate": 0.5, "decay_steps": 5}}},
        ]),
    );
    let mut session = open(&text);
    assert_eq!(
        serde_json::from_str::<Value>(&session.experiment().to_json()).unwrap()["training"]["changes"],
        serde_json::from_str::<Value>(&text).unwrap()["training"]["changes"]
    );
    session.step(20);
    assert_eq!(*session.experiment(), Experiment::parse(&text).unwrap());
    let file = session.export_weights().unwrap();
    let restored = experiment_of(&file).unwrap();
    assert!(restored.training.changes.is_empty() && restored.network.hidden[0].frozen);
    assert!(!restored.network.hidden[1].frozen);
    assert_eq!(restored.training.schedule.as_dyn().rate(1.0, gradient_lab_nn::Time { now: 5.0, total: 20.0 }), 0.5);
    let written: Value = serde_json::from_str(&restored.to_json()).unwrap();
    assert_eq!(written["training"]["optimizer"], json!({"kind": "sgd", "momentum": 0.9}));
    // It says so of its own bytes, too: nothing but the document and the weights.
    assert!(Model::read(&file).unwrap().document.unwrap().contains("\"after\":3"));
}

#[test]
fn what_is_frozen_stays_as_it_is_and_learns_again_when_it_is_freed() {
    let text = document(
        json!({}),
        json!([
            {"after": 5, "set": {"network.hidden[0].frozen": true}},
            {"after": 10, "set": {"network.hidden[0].frozen": false}},
        ]),
    );
    let steps = steps(&text);
    let moves: Vec<bool> = steps.iter().map(|step| step.layers[0].update_ratio.is_some()).collect();
    assert_eq!(moves, [[true; 5].to_vec(), [false; 5].to_vec(), [true; 10].to_vec()].concat());
    assert!(steps[7].layers[0].delta_rms.is_none() && steps[7].layers[1].delta_rms.is_some());
}

#[test]
fn momentum_that_is_turned_on_starts_at_zero_velocity_and_off_forgets_it() {
    let momentum =
        |after: u64, momentum: f64| json!({"after": after, "set": {"training.optimizer.momentum": momentum}});
    let sgd = |momentum: f64| json!({"optimizer": {"kind": "sgd", "learning_rate": 0.1, "momentum": momentum}});
    let plain = steps(&document(sgd(0.0), json!([])));
    // The first step with momentum is one without, since the velocity is 0.
    let on = steps(&document(sgd(0.0), json!([momentum(4, 0.9)])));
    assert_eq!(on[5].loss, plain[5].loss);
    assert_ne!(on[6].loss, plain[6].loss);
    // Turned off and on again it is as if it had not been.
    let off = steps(&document(sgd(0.0), json!([momentum(4, 0.9), momentum(5, 0.0), momentum(6, 0.9)])));
    assert_eq!(off[7].loss, plain[7].loss);
    assert_ne!(off[8].loss, plain[8].loss);
}

#[test]
fn setting_frozen_begins_the_optimizer_anew() {
    // To what it was: only the memory goes. Adam's first step is of the size of the rate in every weight that has a gradient.
    let adam = json!({"optimizer": {"kind": "adam", "learning_rate": 0.001, "epsilon": 0}});
    let text = document(adam, json!([{"after": 10, "set": {"network.output.frozen": false}}]));
    let mut session = open(&text);
    let kernel = |session: &Session| {
        let weights = Model::read(&session.export_weights().unwrap()).unwrap().weights.0;
        weights.into_iter().find(|tensor| tensor.name == "output.kernel").unwrap().values
    };
    session.step(10);
    let before = kernel(&session);
    session.step(1);
    for (before, after) in before.iter().zip(kernel(&session)) {
        assert!(((after - before).abs() - 0.001).abs() < 1e-6, "{before} {after}");
    }
}

#[test]
fn a_new_schedule_counts_on_and_a_new_rate_is_the_new_base() {
    let schedule = json!({"kind": "exponential", "rate": 0.5, "decay_steps": 10});
    let text = document(
        json!({"optimizer": {"kind": "sgd", "learning_rate": 1.0}}),
        json!([
            {"after": 10, "set": {"training.schedule": schedule}},
            {"after": 15, "set": {"training.optimizer.learning_rate": 4}},
        ]),
    );
    let rates: Vec<f64> = steps(&text).iter().map(|step| step.learning_rate.0).collect();
    let expected = |step: i32, base: f64| base * 0.5_f64.powf(f64::from(step) / 10.0);
    for (done, rate) in (0..).zip(&rates) {
        let expected = match done {
            0..10 => 1.0,
            10..15 => expected(done, 1.0),
            _ => expected(done, 4.0),
        };
        assert!((rate - expected).abs() < 1e-12, "{done}: {rate} {expected}");
    }
}

#[test]
fn a_run_is_the_same_however_its_steps_are_called() {
    let text = document(
        json!({"optimizer": "nadam"}),
        json!([{"after": 6, "set": {"network.hidden[1].dropout": 0.5, "network.hidden[0].l2": 0.1,
            "network.hidden[0].max_norm": 0.5, "training.gradient_clipping": {"kind": "norm", "threshold": 0.1}}}]),
    );
    let (mut one, mut other) = (open(&text), open(&text));
    one.step(20);
    for _ in 0..20 {
        other.step(1);
    }
    assert_eq!(one.take_trace(), other.take_trace());
}

#[test]
fn what_cannot_change_is_refused_with_its_place() {
    let at = |after: Value, path: &str, value: Value| refusal(json!([{"after": after, "set": {path: value}}]));
    let set = |path: &str, value: Value| at(json!(1), path, value);
    for (refused, message) in [
        (
            set("network.hidden[0].units", json!(3)),
            r#"training.changes[0].set["network.hidden[0].units"]: unknown field that can change "units""#,
        ),
        (set("network.hidden[7].l2", json!(1)), "is not there; there are 2 hidden blocks"),
        (set("network.hidden[0].max_nrm", json!(1)), "did you mean \"max_norm\"?"),
        (set("network.hidden[0].l2", json!(-1)), r#"set["network.hidden[0].l2"]: must be a number, at least 0"#),
        (set("network.output.dropout", json!(0.5)), "unknown field that can change \"dropout\""),
        (set("training.optimizer", json!("adam")), "cannot change in the middle of a run; what can are"),
        (set("training.optimizer.lerning_rate", json!(1)), "did you mean \"learning_rate\"?"),
        (set("training.optimizer.beta_1", json!(0.5)), "unknown parameter of sgd that can change \"beta_1\""),
        (set("training.epochs", json!(9)), "cannot change in the middle of a run"),
        (set("seed", json!(9)), "cannot change in the middle of a run"),
        (set("training.schedule", json!("cosin")), "did you mean \"cosine\"?"),
        (
            at(json!(0), "training.optimizer.learning_rate", json!(1)),
            "training.changes[0].after: must be a whole number from 1",
        ),
        (
            at(json!(20), "training.optimizer.learning_rate", json!(1)),
            "training.changes[0].after: must be less than 20, the steps of the run; found 20",
        ),
        (
            refusal(json!([{"after": 3, "set": {}}, {"after": 3, "set": {}}])),
            "training.changes[1].after: must be more than 3, that of the change before; found 3",
        ),
        (refusal(json!([{"after": 3}])), "training.changes[0]: must be an object with \"after\" and \"set\""),
        (refusal(json!([{"after": 3, "set": {}, "to": 1}])), "training.changes[0].to: unknown field \"to\""),
        (refusal(json!([{"after": 3, "set": []}])), "training.changes[0].set: must be an object; found a list"),
    ] {
        assert!(refused.contains(message), "{refused}");
    }
    let adagrad = document(
        json!({"optimizer": "adagrad"}),
        json!([{"after": 1, "set": {"training.optimizer.initial_accumulator": 1}}]),
    );
    let refused = Experiment::parse(&adagrad).unwrap_err().to_string();
    assert!(refused.contains("unknown parameter of adagrad that can change \"initial_accumulator\""), "{refused}");
}

/// The set of a change.
fn changed(set: Value) -> Changed {
    Changed::from_deserializer(set).unwrap()
}

#[test]
fn a_run_that_was_changed_by_hand_is_the_run_of_its_document() {
    let sets = [
        (0, json!({"training.optimizer.learning_rate": 0.2})),
        (4, json!({"training.optimizer.momentum": 0.5})),
        // Twice at one step.
        (4, json!({"training.optimizer.momentum": 0.9, "network.output.l2": 0.01})),
        (11, json!({"training.schedule": "cosine", "network.hidden[0].frozen": true})),
    ];
    // One change is in the document from the start, at a step that is also changed by hand.
    let text = document(json!({}), json!([{"after": 11, "set": {"network.output.l2": 0.1}}]));
    let mut session = open(&text);
    for (step, set) in sets {
        session.step(step - session.steps());
        session.change(changed(set)).unwrap();
    }
    session.step(20);
    let written = session.experiment().to_json();
    let changes = &serde_json::from_str::<Value>(&written).unwrap()["training"]["changes"];
    let after: Vec<_> = changes.as_array().unwrap().iter().map(|change| change["after"].as_u64().unwrap()).collect();
    assert_eq!(after, [4, 11]);
    assert_eq!(changes[0]["set"]["training.optimizer.momentum"], json!(0.9));
    assert_eq!(changes[1]["set"]["network.output.l2"], json!(0.1));
    let mut again = open(&written);
    again.step(20);
    assert_eq!(session.take_trace(), again.take_trace());
    assert_eq!(session.export_weights(), again.export_weights());
}

#[test]
fn a_change_that_cannot_be_made_changes_nothing() {
    let text = document(json!({}), json!([]));
    let mut session = open(&text);
    session.step(5);
    let set = json!({"network.output.l2": 0.5, "training.optimizer.rate": 1});
    let refused = session.change(changed(set)).unwrap_err();
    assert_eq!(refused.path, "training.optimizer.rate");
    assert!(session.experiment().training.changes.is_empty());
    session.step(20);
    let refused = session.change(changed(json!({}))).unwrap_err().to_string();
    assert_eq!(refused, "the run has ended; a change would have no step to begin with");
    let mut plain = open(&text);
    plain.step(20);
    assert_eq!(session.export_weights(), plain.export_weights());
}
