use super::{Batch, MetricsLevel, Trainer};
use crate::activation::{Identity, Tanh};
use crate::block::BlockSpec;
use crate::init::HeNormal;
use crate::loss::{Auto, Head, Targets};
use crate::network::{Network, NetworkSpec};
use crate::optimizer::Sgd;
use crate::regularization::{Dropout, NoClipping};
use alloc::vec::Vec;
use ndarray::ArrayView2;

/// Which units the hidden blocks, with these dropout rates, switch off in each of the first three steps.
fn dropped(rates: &[f64]) -> Vec<Vec<Vec<bool>>> {
    let block = |rate| BlockSpec {
        dropout: Dropout { rate, alpha: false },
        ..BlockSpec::dense(50, Tanh {}, HeNormal::default())
    };
    let spec = NetworkSpec {
        inputs: 1,
        hidden: rates.iter().copied().map(block).collect(),
        output: BlockSpec::dense(1, Identity {}, HeNormal::default()),
        head: Head::Regression(1),
    };
    let network = Network::<f32>::new(spec, 1);
    let (loss, optimizer, clipping) = (Auto {}.into(), Sgd::default().into(), NoClipping {}.into());
    let mut trainer = Trainer::<f32>::new(network, loss, optimizer, clipping, 1);
    let mut step = || {
        let batch = Batch { inputs: ArrayView2::from(&[[1.0]; 4]), targets: Targets::Values(&[1.0; 4]) };
        trainer.step(batch, 0.0, MetricsLevel::Nothing);
        let hidden = &trainer.activations.blocks[..rates.len()];
        hidden.iter().map(|block| block.mask.iter().map(|&mask| mask == 0.0).collect()).collect()
    };
    (0..3).map(|_| step()).collect()
}

#[test]
fn dropout_differs_from_step_to_step_from_block_to_block_and_from_row_to_row() {
    let masks: Vec<_> = dropped(&[0.5, 0.5]).into_iter().flatten().collect();
    let rows: Vec<_> = masks.iter().flat_map(|mask| mask.chunks(50)).collect();
    for (at, row) in rows.iter().enumerate() {
        assert!(!rows[at + 1..].contains(row));
    }
}

#[test]
fn dropout_in_one_block_leaves_that_of_the_others_as_it_is() {
    let (both, alone) = (dropped(&[0.3, 0.5]), dropped(&[0.0, 0.5]));
    for (both, alone) in both.iter().zip(&alone) {
        assert_eq!(both[1], alone[1]);
    }
}
