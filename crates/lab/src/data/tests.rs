use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use ndarray::{ArrayView1, array};
use nn::catalogue::Value;

const GENERATED: [&str; 8] = ["circle", "xor", "gauss", "spiral", "moons", "plane", "gauss_regression", "sine"];

fn spec(source: Source) -> DataSpec {
    DataSpec { source, ..DataSpec::default() }
}

fn points(id: &str, samples: u64, noise: f64, seed: u64) -> Dataset {
    let source = Source::from_values(id, vec![Value::Integer(samples), Value::Real(noise)]);
    load(&spec(source), seed, Resources::default(), Saved::default()).unwrap()
}

fn table(text: &str, validation_split: f64, standardize: bool) -> Result<Dataset, Error> {
    let spec = DataSpec { source: Csv::default().into(), validation_split, standardize, ..DataSpec::default() };
    open(&spec, text.as_bytes())
}

/// The table in `bytes`, as `spec` wants it.
fn open(spec: &DataSpec, bytes: &[u8]) -> Result<Dataset, Error> {
    let (table, _) = table::read(bytes, spec, 0, None)?;
    load(spec, 0, Resources { table: Some(table), assets: Vec::new() }, Saved::default())
}

fn whole_table(text: &str) -> Dataset {
    table(text, 0.0, false).unwrap()
}

fn refusal(text: &str) -> String {
    table(text, 0.0, false).unwrap_err().to_string()
}

fn classes(part: &Split) -> &[u32] {
    match &part.targets {
        Targets::Classes(classes) => classes,
        Targets::Values(_) => panic!("not a classification"),
    }
}

fn values(part: &Split) -> &[f32] {
    match &part.targets {
        Targets::Values(values) => values,
        Targets::Classes(_) => panic!("not a regression"),
    }
}

mod catalogue {
    use super::*;

    #[test]
    fn every_set_of_the_contract_is_there_once() {
        let mut ids: Vec<_> = Source::ENTRIES.iter().map(|entry| entry.id).collect();
        assert_eq!(ids[..8], GENERATED);
        assert_eq!(ids.split_off(8), ["fashion_mnist", "mnist", "csv"]);
    }

    #[test]
    fn every_entry_speaks_for_itself() {
        for entry in Source::ENTRIES {
            for text in [entry.label, entry.prose.formula, entry.prose.summary, entry.prose.source] {
                assert!(!text.is_empty(), "{}", entry.id);
            }
        }
    }
}

mod generated {
    use super::*;

    #[test]
    fn the_seed_alone_decides_the_points() {
        for id in GENERATED {
            assert_eq!(points(id, 100, 0.1, 7), points(id, 100, 0.1, 7), "{id}");
            assert_ne!(points(id, 100, 0.1, 7), points(id, 100, 0.1, 8), "{id}");
        }
    }

    #[test]
    fn the_points_are_the_same_on_every_platform() {
        // Written down once: another platform, compiler or version of a library must not move a bit.
        let digest = GENERATED.map(|id| {
            let set = points(id, 100, 0.1, 42);
            let targets = match &set.training.targets {
                Targets::Values(values) => values.iter().map(|value| value.to_bits()).collect(),
                Targets::Classes(classes) => classes.clone(),
            };
            let bits = set.training.inputs.iter().map(|value| value.to_bits()).chain(targets);
            bits.fold(0xcbf2_9ce4_8422_2325_u64, |hash, bits| (hash ^ u64::from(bits)).wrapping_mul(0x100_0000_01b3))
        });
        assert_eq!(digest, DIGEST);
    }

    const DIGEST: [u64; 8] = [
        0x02c0_ed8d_5500_0fa1,
        0x2cd9_822e_10fb_5f94,
        0x29dd_7f03_1730_7f99,
        0x4908_8656_a4e1_159f,
        0x496b_419b_4e21_d797,
        0x426f_474e_88fc_8a81,
        0xe152_0644_89d4_3b40,
        0x37e2_e968_5ac7_a99d,
    ];

    #[test]
    fn features_are_well_scaled() {
        for id in GENERATED {
            let set = points(id, 1_000, 0.1, 1);
            let statistics = Standardization::fit(&set.training.inputs).unwrap();
            for (mean, variance) in statistics.mean.iter().zip(&statistics.variance) {
                assert!(mean.abs() < 0.6 && (0.2..=2.5).contains(variance), "{id}: mean {mean}, variance {variance}");
            }
            assert!(set.training.inputs.iter().all(|value| value.abs() < 3.5), "{id}");
        }
    }

    #[test]
    fn classes_are_balanced_and_mixed() {
        for id in &GENERATED[..5] {
            let set = points(id, 1_001, 0.1, 3);
            assert_eq!((set.head, &set.classes[..]), (nn::Head::Binary, &["0".to_string(), "1".to_string()][..]));
            let (training, validation) = (classes(&set.training), classes(&set.validation));
            let ones = training.iter().chain(validation).filter(|&&class| class == 1).count();
            assert_eq!(ones, 500, "{id}");
            let held_back = validation.iter().filter(|&&class| class == 1).count();
            assert!((70..=130).contains(&held_back), "{id}: {held_back} of {}", validation.len());
        }
    }

    #[test]
    fn positions_are_mixed() {
        // The spiral's arms are made from the inside out; held back must be points of all radii.
        let set = points("spiral", 1_000, 0.0, 3);
        let radius = |point: ArrayView1<'_, f32>| (point[0] * point[0] + point[1] * point[1]).sqrt();
        let inner = set.validation.inputs.rows().into_iter().filter(|&point| radius(point) < 1.375).count();
        assert!((70..=130).contains(&inner), "{inner} of 200");
    }

    #[test]
    fn without_noise_every_point_is_where_its_formula_says() {
        // Whether a point may be of a class.
        type Rule = fn(class: u32, x: f32, y: f32) -> bool;
        fn on_circle(x: f32, y: f32) -> bool {
            (x.hypot(y) - 1.0).abs() < 1e-5
        }
        let rules: [(&str, Rule); 3] = [
            ("circle", |class, x, y| (class == 1) == (x.hypot(y) < 1.5)),
            ("xor", |class, x, y| (class == 1) == ((x > 0.0) != (y > 0.0))),
            (
                "moons",
                |class, x, y| {
                    if class == 1 { y < 0.5 && on_circle(x - 1.0, y - 0.5) } else { y > 0.0 && on_circle(x, y) }
                },
            ),
        ];
        for (id, rule) in rules {
            let set = points(id, 500, 0.0, 5);
            for (point, &class) in set.training.inputs.rows().into_iter().zip(classes(&set.training)) {
                assert!(rule(class, point[0], point[1]), "{id}: {point:?} is {class}");
            }
        }
    }

    #[test]
    fn noise_moves_points_by_its_standard_deviation() {
        let (still, moved) = (points("spiral", 5_000, 0.0, 9), points("spiral", 5_000, 0.2, 9));
        let moves = &moved.training.inputs - &still.training.inputs;
        for variance in Standardization::fit(&moves).unwrap().variance {
            assert!((variance.sqrt() - 0.2).abs() < 0.01, "{variance}");
        }
    }

    #[test]
    fn regression_targets_follow_their_surface() {
        type Surface = fn(f32, f32) -> f32;
        let surfaces: [(&str, Surface); 2] =
            [("plane", |x, y| (x + y) / 5.0), ("sine", |x, y| (2.0 * x).sin() * y.cos())];
        for (id, surface) in surfaces {
            let set = points(id, 200, 0.0, 2);
            assert_eq!((set.head, set.classes.len(), set.shape), (nn::Head::Regression(1), 0, DataShape::Plane));
            for (point, target) in set.training.inputs.rows().into_iter().zip(values(&set.training)) {
                assert!((surface(point[0], point[1]) - target).abs() < 1e-5, "{id}: {point:?} gives {target}");
            }
        }
        let set = points("gauss_regression", 2_000, 0.0, 2);
        let (low, high) = values(&set.training).iter().fold((0.0_f32, 0.0_f32), |(l, h), &v| (l.min(v), h.max(v)));
        assert!(low < -0.95 && high > 0.95 && low >= -1.0 && high <= 1.0, "{low}…{high}");
    }
}

mod splits {
    use super::*;

    #[test]
    fn the_last_fraction_is_held_back_in_order() {
        let set = table("x,target\n1,10\n2,20\n3,30\n4,40\n5,50\n", 0.4, false).unwrap();
        assert_eq!(
            (&set.training.inputs, values(&set.training)),
            (&array![[1.0], [2.0], [3.0]], &[10.0, 20.0, 30.0][..])
        );
        assert_eq!((&set.validation.inputs, values(&set.validation)), (&array![[4.0], [5.0]], &[40.0, 50.0][..]));
    }

    #[test]
    fn the_training_part_is_rounded_down_in_double_precision() {
        let rows = |n: usize| (0..n).fold("x,target\n".to_string(), |text, i| text + &format!("{i},0\n"));
        // 1 − 0.7 is 0.30000000000000004 and 1 − 0.9 is 0.09999999999999998.
        for (n, split, expected) in [(10, 0.7, 3), (10, 0.9, 0), (20, 0.9, 1), (7, 0.5, 3), (10, 0.0, 10)] {
            let found = table(&rows(n), split, false).map_or(0, |set| set.training.samples());
            assert_eq!(found, expected, "{n} × (1 − {split})");
        }
    }

    #[test]
    fn without_a_split_nothing_is_held_back() {
        let set = whole_table("x,target\n1,2\n");
        assert!(set.validation.inputs.is_empty() && set.validation.targets.is_empty());
        assert_eq!(set.validation.samples(), 0);
    }

    #[test]
    fn an_empty_training_part_is_refused() {
        let error = table("x,target\n1,2\n", 0.2, false).unwrap_err().to_string();
        let expected = "data.validation_split: 0.2 leaves none to train on; lower it, or use more samples than 1";
        assert_eq!(error, expected);
    }

    #[test]
    fn standardization_uses_the_training_parts_statistics() {
        let set = table("x,y,target\n1,5,7\n5,5,8\n9,6,9\n-3,4,10\n", 0.5, true).unwrap();
        let standardization = set.standardization.unwrap();
        assert_eq!((&standardization.mean[..], &standardization.variance[..]), (&[3.0, 5.0][..], &[4.0, 0.0][..]));
        assert_eq!(set.training.inputs, array![[-1.0, 0.0], [1.0, 0.0]]);
        // A constant feature is divided by 1e-7, as Keras does.
        assert_eq!(set.validation.inputs, array![[3.0, 1e7], [-3.0, -1e7]]);
        assert_eq!(values(&set.training), [7.0, 8.0]);
    }

    #[test]
    fn features_that_vary_too_widely_are_refused() {
        let error = table("x,y,target\n0,-3e38,0\n0,3e38,0\n", 0.0, true).unwrap_err().to_string();
        assert_eq!(error, "data: feature 2 varies too widely to be standardized; rescale it");
    }
}

mod images {
    use super::*;

    fn spec_of(samples: usize) -> DataSpec {
        spec(FashionMnist { samples }.into())
    }

    #[test]
    fn a_quick_start_takes_one_file() {
        assert_eq!(required_assets(&spec(FashionMnist::default().into())), ["fashion_mnist.0.bin"]);
        assert_eq!(required_assets(&spec_of(5_000)).last().unwrap(), "fashion_mnist.2.bin");
        assert_eq!(required_assets(&spec_of(60_000)).len(), 30);
        assert_eq!(required_assets(&spec(Spiral::default().into())), [""; 0]);
    }

    #[test]
    fn samples_are_taken_from_the_start_and_split() {
        let file = ImageFile {
            width: 28,
            height: 28,
            labels: (0..IMAGES_PER_FILE).map(|i| (i % 10) as u8).collect(),
            pixels: vec![51; IMAGES_PER_FILE * 784],
        };
        let name = "fashion_mnist.0.bin";
        let resources = Resources { table: None, assets: vec![(name.to_string(), file.encode(name))] };
        let set = load(&spec_of(100), 0, resources, Saved::default()).unwrap();
        assert_eq!((set.features(), set.training.samples(), set.validation.samples()), (784, 80, 20));
        assert_eq!((set.head, set.classes.len()), (nn::Head::Classes(10), 10));
        assert_eq!(set.shape, DataShape::Images { width: 28, height: 28 });
        assert_eq!(classes(&set.validation)[..3], [0, 1, 2]);
        assert_eq!(set.training.inputs, Array2::from_elem((80, 784), 0.2));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = load(&spec_of(100), 0, Resources::default(), Saved::default()).unwrap_err().to_string();
        assert_eq!(error, "fashion_mnist.0.bin: fashion_mnist needs this file, which was not given");
    }
}

mod choices;
mod descriptions;
mod encodings;
mod files;
mod tables;
