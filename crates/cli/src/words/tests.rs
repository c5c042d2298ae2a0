use super::*;

/// The names of `hidden` hidden layers and the output.
fn names(hidden: usize) -> Vec<Arc<str>> {
    (0..hidden).map(|layer| format!("hidden.{layer}").into()).chain(["output".into()]).collect()
}

/// A diagnosis of layers that have these δ, and nothing else to say.
fn diagnosis(verdict: Verdict, deltas: &[f32]) -> Diagnosis {
    Diagnosis { verdict, delta_rms: deltas.to_vec().into(), ..Diagnosis::default() }
}

fn said(diagnosis: &Diagnosis) -> String {
    verdict(0, &Status::Ready, diagnosis, &names(diagnosis.delta_rms.len() - 1))
}

const LEVEL: [f32; 4] = [0.1; 4];

#[test]
fn a_verdict_says_what_reaches_the_first_layer() {
    let vanishing = Diagnosis { rho: Some(0.01), log10_ratio: Some(-4.0), ..diagnosis(Verdict::Vanishing, &LEVEL) };
    assert_eq!(
        said(&vanishing),
        "Verdict before step 1: vanishing. Going back, each layer keeps 0.01000 of the gradient: \
         0.0001000 of what hidden.2 gets reaches hidden.0."
    );
    let exploding = Diagnosis {
        rho: Some(10.0),
        log10_ratio: Some(2.0),
        log10_first_over_output: Some(3.0),
        cliff: Some(1),
        ..diagnosis(Verdict::Exploding, &LEVEL)
    };
    assert_eq!(
        said(&exploding),
        "Verdict before step 1: exploding. Going back, the gradient grows × 10.00 a layer: \
         hidden.0 gets 100.0 times what hidden.2 gets. Its norm there is 1000 times the output's. \
         Most of that happens between hidden.2 and hidden.1."
    );
    let even = Diagnosis { rho: Some(1.0), log10_ratio: Some(0.0), ..diagnosis(Verdict::Healthy, &LEVEL) };
    let text = verdict(40, &Status::Ready, &even, &names(3));
    assert!(
        text.starts_with("Verdict after step 40: healthy. Going back, the gradient grows × 1.000 a layer"),
        "{text}"
    );
}

#[test]
fn a_gradient_too_small_for_its_numbers_is_told_as_lost() {
    let two = Diagnosis { underflowed: 2, ..diagnosis(Verdict::Vanishing, &[0.0, 0.0, 1e-38, 0.1]) };
    assert_eq!(
        said(&two),
        "Verdict before step 1: vanishing. From hidden.1 back to hidden.0 it is below what 32-bit numbers hold."
    );
    let frozen = Diagnosis { underflowed: 1, ..diagnosis(Verdict::Vanishing, &[-1.0, 0.0, 1e-38, 0.1]) };
    assert_eq!(said(&frozen), "Verdict before step 1: vanishing. In hidden.1 it is below what 32-bit numbers hold.");
    let all = Diagnosis { underflowed: 3, ..diagnosis(Verdict::Vanishing, &[0.0, 0.0, 0.0, 1e-38]) };
    assert!(said(&all).ends_with("From hidden.2 back to hidden.0 it is below what 32-bit numbers hold."));
}

#[test]
fn trouble_names_its_layer_and_its_share() {
    let dying = Diagnosis { layer: Some(1), share: Some(0.75), ..diagnosis(Verdict::Dying, &LEVEL) };
    assert_eq!(
        said(&dying),
        "Verdict before step 1: dying units. 75.00 % of the units of hidden.1 are at 0 for the whole batch."
    );
    let saturated = Diagnosis { layer: Some(0), share: Some(0.625), ..diagnosis(Verdict::Saturated, &LEVEL) };
    assert_eq!(
        said(&saturated),
        "Verdict before step 1: saturated. 62.50 % of the activations of hidden.0 are at an asymptote, \
         where the slope is nearly 0."
    );
    let silent = |layer| Diagnosis { layer: Some(layer), ..diagnosis(Verdict::Silent, &[0.0, 0.0, 0.1, 0.1]) };
    assert_eq!(
        said(&silent(1)),
        "Verdict before step 1: no gradient. The gradient is exactly 0 in hidden.1; from there back to hidden.0 none arrives."
    );
    assert_eq!(said(&silent(0)), "Verdict before step 1: no gradient. The gradient is exactly 0 in hidden.0.");
}

#[test]
fn a_diverged_run_names_its_step_and_its_layer() {
    let status = Status::Diverged { step: 12, layer: "hidden.1".into() };
    let diverged = Diagnosis { layer: Some(1), ..diagnosis(Verdict::Diverged, &[f32::NAN; 4]) };
    let text = "Verdict after step 12: diverged. At step 12 the figures stopped being finite, first in hidden.1.";
    assert_eq!(verdict(12, &status, &diverged, &names(3)), text);
    let exploded = Diagnosis { rho: Some(50.0), log10_ratio: Some(3.4), ..diverged };
    let grown = format!("{text} Until then the gradient grew × 50.00 a layer, going back.");
    assert_eq!(verdict(12, &status, &exploded, &names(3)), grown);
}

#[test]
fn a_network_with_one_layer_or_none_has_no_factor_to_tell() {
    let healthy = |deltas: &[f32]| said(&diagnosis(Verdict::Healthy, deltas));
    assert_eq!(
        healthy(&[0.1, 0.1]),
        "Verdict before step 1: healthy. The gradient reaches hidden.0, the only hidden layer that learns."
    );
    assert!(healthy(&[-1.0, 0.1, 0.1]).ends_with("The gradient reaches hidden.1, the only hidden layer that learns."));
    assert!(healthy(&[0.1]).ends_with("healthy. There is no hidden layer for the gradient to reach."));
    assert!(healthy(&[-1.0, -1.0, 0.1]).ends_with("healthy. No hidden layer learns."));
}

#[test]
fn without_a_terminal_deltas_are_plain_text() {
    let text = deltas(0, &[-1.0, 1.5e-9, 0.0, 0.25], &names(3), false);
    let lines =
        ["δ by layer, of the first batch:", "  hidden.0  not computed", "  hidden.1  1.500e-9", "  hidden.2  0"];
    assert_eq!(text, [&lines[..], &["  output    0.2500"]].concat().join("\n"));
}

#[test]
fn on_a_terminal_deltas_have_bars_on_one_axis_for_all_runs() {
    let text = deltas(7, &[1e-12, 1e-13, 3.2e-12, 1.0, 100.0, 1e6, f32::INFINITY], &names(6), true);
    let lines = [
        "δ by layer, of the latest steps, medians; bars on a log axis:",
        "                       10⁻¹²   10⁻⁸    10⁻⁴    10⁰ 10²",
        "  hidden.0  1.000e-12",
        "  hidden.1  1.000e-13",
        "  hidden.2  3.200e-12  █",
        "  hidden.3  1.000      ████████████████████████",
        "  hidden.4  100.0      ████████████████████████████",
        "  hidden.5  1.000e6    ████████████████████████████",
        "  output    Infinity",
    ];
    assert_eq!(text, lines.join("\n"));
    assert_eq!(bar(10_f64.powf(-11.75)), "▌");
}

#[test]
fn of_many_layers_the_first_and_the_last_are_listed() {
    let lines = |hidden: usize| {
        let text = deltas(0, &vec![0.5; hidden + 1], &names(hidden), false);
        text.lines().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(lines(23).len(), 1 + 24);
    let many = lines(40);
    assert_eq!(many.len(), 1 + 24 + 1);
    assert_eq!(many[12..15], ["  hidden.11  0.5000", "  … 17 more", "  hidden.29  0.5000"]);
    assert_eq!(many[25], "  output     0.5000");
}

#[test]
fn how_a_run_learns_is_said_with_what_it_is_judged_by() {
    let of = |kind| Learning { kind, guessing: 3_f64.ln(), best_epoch: Some(14), penalty_share: 0.625, progress: 1.0 };
    let said = |kind| learning(&of(kind), Some(0.5));
    for (kind, text) in [
        (LearningKind::Learnt, "Learnt: the task is done. Guessing's loss is 1.099."),
        (
            LearningKind::Overfitting,
            "Overfitting: since epoch 14 the validation loss has risen while the training loss fell.",
        ),
        (LearningKind::Unstable, "Unstable: the training loss jumps up by half or more again and again."),
        (LearningKind::Penalized, "Held back by penalties: they are 62.50 % of the training loss."),
        (LearningKind::NotLearning, "Not learning: the loss stays at that of guessing, 1.099 (ln 3)."),
        (LearningKind::Learning, "Learning. Guessing's loss is 1.099."),
    ] {
        assert_eq!(said(kind), text);
    }
    assert_eq!(
        learning(&of(LearningKind::Learning), Some(2.5)),
        "Worse than guessing: the training loss is 2.500, guessing's 1.099."
    );
    let of_a_number = Learning {
        kind: LearningKind::NotLearning,
        guessing: 0.7,
        best_epoch: None,
        penalty_share: 0.0,
        progress: 1.0,
    };
    assert_eq!(learning(&of_a_number, Some(0.7)), "Not learning: the loss stays at that of guessing, 0.7000.");
}
