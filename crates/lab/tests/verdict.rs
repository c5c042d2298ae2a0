//! The verdict on real networks, and that it is the same however their steps are taken.

use gradient_lab::data::Resources;
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab::snapshot::{LearningKind, Snapshot, SnapshotRequest, Status, Verdict};

const PLAIN: SnapshotRequest = SnapshotRequest { visuals: false, units: 0, side: 2 };

fn open(document: &str) -> Session {
    Session::open(Experiment::parse(document).unwrap(), Resources::default(), None).unwrap()
}

fn after(document: &str, steps: u64) -> Snapshot {
    let mut session = open(document);
    session.step(steps);
    session.snapshot(&PLAIN)
}

/// A document with these hidden blocks on the spiral, and this training.
fn spiral(hidden: &str, training: &str) -> String {
    format!(r#"{{"version": 1, "seed": 1, "network": {{"hidden": [{hidden}]}}, "training": {{{training}}}}}"#)
}

/// A hidden block written as `10x100 sigmoid init`, with more fields.
fn blocks(short: &str, more: &str) -> String {
    let parts: Vec<&str> = short.splitn(3, ' ').collect();
    let (repeat, units) = parts[0].split_once('x').unwrap();
    let init = if parts[2].starts_with('{') { parts[2].to_string() } else { format!("\"{}\"", parts[2]) };
    format!(r#"{{"units": {units}, "repeat": {repeat}, "activation": "{}", "init": {init}{more}}}"#, parts[1])
}

const NORMAL_1: &str = r#"{"kind": "normal", "stddev": 1.0}"#;
const BATCH_NORM: &str = r#", "normalization": "batch""#;
const SLOW: &str = r#""optimizer": {"kind": "sgd", "learning_rate": 0.01}"#;
const ADAM: &str = r#""epochs": 150, "batch_size": 64, "optimizer": {"kind": "adam", "learning_rate": 0.003}"#;

#[test]
fn networks_have_the_verdict_that_theory_gives_them() {
    use Verdict::{Diverged, Dying, Exploding, Healthy, Saturated, Silent, Vanishing};
    let sgd = |rate: f64, momentum: f64| {
        format!(r#""epochs": 200, "optimizer": {{"kind": "sgd", "learning_rate": {rate}, "momentum": {momentum}}}"#)
    };
    let normal = |relu: &str, stddev: f64| format!(r#"{relu} {{"kind": "normal", "stddev": {stddev}}}"#);
    let cases: Vec<(String, String, u64, Verdict)> = vec![
        // Before the first step: the factor of Glorot & Bengio's equations.
        (blocks("10x100 sigmoid standard_uniform", ""), SLOW.into(), 0, Vanishing),
        (blocks("10x100 sigmoid glorot_normal", ""), SLOW.into(), 0, Vanishing),
        (blocks(&normal("10x100 tanh", 0.01), ""), SLOW.into(), 0, Vanishing),
        (blocks("20x32 tanh standard_uniform", ""), SLOW.into(), 0, Vanishing),
        (blocks("30x100 relu lecun_normal", ""), SLOW.into(), 0, Vanishing),
        (blocks(&normal("30x100 relu", 0.2), ""), SLOW.into(), 0, Exploding),
        (blocks(&normal("30x100 relu", 1.0), ""), SLOW.into(), 0, Exploding),
        (blocks(&normal("10x32 identity", 1.0), ""), SLOW.into(), 0, Exploding),
        (blocks("5x32 relu he_normal", ""), SLOW.into(), 0, Healthy),
        (blocks("5x32 tanh glorot_normal", ""), SLOW.into(), 0, Healthy),
        (blocks("5x32 identity glorot_normal", ""), SLOW.into(), 0, Healthy),
        (blocks("10x100 selu lecun_normal", ""), SLOW.into(), 0, Healthy),
        (blocks(&normal("2x32 tanh", 3.0), ""), SLOW.into(), 0, Saturated),
        (blocks("5x32 relu zeros", ""), SLOW.into(), 0, Silent),
        (blocks("5x32 tanh zeros", ""), SLOW.into(), 0, Silent),
        // Batch norm lets gradients grow going back, and learns all the same.
        (blocks("10x100 sigmoid glorot_normal", BATCH_NORM), sgd(0.05, 0.9), 500, Healthy),
        (blocks(&format!("10x64 tanh {NORMAL_1}"), BATCH_NORM), sgd(0.05, 0.9), 500, Healthy),
        (blocks("12x32 relu he_normal", BATCH_NORM), SLOW.into(), 0, Healthy),
        // While they train.
        (blocks("4x32 relu he_normal", ""), ADAM.into(), 600, Healthy),
        (blocks("5x32 relu he_normal", ""), sgd(0.05, 0.9), 400, Healthy),
        (blocks("5x32 relu he_normal", ""), sgd(0.3, 0.9), 400, Silent),
        (blocks("5x32 relu he_normal", ""), r#""optimizer": {"kind": "adam", "learning_rate": 0.1}"#.into(), 30, Dying),
        (blocks("5x32 relu he_normal", ""), sgd(100.0, 0.0), 50, Diverged),
        (blocks(&normal("14x32 relu", 1.0), ""), sgd(0.1, 0.0), 400, Diverged),
        (blocks("10x100 sigmoid standard_uniform", ""), SLOW.into(), 200, Vanishing),
    ];
    for (hidden, training, steps, expected) in cases {
        let found = after(&spiral(&hidden, &training), steps).diagnosis;
        assert_eq!(found.verdict, expected, "{hidden} after {steps} steps: {found:?}");
    }
}

#[test]
fn a_net_that_has_learnt_its_task_is_healthy_and_has_learnt() {
    let snapshot = after(&spiral(&blocks("4x32 relu he_normal", ""), ADAM), 600);
    let learning = snapshot.learning.unwrap();
    assert_eq!((snapshot.diagnosis.verdict, learning.kind), (Verdict::Healthy, LearningKind::Learnt));
    assert!((learning.guessing - 2.0_f64.ln()).abs() < 1e-6);
}

#[test]
fn runs_learn_as_their_curves_say() {
    let run = |data: &str, hidden: &str, training: &str| {
        let document = format!(
            r#"{{"version": 1, "data": {data}, "network": {{"hidden": [{hidden}]}}, "training": {{{training}}}}}"#
        );
        after(&document, u64::MAX).learning.map(|learning| (learning.kind, learning.best_epoch, learning.penalty_share))
    };
    let kind = |data: &str, hidden: &str, training: &str| run(data, hidden, training).map(|(kind, ..)| kind);
    let relu = blocks("2x64 relu he_normal", "");
    let adam = |epochs: u64| format!(r#""epochs": {epochs}, "optimizer": {{"kind": "adam", "learning_rate": 0.01}}"#);
    assert_eq!(kind(r#""moons""#, &relu, &adam(1)), None);
    assert_eq!(kind(r#""moons""#, &relu, &adam(40)), Some(LearningKind::Learnt));
    assert_eq!(kind(r#"{"kind": "plane", "noise": 0}"#, &relu, &adam(200)), Some(LearningKind::Learnt));
    let vanishing = blocks("10x100 sigmoid standard_uniform", "");
    assert_eq!(kind(r#""spiral""#, &vanishing, r#""epochs": 4"#), Some(LearningKind::NotLearning));
    let noisy = r#"{"kind": "xor", "samples": 60, "noise": 0.5, "validation_split": 0.5}"#;
    let (found, best, _) = run(noisy, &relu, &adam(400)).unwrap();
    assert_eq!(found, LearningKind::Overfitting);
    assert!(best.is_some_and(|epoch| epoch < 400));
    let penalized = blocks("2x32 relu he_normal", r#", "l2": 0.05"#);
    let (found, _, share) = run(r#""spiral""#, &penalized, r#""epochs": 3"#).unwrap();
    assert!(found == LearningKind::Penalized && share > 0.5, "{found:?} {share}");
}

/// What a run says after each of `bites` of its steps.
fn said(document: &str, bites: &[u64], begin: impl Fn(&mut Session)) -> Vec<String> {
    let mut session = open(document);
    begin(&mut session);
    let after = |bite: &u64| {
        session.step(*bite);
        format!("{:?} {:?}", session.diagnosis(), session.snapshot(&PLAIN).diagnosis)
    };
    bites.iter().map(after).collect()
}

#[test]
fn the_verdict_is_the_same_at_every_pace_and_in_every_tool() {
    let documents = [
        spiral(
            &blocks("5x8 relu he_normal", ""),
            r#""batch_size": 10, "optimizer": {"kind": "sgd", "learning_rate": 0.3}"#,
        ),
        spiral(
            &blocks("5x16 tanh glorot_normal", ""),
            r#""optimizer": {"kind": "sgd", "learning_rate": 1, "momentum": 0.9}"#,
        ),
        spiral(&blocks("4x16 relu he_normal", r#", "dropout": 0.5"#), r#""batch_size": 3"#),
        spiral(&blocks("5x32 relu he_normal", ""), r#""optimizer": {"kind": "sgd", "learning_rate": 100}"#),
    ];
    for document in &documents {
        let whole = said(document, &[143], |_| {});
        let single = said(document, &[1; 143], |_| {});
        assert_eq!(single.last(), whole.last(), "{document}");
        assert_eq!(said(document, &[7, 45, 48, 43], |_| {}).last(), whole.last());
        assert_eq!(said(document, &[1; 143], |session| session.set_tracing(true)), single);
        assert_eq!(said(document, &[1; 143], |session| session.set_measuring(false)), single);
        let mut timed = open(document);
        while timed.steps() < 143 && *timed.status() == Status::Ready {
            let left = 143 - timed.steps();
            timed.train_for(1.0, left.min(9), || 0.0);
        }
        assert_eq!(
            Some(format!("{:?} {:?}", timed.diagnosis(), timed.snapshot(&PLAIN).diagnosis)),
            whole.last().cloned()
        );
    }
}

/// Where a run diverges: the step and the layer.
fn divergence(document: &str) -> (u64, String) {
    let mut session = open(document);
    session.step(u64::MAX);
    let Status::Diverged { step, layer } = session.status().clone() else { panic!("it did not diverge: {document}") };
    let record = session.diagnosis();
    assert_eq!((record.verdict, record.step), (Verdict::Diverged, step));
    assert_eq!(record.layer.as_deref(), Some(&*layer));
    (step, layer)
}

#[test]
fn a_penalty_that_overflows_is_where_the_run_diverges() {
    for penalized in 0..2 {
        let mut hidden = [blocks("1x4 tanh glorot_normal", ""), blocks("1x4 tanh glorot_normal", "")];
        hidden[penalized] = blocks("1x4 tanh glorot_normal", r#", "l2": 10"#);
        let document = spiral(&hidden.join(", "), r#""optimizer": {"kind": "sgd", "learning_rate": 1}"#);
        assert_eq!(divergence(&document).1, format!("hidden.{penalized}"));
    }
}

#[test]
fn activations_that_overflow_are_where_the_run_diverges() {
    let hidden = blocks(r#"20x8 relu {"kind": "constant", "value": 1000}"#, "");
    let mut session = open(&spiral(&hidden, SLOW));
    session.step(5);
    let Status::Diverged { step: 1, layer } = session.status().clone() else { panic!("{:?}", session.status()) };
    let means = session.snapshot(&PLAIN).layers.activation_mean;
    let first = means.iter().position(|mean| !mean.is_finite()).unwrap();
    assert_eq!(layer, format!("hidden.{first}"));
    assert!(first > 5);
}

#[test]
fn a_gradient_that_overflows_is_where_the_run_diverges_at_the_step_itself() {
    // Batch norm keeps the activations small, and multiplies the gradient in every block.
    let hidden = blocks(&format!("600x8 relu {NORMAL_1}"), BATCH_NORM);
    let document = spiral(&hidden, SLOW);
    let (step, layer) = divergence(&document);
    assert_eq!(step, 1);
    let mut session = open(&document);
    session.step(1);
    let deltas = session.snapshot(&PLAIN).layers.delta_rms;
    let nearest = deltas.iter().rposition(|delta| !delta.is_finite()).unwrap();
    assert_eq!(layer, format!("hidden.{nearest}"));
    assert!(nearest > 0);
}
