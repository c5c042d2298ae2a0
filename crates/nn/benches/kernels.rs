//! Where a training step spends its time: `cargo bench --package gradient-lab-nn`.
//!
//! Divan shows items a second: multiply-adds of a matrix product, values of a function, parameters of an update.

use std::fmt;

use divan::Bencher;
use divan::counter::ItemsCount;
use gradient_lab_nn::activation::{Identity, Relu};
use gradient_lab_nn::bench::{matmul_bias, matmul_nt, matmul_tn};
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::init::HeNormal;
use gradient_lab_nn::loss::Auto;
use gradient_lab_nn::optimizer::{ParamSlice, Sgd, Step};
use gradient_lab_nn::regularization::NoClipping;
use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::{
    Activation, Batch, BlockSpec, Float, Head, MetricsLevel, Network, NetworkSpec, Optimizer, Targets, Trainer,
    Transcendental,
};
use ndarray::Array2;

fn main() {
    divan::main();
}

fn numbers(count: usize) -> Vec<f32> {
    let mut rng = Rng::new(1, "bench", 0);
    (0..count).map(|_| rng.normal() as f32).collect()
}

/// A batch and the dense layer it goes through.
#[derive(Clone, Copy)]
struct Shape {
    batch: usize,
    inputs: usize,
    units: usize,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}×{}", self.batch, self.inputs, self.units)
    }
}

impl Shape {
    fn multiply_adds(self) -> ItemsCount {
        ItemsCount::new(self.batch * self.inputs * self.units)
    }
}

/// The layers of the workloads in `tests/bench`.
const SHAPES: [Shape; 8] = [
    Shape { batch: 10, inputs: 2, units: 8 },
    Shape { batch: 10, inputs: 8, units: 8 },
    Shape { batch: 10, inputs: 8, units: 1 },
    Shape { batch: 32, inputs: 32, units: 32 },
    Shape { batch: 32, inputs: 784, units: 300 },
    Shape { batch: 32, inputs: 300, units: 100 },
    Shape { batch: 128, inputs: 784, units: 256 },
    Shape { batch: 128, inputs: 256, units: 256 },
];

#[divan::bench(args = SHAPES)]
fn forward(bencher: Bencher, shape: Shape) {
    let Shape { batch, inputs, units } = shape;
    let (x, kernel, bias) = (numbers(batch * inputs), numbers(inputs * units), numbers(units));
    let mut z = numbers(batch * units);
    bencher
        .counter(shape.multiply_adds())
        .bench_local(|| matmul_bias(&x, &kernel, &bias, divan::black_box(&mut z), inputs, units));
}

#[divan::bench(args = SHAPES)]
fn kernel_gradient(bencher: Bencher, shape: Shape) {
    let Shape { batch, inputs, units } = shape;
    let (x, delta, mut gradient) = (numbers(batch * inputs), numbers(batch * units), numbers(inputs * units));
    bencher
        .counter(shape.multiply_adds())
        .bench_local(|| matmul_tn(&x, &delta, divan::black_box(&mut gradient), inputs, units));
}

#[divan::bench(args = SHAPES)]
fn input_gradient(bencher: Bencher, shape: Shape) {
    let Shape { batch, inputs, units } = shape;
    let (delta, kernel, mut dx) = (numbers(batch * units), numbers(inputs * units), numbers(batch * inputs));
    let mut scratch = kernel.clone();
    bencher
        .counter(shape.multiply_adds())
        .bench_local(|| matmul_nt(&delta, &kernel, &[], divan::black_box(&mut dx), units, &mut scratch));
}

/// Values of an elementary function that are computed at a time.
const VALUES: usize = 4096;

fn elementwise(bencher: Bencher, function: impl Fn(&[f32], &mut [f32])) {
    let (x, mut y) = (numbers(VALUES), numbers(VALUES));
    bencher.counter(ItemsCount::new(VALUES)).bench_local(|| function(&x, divan::black_box(&mut y)));
}

fn one_by_one(function: impl Fn(f32) -> f32) -> impl Fn(&[f32], &mut [f32]) {
    move |x, y| {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = function(x);
        }
    }
}

#[divan::bench]
fn tanh(bencher: Bencher) {
    elementwise(bencher, f32::tanh_each);
}

#[divan::bench]
fn sigmoid(bencher: Bencher) {
    elementwise(bencher, f32::sigmoid_each);
}

#[divan::bench]
fn exp(bencher: Bencher) {
    elementwise(bencher, one_by_one(Transcendental::exp));
}

#[divan::bench]
fn exp_m1(bencher: Bencher) {
    elementwise(bencher, one_by_one(Transcendental::exp_m1));
}

#[divan::bench]
fn softplus(bencher: Bencher) {
    elementwise(bencher, one_by_one(Transcendental::softplus));
}

#[divan::bench]
fn erfc(bencher: Bencher) {
    elementwise(bencher, one_by_one(Transcendental::erfc));
}

/// Parameters that are updated at a time: those of 784-300-100-10.
const PARAMETERS: usize = 785 * 300 + 301 * 100 + 101 * 10;

#[divan::bench(args = Optimizer::ENTRIES.iter().map(|entry| entry.id))]
fn update(bencher: Bencher, optimizer: &str) {
    let optimizer = match optimizer {
        "sgd" => Optimizer::from(Sgd { momentum: 0.9, ..Sgd::default() }),
        other => Optimizer::with_defaults(other).unwrap(),
    };
    let rule = optimizer.as_dyn::<f32>();
    let moment = |index: usize| if rule.moments() > index { vec![0.01; PARAMETERS] } else { vec![] };
    let (mut weights, gradients) = (numbers(PARAMETERS), numbers(PARAMETERS));
    let (mut moment_1, mut moment_2) = (moment(0), moment(1));
    let mut number = 0;
    bencher.counter(ItemsCount::new(PARAMETERS)).bench_local(|| {
        number += 1;
        rule.update(
            Step { number, learning_rate: 1e-6, momentum_product: 1.0 },
            ParamSlice {
                weights: &mut weights,
                gradients: &gradients,
                moment_1: &mut moment_1,
                moment_2: &mut moment_2,
            },
        );
    });
}

/// A step of 784-300-100-10, with and without metrics.
#[divan::bench(args = [MetricsLevel::Nothing, MetricsLevel::Deltas, MetricsLevel::Full])]
fn step(bencher: Bencher, metrics: MetricsLevel) {
    const ROWS: usize = 32;
    let block = |units, activation: Activation| BlockSpec::dense(units, activation, HeNormal::default());
    let (hidden, output) =
        (vec![block(300, Relu {}.into()), block(100, Relu {}.into())], block(10, Identity {}.into()));
    let mut trainer = Trainer::<f32>::new(
        Network::<f32>::new(NetworkSpec { inputs: 784, hidden, output, head: Head::Classes(10) }, 1),
        Auto {}.into(),
        Sgd::default().into(),
        NoClipping {}.into(),
        1,
    );
    let inputs = Array2::from_shape_vec((ROWS, 784), numbers(ROWS * 784)).unwrap();
    let labels: Vec<u32> = (0..ROWS as u32).map(|row| row % 10).collect();
    let batch = Batch { inputs: inputs.view(), targets: Targets::Classes(&labels) };
    bencher.bench_local(|| trainer.step(batch, 1e-6, metrics));
}
