//! The backward pass agrees with central differences, for every activation, normalization, init, loss and layer kind.

use gradient_lab_nn::activation::{Identity, Maxout, Prelu, Tanh};
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::init::{HeNormal, Normal};
use gradient_lab_nn::loss::{Auto, Huber};
use gradient_lab_nn::normalization::LayerNorm;
use gradient_lab_nn::optimizer::Sgd;
use gradient_lab_nn::regularization::NoClipping;
use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::{
    Activation, Batch, BlockSpec, Dropout, Head, Loss, MetricsLevel, Network, NetworkSpec, Normalization, Penalty,
    Targets, Trainer,
};
use ndarray::Array2;

const ROWS: usize = 5;
const FEATURES: usize = 4;

fn block(units: usize, activation: impl Into<Activation>) -> BlockSpec {
    BlockSpec { bias_init: Normal { stddev: 0.5 }.into(), ..BlockSpec::dense(units, activation, HeNormal::default()) }
}

fn trainer(hidden: Vec<BlockSpec>, head: Head, loss: impl Into<Loss>) -> Trainer<f64> {
    let output = block(head.outputs(), Identity {});
    let network = Network::<f64>::new(NetworkSpec { inputs: FEATURES, hidden, output, head }, 5);
    Trainer::<f64>::new(network, loss.into(), Sgd::default().into(), NoClipping {}.into(), 3)
}

/// Compares the trainer's gradients with (loss(w + h) − loss(w − h))/2h for every parameter.
fn check(case: &str, trainer: &Trainer<f64>) {
    let mut rng = Rng::new(9, "test", 0);
    let inputs = Array2::from_shape_simple_fn((ROWS, FEATURES), || rng.normal());
    let outputs = trainer.network().head().outputs();
    let values: Vec<f64> = (0..ROWS * outputs).map(|_| rng.normal()).collect();
    let classes = outputs.max(2) as u64;
    let labels: Vec<u32> = (0..ROWS).map(|_| rng.random_below(classes) as u32).collect();
    let targets = match trainer.network().head() {
        Head::Regression(_) => Targets::Values(&values[..]),
        Head::Binary | Head::Classes(_) => Targets::Classes(&labels[..]),
    };
    let batch = Batch { inputs: inputs.view(), targets };
    let mut reference = trainer.clone();
    reference.step(batch, 0.0, MetricsLevel::Nothing);
    let variables = trainer.network().variables();
    let mut parameter = 0;
    let (mut error, mut size) = (0.0, 0.0);
    for variable in variables.iter().filter(|variable| !variable.name.contains("moving")) {
        for at in 0..trainer.network().values(variable).len() {
            let loss = |offset: f64| {
                let mut moved = trainer.clone();
                moved.network_mut().values_mut(variable).as_slice_mut().unwrap()[at] += offset;
                moved.step(batch, 0.0, MetricsLevel::Nothing).loss
            };
            let step = 1e-5;
            let difference = (loss(step) - loss(-step)) / (2.0 * step);
            let gradient = reference.gradients()[parameter];
            error += (gradient - difference) * (gradient - difference);
            size += gradient * gradient + difference * difference;
            parameter += 1;
        }
    }
    assert_eq!(parameter, trainer.network().parameter_count());
    let relative = (error / size).sqrt();
    assert!(relative < 1e-6, "{case}: relative error {relative:e}");
}

#[test]
fn every_activation() {
    for entry in Activation::ENTRIES {
        let block = |units| block(units, Activation::with_defaults(entry.id).unwrap());
        check(entry.id, &trainer(vec![block(6), block(5)], Head::Binary, Auto {}));
    }
}

#[test]
fn every_loss_on_every_task_it_is_for() {
    for entry in Loss::ENTRIES {
        let loss = Loss::with_defaults(entry.id).unwrap();
        for head in [Head::Regression(1), Head::Regression(2), Head::Binary, Head::Classes(3)] {
            if loss.unsupported_reason(head).is_none() {
                check(&format!("{loss:?} {head:?}"), &trainer(vec![block(6, Tanh {})], head, loss.clone()));
            }
        }
    }
}

#[test]
fn every_normalization_in_both_places() {
    let activations: [Activation; 3] = [Tanh {}.into(), Maxout::default().into(), Prelu::default().into()];
    for entry in Normalization::ENTRIES {
        for normalize_before in [true, false] {
            for activation in &activations {
                let mut spec = block(6, activation.clone());
                spec.normalization = Normalization::with_defaults(entry.id).unwrap();
                spec.normalize_before = normalize_before;
                let case = format!("{} before {normalize_before} {activation:?}", entry.id);
                check(&case, &trainer(vec![spec.clone(), spec], Head::Classes(3), Auto {}));
            }
        }
    }
}

#[test]
fn residual_dropout_and_penalties_together() {
    for alpha in [false, true] {
        let mut spec = block(FEATURES, Tanh {});
        spec.residual = true;
        spec.dropout = Dropout { rate: 0.3, alpha };
        spec.penalty = Penalty { l1: 0.01, l2: 0.02 };
        spec.normalization = LayerNorm::default().into();
        check(&format!("alpha {alpha}"), &trainer(vec![spec.clone(), spec], Head::Regression(1), Huber::default()));
    }
}

#[test]
fn a_linear_model() {
    check("no hidden block", &trainer(vec![], Head::Classes(3), Auto {}));
}
