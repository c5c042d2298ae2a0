use alloc::vec;

use crate::activation::Identity;
use crate::block::BlockSpec;
use crate::init::Zeros;
use crate::loss::{Auto, CrossEntropy, Head, Huber, Loss, Mae, Mse, Targets};
use crate::network::{Network, NetworkSpec};
use crate::optimizer::Sgd;
use crate::regularization::NoClipping;
use crate::trainer::Trainer;

fn guessing(loss: impl Into<Loss>, head: Head, targets: Targets<'_, f64>) -> f64 {
    let output = BlockSpec::dense(head.outputs(), Identity {}, Zeros {});
    let network = Network::<f64>::new(NetworkSpec { inputs: 1, hidden: vec![], output, head }, 1);
    let (optimizer, clipping) = (Sgd::default().into(), NoClipping {}.into());
    Trainer::<f64>::new(network, loss.into(), optimizer, clipping, 1).loss_of_guessing(targets)
}

#[test]
fn guessing_costs_what_the_best_constant_answer_costs() {
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    let classes = Targets::Classes(&[0, 1, 1]);
    close(guessing(Auto {}, Head::Binary, classes), core::f64::consts::LN_2);
    close(guessing(CrossEntropy {}, Head::Classes(10), classes), core::f64::consts::LN_10);
    close(guessing(Mse {}, Head::Binary, classes), 0.25);
    close(guessing(Mse {}, Head::Classes(4), classes), (0.75 * 0.75 + 3.0 * 0.25 * 0.25) / 4.0);
    let values = Targets::Values(&[0.0, 1.0, 2.0, 9.0]);
    close(guessing(Auto {}, Head::Regression(1), values), 12.5);
    close(guessing(Mae {}, Head::Regression(1), values), 2.5);
    // At 1.5 the slopes are −1, −½, ½ and 1, which cancel.
    close(guessing(Huber { delta: 1.0 }, Head::Regression(1), values), (1.0 + 0.125 + 0.125 + 7.0) / 4.0);
    close(guessing(Mse {}, Head::Regression(1), Targets::Values(&[3.0; 5])), 0.0);
    // Each output has its own best answer: 1, with errors of 1, and 5, without.
    close(guessing(Mse {}, Head::Regression(2), Targets::Values(&[0.0, 5.0, 2.0, 5.0])), 0.5);
}
