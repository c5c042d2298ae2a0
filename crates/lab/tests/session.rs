//! What a run does, from its document to its figures.

use gradient_lab::checkpoint::experiment_of;
use gradient_lab::data::{Resources, table};
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab::snapshot::{DataPreview, SnapshotRequest, Status, Verdict};
use gradient_lab::trace::Record;

const WITH_VISUALS: SnapshotRequest = SnapshotRequest { visuals: true, units: 3, side: 10 };

const SIGMOID: &str = r#"{"version": 1, "network": {"hidden": [
    {"units": 100, "repeat": 10, "activation": "sigmoid", "init": "standard_uniform"}]}}"#;

const HEALTHY: &str = r#"{"version": 1, "network": {"hidden": [
    {"units": 32, "repeat": 4, "activation": "relu", "init": "he_normal"}]},
    "training": {"optimizer": {"kind": "sgd", "learning_rate": 0.05, "momentum": 0.9}, "epochs": 200}}"#;

fn open(document: &str) -> Session {
    Session::open(Experiment::parse(document).unwrap(), Resources::default(), None).unwrap()
}

fn trace(document: &str, steps: u64) -> Vec<String> {
    let mut session = open(document);
    session.set_tracing(true);
    session.step(steps);
    session.take_trace().iter().map(Record::to_json).collect()
}

#[test]
fn a_deep_sigmoid_net_is_called_vanishing_before_the_first_step() {
    let mut session = open(SIGMOID);
    let snapshot = session.snapshot(&WITH_VISUALS);
    assert_eq!((snapshot.step, snapshot.diagnosis.verdict), (0, Verdict::Vanishing));
    // √(1/3)/4 = 0.144 in theory.
    let rho = snapshot.diagnosis.rho.unwrap();
    assert!((0.13..0.155).contains(&rho), "{rho}");
}

#[test]
fn a_relu_net_with_he_normal_is_healthy_and_learns_the_spiral() {
    let mut session = open(HEALTHY);
    assert_eq!(session.snapshot(&WITH_VISUALS).diagnosis.verdict, Verdict::Healthy);
    session.step(u64::MAX);
    assert_eq!(session.status(), &Status::Finished);
    let accuracy = session.evaluate().validation.unwrap().accuracy.unwrap();
    assert!(accuracy >= 0.95, "{accuracy}");
}

#[test]
fn a_run_that_ends_within_a_call_shows_its_last_step() {
    let document = HEALTHY.replace("200", "3");
    let (mut exact, mut beyond) = (open(&document), open(&document));
    exact.step(exact.total_steps());
    beyond.step(u64::MAX);
    assert_eq!(exact.snapshot(&WITH_VISUALS).layers, beyond.snapshot(&WITH_VISUALS).layers);
}

#[test]
fn the_same_document_gives_the_same_trace_whatever_the_size_of_the_bites() {
    let whole = trace(HEALTHY, 40);
    assert_eq!(whole, trace(HEALTHY, 40));
    let mut session = open(HEALTHY);
    session.set_tracing(true);
    let mut bitten = vec![];
    for bite in [1, 2, 30, 7] {
        session.step(bite);
        session.snapshot(&WITH_VISUALS);
        session.evaluate();
        bitten.extend(session.take_trace().iter().map(Record::to_json));
    }
    assert_eq!(bitten, whole);
    assert_ne!(whole, trace(&HEALTHY.replace("\"version\": 1", "\"version\": 1, \"seed\": 7"), 40));
}

#[test]
fn the_figures_before_the_first_step_are_those_of_the_first_batch() {
    let mut session = open(HEALTHY);
    let before = session.snapshot(&WITH_VISUALS);
    session.step(1);
    let after = session.snapshot(&WITH_VISUALS);
    assert_eq!((before.step, after.step), (0, 1));
    assert_eq!((before.loss, &before.layers), (after.loss, &after.layers));
}

/// The losses of each epoch's steps.
fn losses(document: &str) -> Vec<Vec<f64>> {
    let mut session = open(document);
    session.set_tracing(true);
    session.step(u64::MAX);
    let steps = session.take_trace().into_iter().filter_map(|record| match record {
        Record::Step(step) => Some(step.loss.0),
        Record::Epoch(_) | Record::Diagnosis(_) => None,
    });
    steps.collect::<Vec<_>>().chunks(session.steps_per_epoch() as usize).map(<[f64]>::to_vec).collect()
}

#[test]
fn every_epoch_takes_every_row_once_in_an_order_of_its_own() {
    // Nothing moves, so that a row is known by its loss.
    let shuffled = r#"{"version": 1, "data": {"kind": "plane", "samples": 50},
        "training": {"optimizer": {"kind": "sgd", "learning_rate": 0}, "batch_size": 1, "epochs": 3}}"#;
    let in_order = losses(&shuffled.replace("\"epochs\"", "\"shuffle\": false, \"epochs\""));
    assert!(in_order[0] == in_order[1] && in_order[0] == in_order[2]);
    let sorted = |losses: &[f64]| {
        let mut losses = losses.to_vec();
        losses.sort_by(f64::total_cmp);
        losses
    };
    let epochs = losses(shuffled);
    for (at, epoch) in epochs.iter().enumerate() {
        assert_eq!(sorted(epoch), sorted(&in_order[0]));
        assert!(*epoch != in_order[0] && !epochs[at + 1..].contains(epoch), "epoch {at} repeats an order");
    }
}

#[test]
fn changing_the_init_leaves_the_data_as_they_are() {
    let other = HEALTHY.replace("he_normal", "glorot_normal");
    assert_eq!(open(HEALTHY).describe(), open(&other).describe());
}

#[test]
fn a_diverging_run_stays_as_it_stood_and_names_step_and_layer() {
    let mut session = open(&HEALTHY.replace("0.05", "1e5"));
    session.set_tracing(true);
    let done = session.step(1000);
    let Status::Diverged { step, layer } = session.status().clone() else { panic!("it did not diverge") };
    assert_eq!(step, done);
    assert!(layer.starts_with("hidden.") || layer == "output");
    assert_eq!(session.step(5), 0);
    let last = session.take_trace().pop().unwrap().to_json();
    assert!(last.contains(&format!("\"step\":{step}")));
    let snapshot = session.snapshot(&WITH_VISUALS);
    assert_eq!(snapshot.diagnosis.verdict, Verdict::Diverged);
    assert_eq!(snapshot.step, step);
}

#[test]
fn a_diverged_run_keeps_the_weights_and_statistics_from_before_the_step() {
    let document = r#"{"version": 1, "data": "plane",
        "network": {"hidden": [{"units": 8, "activation": "relu", "normalization": "batch"}]},
        "training": {"optimizer": {"kind": "sgd", "learning_rate": 1e6}}}"#;
    let mut session = open(document);
    session.step(1000);
    let Status::Diverged { step, .. } = session.status().clone() else { panic!("it did not diverge") };
    let mut before = open(document);
    before.step(step - 1);
    assert!(session.export_weights().unwrap() == before.export_weights().unwrap());
}

#[test]
fn a_model_file_restores_the_weights_to_the_bit() {
    let mut session = open(HEALTHY);
    session.step(50);
    let file = session.export_weights().unwrap();
    let experiment = session.experiment().clone();
    let mut restored = Session::open(experiment, Resources::default(), Some(&file)).unwrap();
    assert_eq!(restored.predict(&[0.1, 0.2]).unwrap(), session.predict(&[0.1, 0.2]).unwrap());
    assert_eq!(restored.export_weights().unwrap(), file);
    assert_eq!(experiment_of(&file).unwrap(), *session.experiment());
    let other = Experiment::parse(SIGMOID).unwrap();
    let error = Session::open(other, Resources::default(), Some(&file)).unwrap_err();
    assert_eq!(error.path, "hidden.0.kernel");
}

#[test]
fn pictures_have_the_sizes_they_say() {
    let mut session = open(HEALTHY);
    let DataPreview::Plane { extent, points, training_points } = session.describe().data_preview else {
        panic!("the spiral lies on a plane")
    };
    let [x_min, x_max, y_min, y_max] = extent[..] else { panic!("{extent:?}") };
    assert_eq!((points.len(), training_points), (1500, 400));
    let visuals = session.snapshot(&WITH_VISUALS).visuals.unwrap();
    assert_eq!(visuals.units_shown[..], [3; 4]);
    assert_eq!(visuals.unit_maps.len(), 4 * 3 * 5 * 5);
    assert_eq!(visuals.surface.len(), 100);
    // The surface is what the network predicts there: its first value is at the top left.
    let corner = [x_min + (x_max - x_min) * 0.05, y_max + (y_min - y_max) * 0.05];
    let predicted = session.predict(&corner).unwrap()[0];
    assert!((predicted - visuals.surface[0]).abs() < 1e-5);
}

#[test]
fn a_net_too_wide_to_take_a_line_at_once_is_pictured_all_the_same() {
    let document = |hidden: &str| {
        format!(
            r#"{{"version": 1, "data": {{"kind": "moons", "samples": 10}}, "network": {{"hidden": [{hidden}]}},
            "training": {{"batch_size": 8}}}}"#
        )
    };
    let first = r#"{"units": 1, "activation": "tanh"}"#;
    let mut narrow = open(&document(first));
    let mut wide = open(&document(&vec![first.to_string() + r#", {"units": 10000}"#; 110].join(",")));
    let [alone, among] = [&mut narrow, &mut wide].map(|session| session.snapshot(&WITH_VISUALS).visuals.unwrap());
    // The first block's is the same in both: every second point of every second line.
    assert_eq!(alone.unit_maps[..], among.unit_maps[..25]);
    assert!(alone.unit_maps.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", alone.unit_maps);
    let DataPreview::Plane { extent, .. } = wide.describe().data_preview else { panic!("the moons lie on a plane") };
    let [x_min, x_max, y_min, y_max] = extent[..] else { panic!("{extent:?}") };
    let corner = [x_min + (x_max - x_min) * 0.95, y_max + (y_min - y_max) * 0.95];
    let predicted = wide.predict(&corner).unwrap()[0];
    assert!(among.surface.len() == 100 && (predicted - among.surface[99]).abs() < 1e-5);
}

#[test]
fn the_deepest_net_opens_with_lsuv() {
    // Running all of it once more for each block would take minutes.
    let mut session = open(
        r#"{"version": 1, "data": {"kind": "moons", "samples": 200},
        "network": {"hidden": [{"units": 20, "repeat": 1000, "activation": "tanh", "init": "lsuv"}]}}"#,
    );
    // The deviation of tanh(z) is 0.63 where that of z is 1.
    let deviations = &session.snapshot(&WITH_VISUALS).layers.activation_std[..1000];
    assert!(deviations.iter().all(|deviation| (0.5..0.75).contains(deviation)), "{deviations:?}");
}

#[test]
fn a_csv_is_predicted_in_the_units_it_is_given_in() {
    let rows = (0..30).map(|row| format!("{},{},{}", 1000 + row, row % 3 * 500, ["x", "y", "z"][row % 3]));
    let csv = std::iter::once("a,b,label".to_string()).chain(rows).collect::<Vec<_>>().join("\n");
    let document = r#"{"version": 1, "data": {"kind": "csv", "standardize": true, "validation_split": 0.2},
        "training": {"epochs": 200, "optimizer": {"kind": "adam", "learning_rate": 0.01}}}"#;
    let experiment = Experiment::parse(document).unwrap();
    let (table, _) = table::read(csv.as_bytes(), &experiment.data, experiment.seed, None).unwrap();
    let resources = Resources { table: Some(table), ..Resources::default() };
    let mut session = Session::open(experiment, resources, None).unwrap();
    session.step(u64::MAX);
    assert_eq!(session.evaluate().training.accuracy, Some(1.0));
    let outputs = session.predict(&[1004.0, 500.0]).unwrap();
    assert!(outputs[1] > 0.5, "{outputs:?}");
    let cut = session.predict(&[1.0, 2.0, 3.0]).unwrap_err().to_string();
    assert_eq!(cut, "inputs: must be whole rows of 2 numbers; found 3");
}

#[test]
fn the_figures_of_a_diverged_run_are_those_of_the_step_at_which_it_began() {
    let diverging = HEALTHY.replace("0.05", "1e5");
    let mut traced = open(&diverging);
    traced.set_tracing(true);
    traced.step(1000);
    let mut plain = open(&diverging);
    plain.step(1000);
    let (traced, plain) = (traced.snapshot(&WITH_VISUALS), plain.snapshot(&WITH_VISUALS));
    assert_eq!(format!("{:?}", traced.layers), format!("{:?}", plain.layers));
}

#[test]
fn a_run_that_nobody_looks_at_does_the_same_steps() {
    let mut watched = open(HEALTHY);
    let mut unwatched = open(HEALTHY);
    let begun = unwatched.snapshot(&WITH_VISUALS).layers;
    unwatched.set_measuring(false);
    for _ in 0..50 {
        watched.step(1);
        unwatched.step(1);
        assert_eq!(watched.loss().to_bits(), unwatched.loss().to_bits());
    }
    assert_eq!(watched.export_weights().unwrap(), unwatched.export_weights().unwrap());
    assert_eq!(unwatched.snapshot(&WITH_VISUALS).layers, begun);
    unwatched.set_measuring(true);
    watched.step(1);
    unwatched.step(1);
    assert_eq!(unwatched.snapshot(&WITH_VISUALS).layers, watched.snapshot(&WITH_VISUALS).layers);
}

#[test]
fn training_for_a_time_does_the_steps_that_fit_and_at_least_one() {
    use std::cell::Cell;

    /// Trains for 6 ms on a clock of which every look takes `tick` ms; gives the steps, and the time at the end.
    fn train(session: &mut Session, tick: f64, most: u64) -> (u64, f64) {
        let clock = Cell::new(0.0);
        let now = || clock.replace(clock.get() + tick);
        (session.train_for(6.0, most, now), clock.get())
    }

    let mut session = open(r#"{"version": 1, "data": "moons", "training": {"epochs": 1000}}"#);
    let (steps, _) = train(&mut session, 1.0, u64::MAX);
    assert!(steps >= 1);
    assert_eq!(session.steps(), steps);
    assert_eq!(train(&mut session, 0.0, 7).0, 7, "no more than asked for, however fast");
    assert_eq!(train(&mut session, 100.0, u64::MAX).0, 1, "there is no time but for one");
    train(&mut session, 0.0, 1);
    session.train_for(6.0, u64::MAX, || 0.0);
    assert_eq!(session.status(), &Status::Finished);
    assert_eq!(train(&mut session, 1.0, u64::MAX).0, 0, "a run that has ended does no more");
}

#[test]
fn predictions_with_dropout_left_on_scatter_around_a_mean_and_come_again() {
    let document = |dropout: &str| {
        format!(
            r#"{{"version": 1, "data": {{"kind": "sine", "standardize_target": true}}, "network": {{"hidden": [
            {{"units": 16, "activation": "tanh", "normalization": "batch", "dropout": {dropout}}}]}}}}"#
        )
    };
    // More rows than inference takes at once.
    let inputs: Vec<f32> = (0..300).map(|at| at as f32 / 60.0 - 2.5).collect();
    for dropout in ["0.5", r#"{"kind": "alpha", "rate": 0.3}"#] {
        let mut session = open(&document(dropout));
        session.step(20);
        let passes = session.predict_samples(&inputs, 40).unwrap();
        assert_eq!(passes.len(), 40 * 150);
        assert_eq!(session.predict_samples(&inputs, 40).unwrap(), passes);
        assert_ne!(passes[..150], passes[150..300]);
        // A later row's masks hang on its number: the same row first has others, the same rows first have the same.
        assert_eq!(session.predict_samples(&inputs[..20], 1).unwrap(), passes[..10]);
        assert_ne!(session.predict_samples(&inputs[20..40], 1).unwrap(), passes[10..20]);
    }
    // Without dropout every pass is what the network predicts, its batch normalization at rest.
    let mut session = open(&document("0.0"));
    session.step(20);
    let predicted = session.predict(&inputs).unwrap();
    assert_eq!(session.predict_samples(&inputs, 2).unwrap(), [&predicted[..], &predicted[..]].concat());
    assert!(session.predict_samples(&inputs[1..], 1).is_err());
}
