//! What a step spends its time in: `cargo bench --package gradient-lab-nn`. Products and functions are counted in
//! multiplications with their additions, and in values: divan shows them as items a second.

use std::fmt;

use divan::Bencher;
use divan::counter::ItemsCount;
use gradient_lab_nn::catalogue::{Choice, Entry, Value};
use gradient_lab_nn::linalg::matmul;
use gradient_lab_nn::optimizer::{ParamSlice, Step};
use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::simd::SimdFloat;
use gradient_lab_nn::{
    Activation, Batch, BlockSpec, Clipping, Float, Head, Init, Loss, MetricsLevel, Network, NetworkSpec, Optimizer,
    Targets, Trainer,
};

fn main() {
    divan::main();
}

fn numbers(count: usize) -> Vec<f32> {
    let mut random = Rng::new(1, "bench", 0);
    (0..count).map(|_| random.normal() as f32).collect()
}

fn choice(entry: Option<&'static Entry>) -> Choice {
    Choice::defaults(entry.unwrap())
}

/// A dense layer at work.
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
    fn products(self) -> ItemsCount {
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
        .counter(shape.products())
        .bench_local(|| product::matmul_bias(&x, &kernel, &bias, divan::black_box(&mut z), inputs, units));
}

#[divan::bench(args = SHAPES)]
fn kernel_gradient(bencher: Bencher, shape: Shape) {
    let Shape { batch, inputs, units } = shape;
    let (x, delta, mut gradient) = (numbers(batch * inputs), numbers(batch * units), numbers(inputs * units));
    bencher
        .counter(shape.products())
        .bench_local(|| product::matmul_tn(&x, &delta, divan::black_box(&mut gradient), inputs, units));
}

#[divan::bench(args = SHAPES)]
fn input_gradient(bencher: Bencher, shape: Shape) {
    let Shape { batch, inputs, units } = shape;
    let (delta, kernel, mut dx) = (numbers(batch * units), numbers(inputs * units), numbers(batch * inputs));
    let mut scratch = kernel.clone();
    bencher
        .counter(shape.products())
        .bench_local(|| product::matmul_nt(&delta, &kernel, &[], divan::black_box(&mut dx), units, &mut scratch));
}

/// Values of an elementary function at a time.
const VALUES: usize = 4096;

fn zip_map(bencher: Bencher, function: impl Fn(&[f32], &mut [f32])) {
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
    zip_map(bencher, f32::tanh_each);
}

#[divan::bench]
fn sigmoid(bencher: Bencher) {
    zip_map(bencher, f32::sigmoid_each);
}

#[divan::bench]
fn exp(bencher: Bencher) {
    zip_map(bencher, one_by_one(SimdFloat::exp));
}

#[divan::bench]
fn exp_m1(bencher: Bencher) {
    zip_map(bencher, one_by_one(SimdFloat::exp_m1));
}

#[divan::bench]
fn softplus(bencher: Bencher) {
    zip_map(bencher, one_by_one(SimdFloat::softplus));
}

#[divan::bench]
fn erfc(bencher: Bencher) {
    zip_map(bencher, one_by_one(SimdFloat::erfc));
}

/// Parameters updated at a time: those of 784-300-100-10.
const PARAMETERS: usize = 785 * 300 + 301 * 100 + 101 * 10;

#[divan::bench(args = Optimizer::ENTRIES.iter().map(|entry| entry.id))]
fn update(bencher: Bencher, optimizer: &str) {
    let mut choice = choice(Optimizer::entry(optimizer));
    if optimizer == "sgd" {
        choice = choice.with("momentum", Value::Real(0.9));
    }
    let optimizer = Optimizer::from_choice(&choice);
    let rule = optimizer.as_dyn::<f32>();
    let slot = |at: usize| if rule.slots() > at { vec![0.01; PARAMETERS] } else { vec![] };
    let (mut weights, gradients) = (numbers(PARAMETERS), numbers(PARAMETERS));
    let (mut first, mut second) = (slot(0), slot(1));
    let mut number = 0;
    bencher.counter(ItemsCount::new(PARAMETERS)).bench_local(|| {
        number += 1;
        rule.update(
            Step { number, learning_rate: 1e-6, product: 1.0 },
            Parameters { weights: &mut weights, gradients: &gradients, first: &mut first, second: &mut second },
        );
    });
}

/// A step of 784-300-100-10 with and without measurements.
#[divan::bench(args = [MetricsLevel::Nothing, MetricsLevel::Deltas, MetricsLevel::Full])]
fn step(bencher: Bencher, measure: MetricsLevel) {
    const ROWS: usize = 32;
    let block = |units, activation| {
        let activation = Activation::from_choice(&choice(Activation::entry(activation)));
        BlockSpec::dense(units, activation, Init::from_choice(&choice(Init::entry("he_normal"))))
    };
    let (hidden, output) = (vec![block(300, "relu"), block(100, "relu")], block(10, "identity"));
    let mut trainer = Trainer::<f32>::new(
        Network::<f32>::new(NetworkSpec { inputs: 784, hidden, output, head: Head::Classes(10) }, 1),
        Loss::from_choice(&choice(Loss::entry("auto"))),
        Optimizer::from_choice(&choice(Optimizer::entry("sgd"))),
        Clipping::from_choice(&choice(Clipping::entry("none"))),
        1,
    );
    let inputs = numbers(ROWS * 784);
    let labels: Vec<u32> = (0..ROWS as u32).map(|row| row % 10).collect();
    let batch = Batch { inputs: &inputs, targets: Targets::Classes(&labels) };
    bencher.bench_local(|| trainer.step(batch, 1e-6, measure));
}
