//! The derivatives at exactly 0, where a function has a kink and its derivative is a matter of agreement.

use gradient_lab_nn::activation::Backward;
use gradient_lab_nn::catalogue::{Choice, Value};
use gradient_lab_nn::{Activation, Head, Loss, LossInput, Penalty, Targets};

/// Below the kink, on it from either sign of zero, and above it.
const AROUND_ZERO: [f32; 4] = [-1.0, -0.0, 0.0, 1.0];

/// d a / d z of an activation at [`AROUND_ZERO`], and d loss / d slope where it learns one (else 0).
fn derivatives(choice: &Choice) -> ([f32; 4], f32) {
    let activation = Activation::from_choice(choice);
    let as_dyn = activation.as_dyn::<f32>();
    let slopes: Vec<f32> = as_dyn.initial_slope().into_iter().map(|slope| slope as f32).collect();
    let (mut a, mut delta) = ([0.0; 4], [0.0; 4]);
    as_dyn.forward(&AROUND_ZERO, &slopes, &mut a);
    let mut slope_gradient = vec![0.0; slopes.len()];
    as_dyn.backward(Backward {
        z: &AROUND_ZERO,
        a: &a,
        slopes: &slopes,
        gradient: &[1.0; 4],
        delta: &mut delta,
        slope_gradient: &mut slope_gradient,
    });
    (delta, slope_gradient.iter().sum())
}

fn activation(id: &str) -> Choice {
    Choice::defaults(Activation::entry(id).unwrap())
}

#[test]
fn relu_passes_nothing_back_at_zero() {
    assert_eq!(derivatives(&activation("relu")).0, [0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn leaky_relu_has_its_negative_slope_at_zero() {
    let choice = activation("leaky_relu").with("negative_slope", Value::Real(0.25));
    assert_eq!(derivatives(&choice).0, [0.25, 0.25, 0.25, 1.0]);
}

#[test]
fn prelu_passes_nothing_back_at_zero_and_learns_nothing_from_it() {
    let choice = activation("prelu").with("initial_slope", Value::Real(0.5));
    assert_eq!(derivatives(&choice), ([0.5, 0.0, 0.0, 1.0], -1.0), "the slope learns from the −1 alone");
}

#[test]
fn the_l1_penalty_leaves_a_weight_of_zero_alone() {
    let mut gradients = [0.0_f32; 4];
    Penalty { l1: 0.5, l2: 0.0 }.add_gradient(&AROUND_ZERO, &mut gradients);
    assert_eq!(gradients, [-0.5, 0.0, 0.0, 0.5]);
}

#[test]
fn the_mean_absolute_error_leaves_a_right_prediction_alone() {
    let loss = Loss::from_choice(&Choice::defaults(Loss::entry("mae").unwrap()));
    let mut gradient = [f32::NAN; 4];
    let input = LossInput {
        head: Head::Regression,
        logits: &AROUND_ZERO,
        predictions: &AROUND_ZERO,
        targets: Targets::Values(&[0.0; 4]),
    };
    loss.as_dyn().evaluate(input, &mut gradient);
    assert_eq!(gradient, [-0.25, 0.0, 0.0, 0.25]);
}
