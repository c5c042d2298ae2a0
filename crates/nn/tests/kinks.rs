//! The derivatives at exactly 0, where a function has a kink and its derivative is a matter of agreement.

use gradient_lab_nn::activation::BackwardArgs;
use gradient_lab_nn::activation::{LeakyRelu, Prelu, Relu};
use gradient_lab_nn::loss::Mae;
use gradient_lab_nn::{ActivationFunction, Head, LossFunction, LossInput, Penalty, Targets};

/// Below the kink, on it from either sign of zero, and above it.
const AROUND_ZERO: [f32; 4] = [-1.0, -0.0, 0.0, 1.0];

/// d a / d z of an activation at [`AROUND_ZERO`], and d loss / d slope where it learns one (else 0).
fn derivatives(activation: &impl ActivationFunction<f32>) -> ([f32; 4], f32) {
    let slopes: Vec<f32> = activation.initial_slope().into_iter().map(|slope| slope as f32).collect();
    let (mut a, mut delta) = ([0.0; 4], [0.0; 4]);
    activation.forward(&AROUND_ZERO, &slopes, &mut a);
    let mut slope_gradient = vec![0.0; slopes.len()];
    activation.backward(BackwardArgs {
        z: &AROUND_ZERO,
        a: &a,
        slopes: &slopes,
        gradient: &[1.0; 4],
        delta: &mut delta,
        slope_gradient: &mut slope_gradient,
    });
    (delta, slope_gradient.iter().sum())
}

#[test]
fn relu_passes_nothing_back_at_zero() {
    assert_eq!(derivatives(&Relu {}).0, [0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn leaky_relu_has_its_negative_slope_at_zero() {
    assert_eq!(derivatives(&LeakyRelu { negative_slope: 0.25 }).0, [0.25, 0.25, 0.25, 1.0]);
}

#[test]
fn prelu_passes_nothing_back_at_zero_and_learns_nothing_from_it() {
    let prelu = Prelu { initial_slope: 0.5 };
    assert_eq!(derivatives(&prelu), ([0.5, 0.0, 0.0, 1.0], -1.0), "the slope learns from the −1 alone");
}

#[test]
fn the_l1_penalty_leaves_a_weight_of_zero_alone() {
    let mut gradients = [0.0_f32; 4];
    Penalty { l1: 0.5, l2: 0.0 }.add_gradient(&AROUND_ZERO, &mut gradients);
    assert_eq!(gradients, [-0.5, 0.0, 0.0, 0.5]);
}

#[test]
fn the_mean_absolute_error_leaves_a_right_prediction_alone() {
    let mut gradient = [f32::NAN; 4];
    let input = LossInput {
        head: Head::Regression(1),
        logits: &AROUND_ZERO,
        predictions: &AROUND_ZERO,
        targets: Targets::Values(&[0.0; 4]),
    };
    Mae {}.evaluate(input, &mut gradient);
    assert_eq!(gradient, [-0.25, 0.0, 0.0, 0.25]);
}
