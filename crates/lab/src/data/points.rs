//! Sets of points on a plane, computed from the seed.
//!
//! Their shapes are those of TensorFlow Playground at half the size: two features in about −2.5…2.5, whose variance is
//! near 1, as variance-scaling inits assume. Noise is a normally distributed displacement in the same units.

use gradient_lab_nn::catalogue::{Hyperparameter, Interval, Scale};
use gradient_lab_nn::rng::Rng;

use super::{DataShape, Samples, Targets};

/// Half the side of the square, and the radius of the disc, that the points fill.
pub(super) const RADIUS: f64 = 2.5;

/// The number of points.
pub(super) const SAMPLES: Hyperparameter = Hyperparameter::integer("Samples", 500, 10, 10_000, Scale::Logarithmic);

/// The standard deviation of each point's displacement.
pub(super) const NOISE: Hyperparameter =
    Hyperparameter::real("Noise", 0.1, Interval::closed(0.0, 1.0).travel(0.0, 0.5), Scale::Linear);

/// Declares a set of points: a catalogue entry with [`SAMPLES`] and [`NOISE`] and, after `from`, its [`Points`].
macro_rules! point_set {
    ($(#[doc = $summary:literal])+ pub struct $name:ident = $id:literal, $label:literal,
        formula: $formula:literal, source: $source:literal, from $points:expr) => {
        gradient_lab_nn::entry! {
            $(#[doc = $summary])+
            pub struct $name = $id, $label,
                formula: $formula,
                source: $source,
            {
                /// How many points there are.
                samples: usize = $crate::data::points::SAMPLES,
                /// The standard deviation of each point's displacement, or of its target's.
                noise: f64 = $crate::data::points::NOISE,
            }
        }

        impl $crate::data::DataSource for $name {
            fn origin(&self) -> $crate::data::Origin {
                $crate::data::Origin::Points { points: $points, samples: self.samples, noise: self.noise }
            }
        }
    };
}
pub(super) use point_set;

/// How the points of a set are drawn.
#[derive(Debug, Clone, Copy)]
pub enum Points {
    /// Two classes of equal size. The function draws a point of a class, 0 or 1, before noise is added; `place`, in 0…1,
    /// is spread evenly over the points of the class.
    Classes(fn(class: u32, place: f64, rng: &mut Rng) -> [f64; 2]),
    /// A surface over the square. The function gives the target at a point, before noise is added.
    Surface(fn(x: f64, y: f64) -> f64),
}

impl Points {
    /// `count` samples in random order, each displaced by `noise`.
    pub(super) fn generate(&self, count: usize, noise: f64, seed: u64) -> Samples {
        let mut rng = Rng::new(seed, "data", 0);
        match self {
            Self::Classes(point) => {
                let draw = |index: usize| {
                    let class = index % 2;
                    let place = ((index / 2) as f64 + 0.5) / ((count + 1 - class) / 2) as f64;
                    let [x, y] = point(class as u32, place, &mut rng);
                    let [dx, dy] = [rng.normal(), rng.normal()];
                    ([x + noise * dx, y + noise * dy], class as u32)
                };
                let mut drawn: Vec<_> = (0..count).map(draw).collect();
                rng.shuffle(&mut drawn);
                let (points, classes): (Vec<_>, Vec<_>) = drawn.into_iter().unzip();
                samples(&points, Targets::Classes(classes), &["0", "1"])
            }
            Self::Surface(target) => {
                let draw = |_| {
                    let [x, y] = [between(-RADIUS, RADIUS, &mut rng), between(-RADIUS, RADIUS, &mut rng)];
                    ([x, y], (target(x, y) + noise * rng.normal()) as f32)
                };
                let (points, values): (Vec<_>, Vec<_>) = (0..count).map(draw).unzip();
                samples(&points, Targets::Values(values), &[])
            }
        }
    }
}

fn samples(points: &[[f64; 2]], targets: Targets, classes: &[&str]) -> Samples {
    Samples {
        features: 2,
        inputs: points.iter().flatten().map(|&coordinate| coordinate as f32).collect(),
        targets,
        classes: classes.iter().map(ToString::to_string).collect(),
        shape: DataShape::Plane,
        layout: None,
    }
}

/// A number drawn evenly from `low` to `high`.
pub(super) fn between(low: f64, high: f64, rng: &mut Rng) -> f64 {
    low + (high - low) * rng.uniform()
}
