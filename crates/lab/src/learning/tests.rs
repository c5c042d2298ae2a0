use super::{Learner, guessing};
use crate::figure::Figure;
use crate::snapshot::{Learning, LearningKind};
use crate::trace::EpochRecord;
use gradient_lab_nn::loss::{Auto, CrossEntropy, Huber, Mae, Mse};
use gradient_lab_nn::{Head, Targets};

/// The figures of epochs: training loss, accuracy on the split that is judged, and validation loss.
type Epoch = (f64, Option<f64>, Option<f64>);

/// How a run with these epochs and a guessing loss of 1 learns, `penalty` of the losses being penalties.
fn learning(epochs: &[Epoch], penalty: f64) -> Option<Learning> {
    let mut learner = Learner::new(1.0);
    for (at, &(training, accuracy, validation)) in epochs.iter().enumerate() {
        let record = EpochRecord {
            epoch: at as u64 + 1,
            training_loss: Figure(training),
            training_accuracy: accuracy.map(Figure),
            validation_loss: validation.map(Figure),
            validation_accuracy: validation.and(accuracy).map(Figure),
        };
        learner.add(&record, penalty, penalty);
    }
    learner.learning()
}

fn kind(epochs: &[Epoch]) -> LearningKind {
    learning(epochs, 0.0).unwrap().kind
}

#[test]
fn nothing_is_said_before_two_epochs() {
    assert_eq!(learning(&[], 0.0), None);
    assert_eq!(learning(&[(0.5, None, None)], 0.0), None);
    assert_eq!(kind(&[(0.5, None, None); 2]), LearningKind::Learning);
}

#[test]
fn a_task_is_learnt_by_accuracy_or_by_loss() {
    let second =
        |training, accuracy, validation| kind(&[(0.9, Some(0.5), validation), (training, accuracy, validation)]);
    assert_eq!(second(0.5, Some(0.99), Some(0.5)), LearningKind::Learnt);
    assert_eq!(second(0.5, Some(0.989), Some(0.5)), LearningKind::Learning);
    assert_eq!(second(0.5, Some(0.99), None), LearningKind::Learnt, "without validation, by training");
    assert_eq!(second(0.01, None, None), LearningKind::Learnt);
    assert_eq!(second(0.011, None, None), LearningKind::Learning);
    assert_eq!(second(0.01, None, Some(0.5)), LearningKind::Learning, "the validation loss is what counts");
    assert_eq!(learning(&[(0.3, None, None), (0.305, None, None)], 0.3).unwrap().kind, LearningKind::Learnt);
}

#[test]
fn a_run_overfits_once_validation_has_risen_a_tenth_while_training_fell() {
    let third = |training, validation| {
        learning(&[(0.9, None, Some(0.8)), (0.5, None, Some(0.5)), (training, None, Some(validation))], 0.0).unwrap()
    };
    assert_eq!((third(0.4, 0.55).kind, third(0.4, 0.55).best_epoch), (LearningKind::Overfitting, Some(2)));
    assert_eq!(third(0.4, 0.549).kind, LearningKind::Learning);
    assert_eq!(third(0.5, 0.55).kind, LearningKind::Learning);
}

#[test]
fn three_jumps_in_ten_epochs_are_unstable() {
    let jumps = |high: f64, count: usize, calm: usize| {
        let mut epochs: Vec<Epoch> = vec![(0.4, None, None)];
        epochs.extend([(high, None, None), (0.4, None, None)].repeat(count));
        epochs.extend(vec![(0.4, None, None); calm]);
        kind(&epochs)
    };
    assert_eq!(jumps(0.61, 3, 0), LearningKind::Unstable);
    assert_eq!(jumps(0.59, 3, 0), LearningKind::Learning);
    assert_eq!(jumps(0.61, 2, 0), LearningKind::Learning);
    assert_eq!(jumps(0.61, 3, 4), LearningKind::Unstable);
    assert_eq!(jumps(0.61, 3, 5), LearningKind::Learning, "the first is eleven epochs ago");
}

#[test]
fn a_run_is_penalized_if_over_half_of_its_loss_are_penalties() {
    let penalized = |penalty| learning(&[(0.8, None, None); 2], penalty).unwrap();
    assert_eq!(penalized(0.4).kind, LearningKind::Learning);
    assert_eq!(penalized(0.41).kind, LearningKind::Penalized);
    assert_eq!(penalized(0.4).penalty_share, 0.5);
}

#[test]
fn a_loss_that_stays_near_guessing_is_no_learning() {
    let epochs = |losses: &[f64]| kind(&losses.iter().map(|&loss| (loss, None, None)).collect::<Vec<_>>());
    assert_eq!(epochs(&[1.5, 1.01, 0.981]), LearningKind::NotLearning);
    assert_eq!(epochs(&[1.0, 1.03, 1.0]), LearningKind::Learning, "not for two epochs");
    assert_eq!(epochs(&[1.0, 0.979]), LearningKind::Learning);
    assert_eq!(learning(&[(1.3, None, None); 2], 0.3).unwrap().kind, LearningKind::NotLearning, "without penalties");
}

#[test]
fn guessing_costs_what_the_best_constant_answer_costs() {
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    let classes = Targets::Classes(&[0, 1, 1]);
    close(guessing(&Auto {}.into(), Head::Binary, classes), 2.0_f64.ln());
    close(guessing(&CrossEntropy {}.into(), Head::Classes(10), classes), 10.0_f64.ln());
    close(guessing(&Mse {}.into(), Head::Binary, classes), 0.25);
    close(guessing(&Mse {}.into(), Head::Classes(4), classes), (0.75_f64.powi(2) + 3.0 * 0.25_f64.powi(2)) / 4.0);
    let values = Targets::Values(&[0.0, 1.0, 2.0, 9.0]);
    close(guessing(&Auto {}.into(), Head::Regression, values), 12.5);
    close(guessing(&Mae {}.into(), Head::Regression, values), 2.5);
    // At 1.5 the slopes are −1, −½, ½ and 1, which cancel.
    close(guessing(&Huber { delta: 1.0 }.into(), Head::Regression, values), {
        let best = 1.5;
        let huber = |e: f64| if e.abs() <= 1.0 { e * e / 2.0 } else { e.abs() - 0.5 };
        [0.0, 1.0, 2.0, 9.0].map(|y| huber(y - best)).iter().sum::<f64>() / 4.0
    });
    close(guessing(&Mse {}.into(), Head::Regression, Targets::Values(&[3.0; 5])), 0.0);
}
