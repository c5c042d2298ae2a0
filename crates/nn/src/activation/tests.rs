//! What the activations say about themselves is true of their outputs and derivatives.

use alloc::vec;
use alloc::vec::Vec;

use super::{Activation, BackwardArgs, Elu, Saturation};
use crate::catalogue::{Catalogue, Entry};
use crate::init::{Fans, Init};
use crate::rng::Rng;

/// Every activation with its defaults, and an ELU with another bound.
fn all() -> Vec<Activation> {
    let with_defaults = |entry: &&Entry| Activation::with_defaults(entry.id).unwrap();
    let others = [Elu { alpha: 1.5 }.into()];
    Activation::ENTRIES.iter().map(with_defaults).chain(others).collect()
}

/// The outputs of one unit for the rows of `z`.
fn outputs(activation: &Activation, z: &[f64]) -> Vec<f64> {
    let function = activation.as_dyn::<f64>();
    let mut a = vec![0.0; z.len() / function.pieces()];
    function.forward(z, function.initial_slope().as_slice(), &mut a);
    a
}

/// d a / d z for each of `z`.
fn derivatives(activation: &Activation, z: &[f64]) -> Vec<f64> {
    let function = activation.as_dyn::<f64>();
    let a = outputs(activation, z);
    let mut delta = vec![0.0; z.len()];
    function.backward(BackwardArgs {
        z,
        a: &a,
        slopes: function.initial_slope().as_slice(),
        gradient: &vec![1.0; a.len()],
        delta: &mut delta,
        slope_gradient: &mut vec![0.0; function.initial_slope().iter().len()],
    });
    delta
}

#[test]
fn outputs_fill_the_range_and_do_not_leave_it() {
    // Pairs of equal inputs, so that the largest piece of two is either.
    let z: Vec<f64> = (-4000..=4000).map(|step: i32| f64::from(step).powi(3) * 1e-7).flat_map(|z| [z, z]).collect();
    for activation in all() {
        let (low, high) = activation.range();
        let a = outputs(&activation, &z);
        let (least, most) = a.iter().fold((f64::MAX, f64::MIN), |(least, most), &a| (a.min(least), a.max(most)));
        assert!(low <= least && most <= high, "{activation:?} leaves {low}…{high}: {least}…{most}");
        assert!(low.is_infinite() || least - low < 1e-3, "{activation:?} stays above {low}: from {least}");
        assert!(high.is_infinite() || high - most < 1e-3, "{activation:?} stays below {high}: to {most}");
    }
}

#[test]
fn outputs_are_saturated_within_a_hundredth_of_the_range_from_a_bound_other_than_zero() {
    for activation in all() {
        let (low, high) = activation.range();
        // A bound at 0 without one above is where a unit is off, not saturated.
        let expected = match (low.is_finite(), high.is_finite()) {
            (true, true) => Some((low + 0.01 * (high - low), high - 0.01 * (high - low))),
            (true, false) if low != 0.0 => Some((0.99 * low, f64::INFINITY)),
            _ => None,
        };
        let saturation = activation.as_dyn::<f64>().saturation();
        match (saturation, expected) {
            (None, None) => {}
            (Some(Saturation { below, above }), Some(expected)) => {
                assert!((below - expected.0).abs() < 1e-12, "{activation:?}: below {below}, not {}", expected.0);
                let is_right = above == expected.1 || (above - expected.1).abs() < 1e-12;
                assert!(is_right, "{activation:?}: above {above}, not {}", expected.1);
            }
            _ => panic!("{activation:?}: saturated {saturation:?}, but the outputs are from {low} to {high}"),
        }
    }
}

#[test]
fn a_unit_can_die_where_negative_inputs_give_nothing_and_pass_nothing_back() {
    let z = [-0.5, -1.0, -4.0, -16.0];
    for activation in all() {
        let is_zero = |values: &[f64]| values.iter().all(|&value| value == 0.0);
        let dies = is_zero(&outputs(&activation, &z)) && is_zero(&derivatives(&activation, &z));
        assert_eq!(activation.as_dyn::<f64>().can_die(), dies, "{activation:?}");
    }
}

#[test]
fn the_fitting_init_keeps_the_size_of_a_gradient_of_small_inputs_and_there_is_none_where_none_does() {
    const FANS: Fans = Fans { fan_in: 100, fan_out: 100 };
    let mut rng = Rng::new(1, "inputs", 0);
    let z: Vec<f64> = (0..10_000).map(|_| 0.5 * rng.normal()).collect();
    for activation in all() {
        let passed = derivatives(&activation, &z);
        let units = z.len() / activation.pieces();
        let mean_square = passed.iter().map(|derivative| derivative * derivative).sum::<f64>() / units as f64;
        // The share of a gradient's mean square that a layer passes on.
        let share = |init: &str| {
            let mut kernel = vec![0.0_f64; FANS.fan_in * FANS.fan_out];
            Init::with_defaults(init).unwrap().as_dyn().fill(FANS, &mut Rng::new(1, "kernel", 0), &mut kernel);
            mean_square * kernel.iter().map(|weight| weight * weight).sum::<f64>() / FANS.fan_in as f64
        };
        match activation.fitting_init() {
            Some(init) => assert!((1.0 / 3.0..3.0).contains(&share(init)), "{activation:?}: {}", share(init)),
            // He's variance is the largest.
            None => assert!(share("he_normal") < 1.0 / 3.0, "{activation:?}: {}", share("he_normal")),
        }
    }
}
