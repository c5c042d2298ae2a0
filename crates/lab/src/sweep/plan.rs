//! The plan of a sweep: a JSON text that says what to vary in a document, and how.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range as Numbers;

use gradient_lab_nn::rng::Rng;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::space::Range;
use super::{Halving, Objective};
use crate::Error;
use crate::document::{Experiment, Set, limits};
use crate::error::Fault;
use crate::figure::MAX_SAFE_INTEGER;
use crate::schema::read::{Node, Path, expected, reject_unknown};

/// The version that this program reads.
const VERSION: u64 = 1;

/// The most trials of a plan.
const MAX_TRIALS: usize = 100_000;

/// What a sweep trains: settings of a base, each with every seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    base: Experiment,
    settings: Settings,
    /// `None`: that of the experiment.
    seeds: Option<Vec<u64>>,
    /// Whether most settings are given up early.
    pub halving: Option<Halving>,
    /// What makes one trial better than another.
    pub objective: Objective,
}

/// The settings, in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Settings {
    /// Every combination, the last path's values varying fastest; none gives the base alone.
    Grid(Vec<(String, Vec<Value>)>),
    /// So many draws.
    Random { trials: usize, seed: u64, space: Vec<(String, Range)> },
}

/// The members of an object in the order they are written; the tree has them sorted.
struct Ordered(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Ordered;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut members = vec![];
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Ordered(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// What of a plan is told by the order of its members.
#[derive(Deserialize)]
struct Orders {
    grid: Option<Ordered>,
    random: Option<SpaceOrder>,
}

#[derive(Deserialize)]
struct SpaceOrder {
    space: Ordered,
}

impl Plan {
    /// The plan that `text`, a JSON text, describes.
    ///
    /// # Errors
    /// When the text is not JSON, a field is unknown or of a wrong type, or a trial's document is not valid. The error names
    /// the place or the trial.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > limits::MAX_DOCUMENT_BYTES {
            let message = format!("must be at most {} bytes long; found {}", limits::MAX_DOCUMENT_BYTES, text.len());
            return Err(Error::new(message));
        }
        let tree = Node::parse(text)?;
        let Node::Object(_) = &tree else { return Err(expected(&Path::Root, "an object", &tree)) };
        let fields = ["version", "base", "grid", "random", "seeds", "halving", "objective"];
        reject_unknown(&Path::Root, &tree, fields.into_iter())?;
        whole(&tree, "", "version", VERSION, VERSION)?.ok_or_else(|| Error::at("version", "is missing; it is 1"))?;
        let base = tree.get("base").ok_or_else(|| Error::at("base", "is missing; it is the document to vary"))?;
        let base = Experiment::from_tree(base).map_err(|error| within("base", &error))?;
        let plan = Self {
            settings: settings(&tree, text, base.seed)?,
            seeds: tree.get("seeds").map(seeds).transpose()?,
            halving: tree.get("halving").map(halving).transpose()?,
            objective: match tree.get("objective") {
                None => Objective::default(),
                Some(Node::Text(name)) => Objective::parse(name)?,
                Some(other) => return Err(expected(&Path::Field(&Path::Root, "objective"), "a text", other)),
            },
            base,
        };
        plan.check()?;
        Ok(plan)
    }

    /// That every trial's document is valid, and that the parts of the plan go together.
    fn check(&self) -> Result<(), Error> {
        let trials = self.settings.count().saturating_mul(self.seeds());
        if trials > MAX_TRIALS {
            return Err(Error::new(format!("makes {trials} trials; at most {MAX_TRIALS} are allowed")));
        }
        for (path, reason) in [
            ("seed", self.seeds.as_ref().map(|_| "is varied by `seeds` here; leave one of them out")),
            ("training.epochs", self.halving.map(|_| "is what halving gives to each trial; leave one of them out")),
        ] {
            if let Some(reason) = reason.filter(|_| self.settings.varies(path)) {
                return Err(Error::at(path, reason));
            }
        }
        let validates = matches!(self.objective, Objective::ValidationLoss | Objective::ValidationAccuracy);
        if validates && self.halving.is_some() && self.base.data.validation_split == 0.0 {
            let message = "needs a validation split, which the base has not; name training_loss or training_accuracy";
            return Err(Error::at("objective", message));
        }
        let of_setting = |setting| self.base.with(&self.settings.set(setting)).map_err(|error| (setting, error));
        let invalid = (0..self.settings()).map(of_setting).find_map(Result::err);
        invalid.map_or(Ok(()), |(setting, error)| Err(within(&format!("trial {}", setting * self.seeds()), &error)))
    }

    /// The document that is varied.
    pub fn base(&self) -> &Experiment {
        &self.base
    }

    /// How many trials there are.
    pub fn trials(&self) -> usize {
        self.settings() * self.seeds()
    }

    /// How many runs are begun: more than trials where halving trains some of them again.
    pub fn runs(&self) -> usize {
        let Some(halving) = self.halving else { return self.trials() };
        let mut settings = self.settings();
        let mut runs = 0;
        for rung in halving.rungs(self.base.training.epochs) {
            runs += settings * self.seeds();
            settings = rung.map_or(0, |_| halving.kept(settings));
        }
        runs
    }

    /// How many settings there are.
    pub(super) fn settings(&self) -> usize {
        self.settings.count()
    }

    /// With how many seeds each setting is trained.
    pub(super) fn seeds(&self) -> usize {
        self.seeds.as_ref().map_or(1, Vec::len)
    }

    /// The numbers of a setting's trials.
    pub(super) fn trials_of(&self, setting: usize) -> Numbers<usize> {
        setting * self.seeds()..(setting + 1) * self.seeds()
    }

    /// What the trial `number` sets.
    pub(super) fn set(&self, number: usize) -> Set {
        self.settings.set(number / self.seeds())
    }

    /// The experiment of the trial `number`.
    pub(super) fn experiment(&self, number: usize) -> Result<Experiment, Error> {
        let mut experiment = self.base.with(&self.set(number))?;
        if let Some(seeds) = &self.seeds {
            experiment.seed = seeds[number % seeds.len()];
        }
        Ok(experiment)
    }

    /// The same for the same trials on the same `data`, the bytes of a table: 16 hexadecimal digits.
    pub fn hash(&self, data: &[u8]) -> String {
        let objective = self.objective.name();
        let parts = (VERSION, &self.base, &self.settings, &self.seeds, self.halving, objective);
        let mut hash = Sha256::new();
        hash.update(serde_json::to_vec(&parts).expect("keys are texts and numbers finite"));
        hash.update(data);
        let first = hash.finalize()[..8].iter().fold(0, |number: u64, &byte| number << 8 | u64::from(byte));
        format!("{first:016x}")
    }
}

impl Settings {
    fn count(&self) -> usize {
        match self {
            Self::Grid(paths) => paths.iter().fold(1, |count, (_, values)| count.saturating_mul(values.len())),
            Self::Random { trials, .. } => *trials,
        }
    }

    fn varies(&self, path: &str) -> bool {
        match self {
            Self::Grid(paths) => paths.iter().any(|(name, _)| name == path),
            Self::Random { space, .. } => space.iter().any(|(name, _)| name == path),
        }
    }

    /// What the setting `number` sets.
    fn set(&self, number: usize) -> Set {
        match self {
            Self::Grid(paths) => {
                let mut rest = number;
                let values = paths.iter().rev().map(|(path, values)| {
                    let value = values[rest % values.len()].clone();
                    rest /= values.len();
                    (path.clone(), value)
                });
                let values: Vec<_> = values.collect();
                values.into_iter().rev().collect()
            }
            Self::Random { seed, space, .. } => {
                let draw = |path: &str, range: &Range| range.draw(&mut Rng::new(*seed, path, number as u64));
                space.iter().map(|(path, range)| (path.clone(), draw(path, range))).collect()
            }
        }
    }
}

/// What `tree`, read from `text`, says of `grid` and `random`.
fn settings(tree: &Node, text: &str, base_seed: u64) -> Result<Settings, Error> {
    let object = |name: &str, what: &'static str| match tree.get(name) {
        Some(node @ Node::Object(_)) => Ok(Some(node)),
        Some(node) => Err(expected(&Path::Field(&Path::Root, name), what, node)),
        None => Ok(None),
    };
    let grid = object("grid", "an object of paths, each with a list of values")?;
    let random = object("random", "an object with trials and space")?;
    if grid.is_some() && random.is_some() {
        return Err(Error::at("random", "stands beside a grid; a plan has at most one of them"));
    }
    if let Some(random) = random {
        reject_unknown(&Path::Field(&Path::Root, "random"), random, ["trials", "seed", "space"].into_iter())?;
        let Some(Node::Object(_)) = random.get("space") else {
            return Err(Error::at("random.space", "must be an object of paths, each with a range to draw from"));
        };
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The tree was read from the same text.
    let Orders { grid: grid_order, random: space_order } =
        serde_json::from_str(text).map_err(|error| Error::new(format!("not valid JSON: {error}")))?;
    if let (Some(random), Some(SpaceOrder { space: Ordered(members) })) = (random, space_order) {
        let node = |path: &str| random.get("space").and_then(|space| space.get(path)).unwrap_or(&Node::Null);
        let range = |(path, value): (String, Value)| {
            let range = Range::read(&format!("random.space[{path:?}]"), node(&path), &value)?;
            Ok((path, range))
        };
        return Ok(Settings::Random {
            trials: whole(random, "random.", "trials", 1, MAX_TRIALS as u64)?
                .ok_or_else(|| Error::at("random.trials", "is missing; it is how many settings to draw"))?
                as usize,
            seed: whole(random, "random.", "seed", 0, MAX_SAFE_INTEGER)?.unwrap_or(base_seed),
            space: members.into_iter().map(range).collect::<Result<_, Error>>()?,
        });
    }
    let Ordered(members) = grid_order.unwrap_or(Ordered(vec![]));
    let values = |(path, value): (String, Value)| match value {
        Value::Array(values) if !values.is_empty() => Ok((path, values)),
        _ => Err(Error::at(format!("grid[{path:?}]"), "must be a list of values, at least one")),
    };
    members.into_iter().map(values).collect::<Result<_, Error>>().map(Settings::Grid)
}

fn seeds(node: &Node) -> Result<Vec<u64>, Error> {
    let message = format!("must be a list of whole numbers from 0 to {MAX_SAFE_INTEGER}, each once");
    let Node::List(items) = node else { return Err(Error::at("seeds", message)) };
    let seeds: Option<Vec<u64>> = items.iter().map(|item| item.whole(0, MAX_SAFE_INTEGER)).collect();
    let are_different = |seeds: &Vec<u64>| seeds.iter().collect::<BTreeSet<_>>().len() == seeds.len();
    seeds.filter(|seeds| !seeds.is_empty() && are_different(seeds)).ok_or_else(|| Error::at("seeds", message))
}

fn halving(node: &Node) -> Result<Halving, Error> {
    let path = Path::Field(&Path::Root, "halving");
    let Node::Object(_) = node else { return Err(expected(&path, "an object with factor and min_epochs", node)) };
    reject_unknown(&path, node, ["factor", "min_epochs"].into_iter())?;
    Ok(Halving {
        factor: whole(node, "halving.", "factor", 2, 1_000)?.unwrap_or(3),
        min_epochs: whole(node, "halving.", "min_epochs", 1, limits::MAX_EPOCHS)?.unwrap_or(1),
    })
}

/// The whole number `name` of `node`, from `min` to `max`; `None` where there is none. `before` is the path of `node`, with its dot.
fn whole(node: &Node, before: &str, name: &str, min: u64, max: u64) -> Result<Option<u64>, Error> {
    let Some(value) = node.get(name) else { return Ok(None) };
    let message = || match max {
        max if max == min => format!("must be {min}; found {}", value.found()),
        _ => format!("must be a whole number from {min} to {max}; found {}", value.found()),
    };
    value.whole(min, max).map(Some).ok_or_else(|| Error::at(format!("{before}{name}"), message()))
}

/// `error`, whose place is inside `place`.
fn within(place: &str, error: &Error) -> Error {
    let Fault { path, message, .. } = &**error;
    let separator = if place.starts_with("trial") { ": " } else { "." };
    let path = if path.is_empty() { place.to_string() } else { format!("{place}{separator}{path}") };
    Error::at(path, message)
}
