//! Changes in the middle of a run: what is set to what, after how many steps.

use gradient_lab_nn::Optimizer;
use gradient_lab_nn::catalogue::Catalogue;
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};
use std::collections::BTreeMap;

use super::{Experiment, HiddenBlock, OutputBlock, Training, read_node};
use crate::Error;
use crate::figure::MAX_SAFE_INTEGER;
use crate::schema::read::{self, Node, Path, expected, reject_unknown, unknown};
use crate::schema::{FieldKind, FieldValue, Object};

/// The fields of a block that can change.
pub(crate) const BLOCK_FIELDS: [&str; 5] = ["dropout", "l1", "l2", "max_norm", "frozen"];
/// The fields of `training` that can change.
#[cfg(feature = "prose")]
pub(crate) const TRAINING_FIELDS: [&str; 2] = ["schedule", "gradient_clipping"];
/// The parameter of optimizers that cannot: what their memory starts from.
pub(crate) const FIXED_PARAMETER: &str = "initial_accumulator";

/// A change of a running experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The steps that are done before it, from 1.
    pub after: u64,
    /// The paths and their new values.
    pub set: Changed,
}

/// What a change sets: values by path, as messages write paths: `training.optimizer.learning_rate`.
///
/// Few paths can change, and each is set in its place, where [`Set`](super::Set) reads the whole document again: that would
/// add kilobytes to the engine of the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changed(BTreeMap<String, Node>);

impl Changed {
    /// The paths and values of an object in another form than text, such as a JavaScript object.
    ///
    /// # Errors
    /// When it is no object.
    pub fn from_deserializer<'de, D: Deserializer<'de>>(set: D) -> Result<Self, Error> {
        match read_node(set)? {
            Node::Object(set) => Ok(Self(set)),
            other => Err(expected(&Path::Root, "an object of paths and values", &other)),
        }
    }

    /// The paths that are set.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Extend<Changed> for Changed {
    fn extend<I: IntoIterator<Item = Changed>>(&mut self, others: I) {
        others.into_iter().for_each(|other| self.0.extend(other.0));
    }
}

impl FieldValue for Change {
    fn default_of(_: &FieldKind) -> Self {
        unreachable!("a document without changes has an empty list")
    }

    fn read(path: &Path<'_>, node: &Node, _: &FieldKind) -> Result<Self, Error> {
        let (Some(after), Some(set)) = (node.get("after"), node.get("set")) else {
            return Err(expected(path, "an object with \"after\" and \"set\"", node));
        };
        reject_unknown(path, node, ["after", "set"].into_iter())?;
        let most = MAX_SAFE_INTEGER;
        let after = after
            .whole(1, most)
            .ok_or_else(|| expected(&Path::Field(path, "after"), &format!("a whole number from 1 to {most}"), after))?;
        let Node::Object(set) = set else { return Err(expected(&Path::Field(path, "set"), "an object", set)) };
        Ok(Self { after, set: Changed(set.clone()) })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("after", &self.after)?;
        map.serialize_entry("set", &self.set.0)?;
        map.end()
    }
}

impl Experiment {
    /// The experiment as it is when all its changes are done; without them.
    #[must_use]
    pub fn after_changes(mut self) -> Self {
        for Change { set, .. } in std::mem::take(&mut self.training.changes) {
            // Changes are checked when they are read.
            let _ = self.change(&set);
        }
        self
    }

    /// Checks that the changes come one after another, and that each can be made.
    pub(super) fn check_changes(&self) -> Result<(), Error> {
        let mut now = self.clone();
        let (training, list) = (Path::Field(&Path::Root, "training"), "changes");
        let list = Path::Field(&training, list);
        let mut before = 0;
        for (at, Change { after, set }) in self.training.changes.iter().enumerate() {
            let path = Path::Item(&list, at);
            if *after <= before {
                let message = format!("must be more than {before}, that of the change before; found {after}");
                return Err(Error::at(Path::Field(&path, "after").to_string(), message));
            }
            before = *after;
            now.change_at(&Path::Field(&path, "set"), set)?;
        }
        Ok(())
    }

    /// Makes a change.
    ///
    /// # Errors
    /// When something cannot change in the middle of a run, or not to that; the error names it.
    pub(crate) fn change(&mut self, set: &Changed) -> Result<(), Error> {
        self.change_at(&Path::Root, set)
    }

    fn change_at(&mut self, place: &Path<'_>, set: &Changed) -> Result<(), Error> {
        for (path, value) in &set.0 {
            self.set(&Path::Field(place, path), path, value)?;
        }
        self.check_schedule()
    }

    /// Sets what `path` names to `value`, which stands at `place`.
    fn set(&mut self, place: &Path<'_>, path: &str, value: &Node) -> Result<(), Error> {
        let parts: Vec<&str> = path.split('.').collect();
        let Training { optimizer, schedule, gradient_clipping, .. } = &mut self.training;
        match parts[..] {
            ["training", "optimizer", parameter] => set_parameter(optimizer, place, parameter, value),
            ["training", "schedule"] => put(schedule, Training::OBJECT, place, parts[1], value),
            ["training", "gradient_clipping"] => put(gradient_clipping, Training::OBJECT, place, parts[1], value),
            ["network", "output", field] => {
                let OutputBlock { l1, l2, max_norm, frozen, .. } = &mut self.network.output;
                match field {
                    "l1" => put(l1, OutputBlock::OBJECT, place, field, value),
                    "l2" => put(l2, OutputBlock::OBJECT, place, field, value),
                    "max_norm" => put(max_norm, OutputBlock::OBJECT, place, field, value),
                    "frozen" => put(frozen, OutputBlock::OBJECT, place, field, value),
                    _ => Err(unknown(place, "field that can change", field, &BLOCK_FIELDS[1..])),
                }
            }
            ["network", block, field] if index_of(block).is_some() => {
                let blocks = self.network.hidden.len();
                let block = index_of(block).and_then(|index| self.network.hidden.get_mut(index));
                let Some(block) = block else {
                    return Err(Error::at(
                        place.to_string(),
                        format!("is not there; there are {blocks} hidden blocks"),
                    ));
                };
                let HiddenBlock { dropout, l1, l2, max_norm, frozen, .. } = block;
                match field {
                    "dropout" => put(dropout, HiddenBlock::OBJECT, place, field, value),
                    "l1" => put(l1, HiddenBlock::OBJECT, place, field, value),
                    "l2" => put(l2, HiddenBlock::OBJECT, place, field, value),
                    "max_norm" => put(max_norm, HiddenBlock::OBJECT, place, field, value),
                    "frozen" => put(frozen, HiddenBlock::OBJECT, place, field, value),
                    _ => Err(unknown(place, "field that can change", field, &BLOCK_FIELDS)),
                }
            }
            _ => {
                let message = "cannot change in the middle of a run; what can are training.optimizer.<parameter>, \
                    training.schedule, training.gradient_clipping and a block's dropout, l1, l2, max_norm and frozen";
                Err(Error::at(place.to_string(), message))
            }
        }
    }
}

/// The index of a hidden block: 0, of `hidden[0]`.
fn index_of(part: &str) -> Option<usize> {
    part.strip_prefix("hidden[")?.strip_suffix(']')?.parse().ok()
}

/// Sets the field `id` of an object.
fn put<T: FieldValue>(
    field: &mut T,
    object: &'static Object,
    place: &Path<'_>,
    id: &str,
    value: &Node,
) -> Result<(), Error> {
    let declared = object.fields.iter().find(|field| field.id == id).expect("the object has this field");
    *field = T::read(place, value, &declared.kind)?;
    Ok(())
}

fn set_parameter(optimizer: &mut Optimizer, place: &Path<'_>, id: &str, value: &Node) -> Result<(), Error> {
    let entry = optimizer.entry();
    let can_change = entry.parameters.iter().filter(|parameter| parameter.id != FIXED_PARAMETER);
    let names: Vec<&str> = can_change.map(|parameter| parameter.id).collect();
    let at = entry.parameters.iter().position(|parameter| parameter.id == id && names.contains(&id));
    let at = at.ok_or_else(|| unknown(place, &format!("parameter of {} that can change", entry.id), id, &names))?;
    let mut values = optimizer.values();
    values[at] = read::value(place, value, &entry.parameters[at].kind, "")?;
    *optimizer = Optimizer::from_values(entry.id, values);
    Ok(())
}
