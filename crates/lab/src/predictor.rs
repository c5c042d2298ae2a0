//! A trained model that predicts the rows of a table.

use gradient_lab_nn::{DropoutDraw, Head};
use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::Error;
use crate::data::table::{self, Layout};
use crate::error::Input;
use crate::model::Model;
use crate::session::Evaluator;

/// A model that was trained on a table, restored from its file.
#[derive(Debug)]
pub struct Predictor {
    model: Model,
    layout: Layout,
}

/// What a model predicts for the rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictions {
    /// The names of the classes, of each of which a row has the probability; for regression those of the targets, of each of
    /// which it has the value.
    pub names: Vec<String>,
    /// Whether there are classes.
    pub is_classification: bool,
    /// Of each row of the file; `None` for a row with gaps, which the document leaves out.
    pub rows: Vec<Option<Prediction>>,
}

/// What a model predicts for a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// A number for each name; of several passes the mean.
    pub values: Vec<f64>,
    /// Of several passes, the population standard deviation of each value.
    pub deviations: Vec<f64>,
}

impl Predictor {
    /// The model in `file`.
    ///
    /// # Errors
    /// When it is not a model file, or of a model that was trained on other data than a table.
    pub fn open(file: &[u8]) -> Result<Self, Error> {
        let mut model = Model::open(file)?;
        let Some(layout) = model.layout.take() else {
            let message = "the file holds no table, so it cannot read one; only models trained on csv data can";
            return Err(Error::new(message).with_input(Input::Weights));
        };
        Ok(Self { model, layout })
    }

    /// What the model predicts for the rows of `table`, the bytes of a file that has the columns it learnt from. With a number
    /// of `passes`, the mean and deviation of so many with dropout left on, as
    /// [`Session::predict_samples`](crate::session::Session::predict_samples) does them.
    ///
    /// # Errors
    /// When the file cannot be read, or lacks a column or a value.
    pub fn predict(&self, table: &[u8], passes: Option<u64>) -> Result<Predictions, Error> {
        let Model { experiment, network, statistics, .. } = &self.model;
        let (inputs, is_kept) = table::read_features(table, &experiment.data, &self.layout)?;
        let features = self.layout.features();
        let mut inputs = Array2::from_shape_vec((inputs.len() / features, features), inputs)
            .expect("every row has as many features");
        if let Some(statistics) = &statistics.inputs {
            statistics.apply(&mut inputs);
        }
        let head = network.head();
        let mut evaluator = Evaluator::new(experiment.activations(head.outputs()));
        let mut pass = |draw: Option<DropoutDraw>| {
            let mut outputs = match draw {
                Some(draw) => evaluator.infer_with_dropout(network, inputs.view(), draw),
                None => evaluator.infer(network, inputs.view()),
            };
            if let Some(statistics) = &statistics.targets {
                statistics.undo(&mut outputs);
            }
            outputs
        };
        let moments = match passes {
            None => Moments::of(pass(None).view()),
            Some(passes) => {
                let draws = (0..passes).map(|pass| Some(DropoutDraw { seed: experiment.seed, pass, first_row: 0 }));
                let mut moments = Moments::default();
                draws.for_each(|draw| moments.add(pass(draw).view()));
                moments
            }
        };
        let mut rows = (0..inputs.nrows()).map(|row| moments.prediction(row, head, passes.is_some()));
        let is_classification = !matches!(head, Head::Regression(_));
        let names = if is_classification { self.layout.classes() } else { self.layout.target() };
        Ok(Predictions {
            names: names.to_vec(),
            is_classification,
            rows: is_kept.into_iter().map(|kept| if kept { rows.next() } else { None }).collect(),
        })
    }
}

/// The mean and the sum of squared deviations of each output over passes, `[rows, outputs]` (Welford, 1962).
#[derive(Debug, Default)]
struct Moments {
    passes: f64,
    mean: Array2<f64>,
    squares: Array2<f64>,
}

impl Moments {
    fn of(outputs: ArrayView2<'_, f32>) -> Self {
        let mut moments = Self::default();
        moments.add(outputs);
        moments
    }

    fn add(&mut self, outputs: ArrayView2<'_, f32>) {
        if self.passes == 0.0 {
            self.mean = Array2::zeros(outputs.dim());
            self.squares = Array2::zeros(outputs.dim());
        }
        self.passes += 1.0;
        for ((mean, squares), &output) in self.mean.iter_mut().zip(&mut self.squares).zip(&outputs) {
            let before = f64::from(output) - *mean;
            *mean += before / self.passes;
            *squares += before * (f64::from(output) - *mean);
        }
    }

    fn prediction(&self, row: usize, head: Head, has_deviations: bool) -> Prediction {
        let both = |values: ArrayView1<'_, f64>, of_first: fn(f64) -> f64| match head {
            Head::Binary => vec![of_first(values[0]), values[0]],
            _ => values.to_vec(),
        };
        let deviations = self.squares.row(row).mapv(|squares| (squares / self.passes).sqrt());
        Prediction {
            values: both(self.mean.row(row), |probability| 1.0 - probability),
            deviations: if has_deviations { both(deviations.view(), |deviation| deviation) } else { vec![] },
        }
    }
}
