//! A training step allocates nothing once the first has planned its buffers.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use gradient_lab_nn::activation::{Identity, Maxout, Relu, Tanh};
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::init::HeNormal;
use gradient_lab_nn::loss::Auto;
use gradient_lab_nn::optimizer::Adam;
use gradient_lab_nn::regularization::ClipByGlobalNorm;
use gradient_lab_nn::{
    Activation, Batch, BlockSpec, Dropout, Head, MetricsLevel, Network, NetworkSpec, Normalization, Penalty, Targets,
    Trainer,
};
use ndarray::ArrayView2;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

#[allow(unsafe_code)]
// SAFETY: every call is passed on unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn steps_after_the_first_allocate_nothing() {
    for normalization in Normalization::ENTRIES {
        let plain = |units, activation: Activation| BlockSpec {
            penalty: Penalty { l1: 0.1, l2: 0.1 },
            max_norm: Some(1.0),
            ..BlockSpec::dense(units, activation, HeNormal::default())
        };
        let block = |units, activation| BlockSpec {
            normalization: Normalization::with_defaults(normalization.id).unwrap(),
            dropout: Dropout { rate: 0.2, alpha: false },
            ..plain(units, activation)
        };
        let residual = BlockSpec { residual: true, ..block(9, Tanh {}.into()) };
        let hidden = vec![block(9, Relu {}.into()), residual, block(5, Maxout::default().into())];
        let output = plain(3, Identity {}.into());
        let network = Network::<f32>::new(NetworkSpec { inputs: 4, hidden, output, head: Head::Classes(3) }, 1);
        let (optimizer, clipping) = (Adam::default().into(), ClipByGlobalNorm::default().into());
        let mut trainer = Trainer::<f32>::new(network, Auto {}.into(), optimizer, clipping, 1);
        let (inputs, labels) = ([[0.5_f32; 4]; 8], [0_u32, 1, 2, 0, 1, 2, 0, 1]);
        let mut step = |rows: usize| {
            let batch = Batch { inputs: ArrayView2::from(&inputs[..rows]), targets: Targets::Classes(&labels[..rows]) };
            trainer.step(batch, 0.01, MetricsLevel::Full)
        };
        step(8);
        let before = ALLOCATIONS.with(Cell::get);
        for rows in [8, 3, 8, 8] {
            assert!(step(rows).loss.is_finite());
        }
        assert_eq!(ALLOCATIONS.with(Cell::get) - before, 0, "{}", normalization.id);
    }
}
