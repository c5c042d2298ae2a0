use super::*;
use gradient_lab_nn::Head;

const RUN: Run = Run { first: Verdict::Healthy, now: Verdict::Healthy, learning: None, progress: None, steps: 1000 };

/// What is known of a run beside its document.
#[derive(Clone, Copy)]
struct Run {
    first: Verdict,
    now: Verdict,
    learning: Option<LearningKind>,
    progress: Option<f64>,
    steps: u64,
}

/// The remedies, as people read them, of a run on 400 points of a plane.
fn of(document: &str, run: Run) -> Vec<String> {
    let experiment = Experiment::parse(&format!(r#"{{"version": 1, {document}}}"#)).unwrap();
    let regression = matches!(experiment.data.kind(), "plane" | "sine" | "gauss_regression");
    let head = if regression { Head::Regression(1) } else { Head::Binary };
    let remedies = remedies(&Case {
        experiment: &experiment,
        data: DataFacts { features: 2, head, training_samples: 400 },
        first: run.first,
        now: run.now,
        learning: run.learning,
        progress: run.progress,
        steps: run.steps,
    });
    remedies.iter().map(ToString::to_string).collect()
}

fn first(document: &str, run: Run) -> String {
    of(document, run).swap_remove(0)
}

/// A run that begins with a verdict and keeps it.
fn always(verdict: Verdict) -> Run {
    Run { first: verdict, now: verdict, ..RUN }
}

fn learning(kind: LearningKind) -> Run {
    Run { learning: Some(kind), ..RUN }
}

/// A rate that suits most nets.
const ADAM: &str = r#""training": {"optimizer": {"kind": "adam", "learning_rate": 0.005}}"#;

#[test]
fn nothing_is_set_where_nothing_is_wrong() {
    assert!(of(ADAM, RUN).is_empty());
    assert!(of(ADAM, learning(LearningKind::Learnt)).is_empty());
    assert!(of(ADAM, learning(LearningKind::Learning)).is_empty());
}

#[test]
fn an_init_that_misses_the_activation_is_replaced_by_the_fitting_one() {
    for (activation, fitting) in
        [("relu", "he_normal"), ("tanh", "glorot_normal"), ("selu", "lecun_normal"), ("softsign", "glorot_normal")]
    {
        for (stddev, verdict) in [(0.01, Verdict::Vanishing), (1.0, Verdict::Exploding)] {
            let hidden = format!(
                r#"{{"repeat": 10, "activation": "{activation}", "init": {{"kind": "normal", "stddev": {stddev}}}}}"#
            );
            let document = format!(r#""network": {{"hidden": [{hidden}]}}, {ADAM}"#);
            assert_eq!(first(&document, always(verdict)), format!(r#"network.hidden[0].init: "{fitting}""#));
        }
    }
}

#[test]
fn a_normalization_divides_out_any_scale_but_one_below_its_epsilon() {
    let of = |stddev: f64| {
        let init = format!(r#""init": {{"kind": "normal", "stddev": {stddev}}}"#);
        let hidden = format!(r#"{{"repeat": 4, "normalization": "layer", {init}}}"#);
        first(&format!(r#""network": {{"hidden": [{hidden}]}}, {ADAM}"#), always(Verdict::Vanishing))
    };
    assert_eq!(of(0.001), r#"network.hidden[0].init: "he_normal""#);
    assert!(!of(3.0).contains("init"));
}

#[test]
fn units_that_start_alike_get_an_init_that_tells_them_apart() {
    for init in [r#""zeros""#, r#"{"kind": "constant", "value": 0.1}"#] {
        let document = format!(r#""network": {{"hidden": [{{"activation": "tanh", "init": {init}}}]}}, {ADAM}"#);
        assert_eq!(first(&document, always(Verdict::Silent)), r#"network.hidden[0].init: "glorot_normal""#);
    }
}

#[test]
fn deep_sigmoids_are_replaced() {
    let document = format!(r#""network": {{"hidden": [{{"repeat": 10, "activation": "sigmoid"}}]}}, {ADAM}"#);
    assert_eq!(
        first(&document, always(Verdict::Vanishing)),
        r#"network.hidden[0].activation: "tanh", network.hidden[0].init: "glorot_normal""#
    );
}

#[test]
fn a_gradient_that_depth_shrinks_has_other_answers_too() {
    let document = format!(r#""network": {{"hidden": [{{"repeat": 10, "activation": "sigmoid"}}]}}, {ADAM}"#);
    assert_eq!(
        of(&document, always(Verdict::Vanishing))[1..],
        [
            r#"network.hidden[0].activation: "relu", network.hidden[0].init: "he_normal""#,
            r#"network.hidden[0].normalization: "batch""#,
        ]
    );
}

#[test]
fn a_linear_model_that_learns_nothing_gets_a_hidden_layer() {
    let document = format!(r#""network": {{"hidden": []}}, {ADAM}"#);
    assert_eq!(
        first(&document, learning(LearningKind::NotLearning)),
        r#"network.hidden: [{"activation":"tanh","units":16}]"#
    );
}

#[test]
fn residual_blocks_without_normalization_start_smaller() {
    let hidden = r#"[{"units": 8, "init": "he_normal"},
        {"units": 8, "repeat": 15, "init": "he_normal", "residual": true}]"#;
    let adam = r#""training": {"optimizer": {"kind": "adam", "learning_rate": 0.002}}"#;
    let document = format!(r#""network": {{"hidden": {hidden}}}, {adam}"#);
    assert_eq!(
        first(&document, always(Verdict::Exploding)),
        r#"network.hidden[1].init: {"gain":0.25,"kind":"he_normal"}"#
    );
}

#[test]
fn a_net_that_hardly_moves_gets_a_higher_rate() {
    let document = r#""training": {"optimizer": {"kind": "adam", "learning_rate": 1e-6}}"#;
    assert_eq!(first(document, learning(LearningKind::NotLearning)), "training.optimizer.learning_rate: 0.01");
}

#[test]
fn a_net_that_penalties_hold_is_freed_from_them() {
    let document =
        format!(r#""network": {{"hidden": [{{"l2": 0.01}}, {{"l1": 0.01}}], "output": {{"l2": 0.01}}}}, {ADAM}"#);
    assert_eq!(
        first(&document, learning(LearningKind::Penalized)),
        "network.hidden[0].l2: 0, network.hidden[1].l1: 0, network.output.l2: 0"
    );
}

#[test]
fn a_run_that_diverges_gets_a_lower_rate_and_bounded_steps() {
    let run = Run { now: Verdict::Diverged, ..RUN };
    let document = r#""training": {"optimizer": {"kind": "sgd", "learning_rate": 10}}"#;
    assert_eq!(
        first(document, run),
        r#"training.gradient_clipping: "global_norm", training.optimizer.learning_rate: 0.1"#
    );
    // Momentum multiplies the rate.
    let document = r#""training": {"optimizer": {"kind": "sgd", "learning_rate": 10, "momentum": 0.9}}"#;
    assert!(first(document, run).ends_with("training.optimizer.learning_rate: 0.01"));
}

#[test]
fn a_rate_that_ruined_the_run_is_lowered_again_where_it_was_lowered_already() {
    let run = Run { now: Verdict::Diverged, ..RUN };
    let mut rate = 10.0;
    for _ in 0..4 {
        let document = format!(
            r#""training": {{"gradient_clipping": "norm", "optimizer": {{"kind": "sgd", "learning_rate": {rate}}}}}"#
        );
        let remedy = first(&document, run);
        let lower: f64 = remedy.strip_prefix("training.optimizer.learning_rate: ").unwrap().parse().unwrap();
        assert!(lower <= rate / 3.0, "{lower} after {rate}");
        rate = lower;
    }
}

#[test]
fn dead_units_get_a_slope() {
    let document = format!(r#""network": {{"hidden": [{{"repeat": 3, "init": "he_normal"}}]}}, {ADAM}"#);
    for verdict in [Verdict::Silent, Verdict::Dying] {
        assert_eq!(first(&document, always(verdict)), r#"network.hidden[0].activation: "leaky_relu""#);
    }
}

#[test]
fn what_holds_a_run_back_is_taken_away() {
    for (document, remedy) in [
        (r#""network": {"hidden": [{"dropout": 0.8}]}"#, "network.hidden[0].dropout: 0"),
        (r#""network": {"hidden": [{"max_norm": 0.1}]}"#, "network.hidden[0].max_norm: null"),
        (r#""network": {"hidden": [{"frozen": true}]}"#, "network.hidden[0].frozen: false"),
        (
            r#""network": {"hidden": [{"bias_init": {"kind": "constant", "value": -5}}]}"#,
            r#"network.hidden[0].bias_init: "zeros""#,
        ),
        (r#""network": {"output": {"init": "zeros"}}"#, r#"network.output.init: "glorot_uniform""#),
    ] {
        assert_eq!(first(&format!("{document}, {ADAM}"), learning(LearningKind::NotLearning)), remedy);
    }
    for (training, remedy) in [
        (
            r#""optimizer": {"kind": "sgd", "learning_rate": 0.1}, "gradient_clipping": {"kind": "norm", "threshold": 1e-4}"#,
            r#"training.gradient_clipping: "none""#,
        ),
        (
            r#""optimizer": {"kind": "adam", "learning_rate": 0.005}, "schedule": {"kind": "exponential", "decay_steps": 5}"#,
            r#"training.schedule: "constant""#,
        ),
        (
            r#""optimizer": {"kind": "adamw", "learning_rate": 0.005, "weight_decay": 5}"#,
            "training.optimizer.weight_decay: 0.004",
        ),
    ] {
        let document = format!(r#""training": {{{training}}}"#);
        assert!(first(&document, learning(LearningKind::NotLearning)).starts_with(remedy), "{remedy}");
    }
}

#[test]
fn a_batch_of_one_becomes_larger_without_fewer_steps() {
    let training = r#""batch_size": 1, "epochs": 2, "optimizer": {"kind": "adam", "learning_rate": 0.005}"#;
    let run = Run { steps: 800, ..learning(LearningKind::NotLearning) };
    assert_eq!(first(&format!(r#""training": {{{training}}}"#), run), "training.batch_size: 32, training.epochs: 62");
}

#[test]
fn an_overfitting_net_gets_more_samples_or_where_there_are_none_dropout() {
    let run = Run { progress: Some(0.1), ..learning(LearningKind::Overfitting) };
    assert_eq!(first(ADAM, run), "data.samples: 2000");
    assert_eq!(first(&format!(r#""data": "csv", {ADAM}"#), run), "network.hidden[0].dropout: 0.2");
}

#[test]
fn at_most_three_are_named_the_first_mends_all_and_the_others_one_cause_each() {
    let document = r#""network": {"hidden": [{"repeat": 10, "init": "zeros", "l2": 0.1, "dropout": 0.5}]}"#;
    let remedies = of(document, always(Verdict::Silent));
    assert_eq!(remedies.len(), 3);
    assert!(remedies[0].contains(&remedies[1]) && remedies[0].contains(&remedies[2]));
}

#[test]
fn a_table_of_ones_own_is_standardized() {
    let table = r#""data": {"kind": "csv", "target": "price", "task": "regression"}, "training": {"optimizer": {"kind": "adam", "learning_rate": 0.005}}"#;
    let experiment = Experiment::parse(&format!(r#"{{"version": 1, {table}}}"#)).unwrap();
    let question = r#"{"features": 3, "task": "regression", "outputs": 1, "trainingSamples": 400, "totalSteps": 1000,
        "first": "healthy", "now": "diverged", "learning": null, "progress": null}"#;
    let answers = answer(&experiment.to_json(), question).unwrap();
    let answers: serde_json::Value = serde_json::from_str(&answers).unwrap();
    assert_eq!(answers[0]["causes"][0], "raw_data");
    assert_eq!(answers[0]["set"]["data.standardize_target"], true);
    assert_eq!(answers[0]["experiment"]["data"]["standardize"], true);
}

#[test]
fn a_question_gets_the_sessions_remedies() {
    let document = r#"{"version": 1, "data": "moons", "network": {"hidden": [{"repeat": 5, "activation": "sigmoid"}]}, "training": {"epochs": 3}}"#;
    let experiment = Experiment::parse(document).unwrap();
    let session = crate::session::Session::open(experiment.clone(), crate::data::Resources::default(), None).unwrap();
    let info = session.describe();
    let now = session.diagnosis().verdict;
    let question = Question {
        features: info.features,
        task: info.task,
        outputs: info.outputs,
        training_samples: info.training_samples,
        total_steps: info.total_steps,
        first: now,
        now,
        learning: None,
        progress: None,
    };
    let sets: Vec<_> = question.answers(&experiment).into_iter().map(|answer| answer.set).collect();
    assert!(!sets.is_empty());
    assert_eq!(sets, session.remedies().into_iter().map(|remedy| remedy.set).collect::<Vec<_>>());
}
