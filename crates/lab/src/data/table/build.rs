//! Makes features and targets of a table's rows.

use std::collections::BTreeMap;

use super::columns::{Header, Roles};
use super::layout::{FeatureColumn, Layout, places as places_of};
use super::number::{Cell, cell, has_comma, integer, what_else};
use super::records::{Record, Records};
use super::report::{ClassCount, Report};
use super::scan::{Place, Scan};
use super::{MAX_CLASSES, MAX_COLUMNS, MAX_VALUES, refuse, refuse_cell};
use crate::Error;
use crate::data::csv::{Categories, Csv, Missing};
use crate::data::{Table, Targets};
use crate::error::quoted;

/// The place of a row that is left out.
const DROPPED: u32 = u32::MAX;

/// What becomes of a table's columns.
pub(super) struct Plan<'a> {
    pub header: &'a Header,
    pub features: Vec<Feature>,
    /// Columns of the file; none where there is only something to predict.
    pub targets: &'a [usize],
    pub target: TargetKind,
}

/// A column to learn from, and where it stands in the file.
pub(super) struct Feature {
    at: usize,
    column: FeatureColumn,
    /// Whether its categories are still to be found.
    is_open: bool,
}

/// What the targets are.
pub(super) enum TargetKind {
    Numbers,
    /// Classes: those of a model, or none where the file tells them.
    Classes(Vec<String>),
}

/// Which rows of the file are learnt.
pub(super) struct Rows {
    /// For each row of the file its place among those that are learnt, or [`DROPPED`].
    pub order: Vec<u32>,
    pub count: usize,
    /// How many of them train: the first ones.
    pub training: usize,
}

/// The place of each row of the file, those of the rows that are kept being `order`.
pub(super) fn places(is_kept: &[bool], order: Vec<u32>) -> Vec<u32> {
    let mut order = order.into_iter();
    let place = |&kept: &bool| if kept { order.next().unwrap_or(DROPPED) } else { DROPPED };
    is_kept.iter().map(place).collect()
}

/// The features as a model had them.
pub(super) fn features_of_layout(roles: &Roles, layout: &Layout) -> Vec<Feature> {
    let columns = roles.features.iter().zip(&layout.features);
    columns.map(|(&at, column)| Feature { at, column: column.clone(), is_open: false }).collect()
}

/// The features as the columns' values tell.
///
/// # Errors
/// When a column of numbers has a text, or there is a column of text and the document does not say what becomes of it.
pub(super) fn features_of_document(
    scan: &Scan,
    header: &Header,
    roles: &Roles,
    csv: &Csv,
) -> Result<Vec<Feature>, Error> {
    let feature = |&at: &usize| {
        let (column, name) = (&scan.columns[at], &header.names[at]);
        let is_open = !column.is_numeric();
        if !is_open {
            column.check_numbers(name, "")?;
        } else if let (Categories::Refuse, Some(Place { line, value })) = (csv.categories, &column.text) {
            let what = quoted(value);
            if has_comma(value) {
                let message =
                    "has a decimal comma where commas separate values; write a point, or separate by semicolons";
                return Err(refuse_cell(*line, name, &format!("{what} {message}")));
            }
            let or = "or leave the column out of data.features";
            let mend = format!("set data.categories to \"one_hot\" to make each value a feature, {or}");
            return Err(refuse_cell(*line, name, &format!("{what} is text")).with_mend(mend));
        }
        let categories = is_open.then(Vec::new);
        Ok(Feature { at, column: FeatureColumn { name: name.clone(), categories, fill: None }, is_open })
    };
    roles.features.iter().map(feature).collect()
}

/// Reads `records`, those below the header, by the plan.
pub(super) fn table(
    records: Records<'_>,
    mut plan: Plan<'_>,
    rows: Rows,
    missing: Missing,
) -> Result<(Table, Report), Error> {
    if plan.features.iter().any(|feature| feature.is_open) {
        find_categories(records.clone(), &mut plan, &rows)?;
    }
    let width: usize = plan.features.iter().map(|feature| feature.column.width()).sum();
    if width >= MAX_COLUMNS {
        let message =
            format!("the columns make {width} features with one for each category; at most {} are", MAX_COLUMNS - 1);
        let mend = "leave columns out by data.features";
        return Err(Error::at("data.categories", format!("{message} allowed")).with_mend(mend));
    }
    if rows.count * (width + plan.targets.len()) > MAX_VALUES {
        let message = format!("the file makes {} rows of {width} features, more than {MAX_VALUES} values", rows.count);
        return Err(refuse(message).with_mend("name fewer columns in data.features, or take fewer rows"));
    }
    let mut inputs = vec![0.0_f32; rows.count * width];
    let mut targets = match &plan.target {
        TargetKind::Numbers => Column::Values(vec![0.0; rows.count * plan.targets.len()]),
        TargetKind::Classes(known) => Column::Labels(Labels::new(rows.count, known.clone())),
    };
    fill_rows(records, &plan, &rows, width, &mut inputs, &mut targets)?;
    let filled = fill_gaps(&mut plan, &rows, width, &mut inputs, missing)?;

    let (targets, classes) = match targets {
        Column::Values(values) => (Targets::Values(values), Vec::new()),
        Column::Labels(labels) => labels.finish()?,
    };
    let report = report(&plan, &rows, width, &inputs, &targets, &classes, filled);
    let layout = Layout {
        features: plan.features.into_iter().map(|feature| feature.column).collect(),
        target: report.target.clone(),
        classes: classes.clone(),
    };
    let table = Table { features: width, inputs, targets, classes, layout: layout.to_json() };
    Ok((table, report))
}

/// Finds the categories of each column of text: its values in the training part, in the order of that.
fn find_categories(mut records: Records<'_>, plan: &mut Plan<'_>, rows: &Rows) -> Result<(), Error> {
    /// A value's first place among the rows that train.
    type Firsts<'a> = BTreeMap<std::borrow::Cow<'a, str>, u32>;
    let mut open: Vec<(&mut Feature, Firsts<'_>)> =
        plan.features.iter_mut().filter(|feature| feature.is_open).map(|feature| (feature, Firsts::new())).collect();
    let has_commas = records.has_decimal_commas();
    let mut record = Record::default();
    let mut order = rows.order.iter();
    while records.next(&mut record)? {
        let Some(&place) = order.next().filter(|place| (**place as usize) < rows.training) else { continue };
        for (feature, firsts) in &mut open {
            let Some(value) = record.values.get(feature.at) else { continue };
            if cell(value, has_commas) == Cell::Missing {
                continue;
            }
            if let Some(first) = firsts.get_mut(value) {
                *first = place.min(*first);
            } else if firsts.len() + 1 == MAX_COLUMNS {
                let name = &feature.column.name;
                let message = format!("more than {} different values", firsts.len());
                let mend = "leave the column out by data.features";
                return Err(refuse_cell(record.line, name, &message).with_mend(mend));
            } else {
                firsts.insert(value.clone(), place);
            }
        }
    }
    for (feature, firsts) in open {
        let mut firsts: Vec<_> = firsts.into_iter().collect();
        firsts.sort_unstable_by_key(|(_, first)| *first);
        if firsts.is_empty() {
            return Err(no_value(&feature.column.name));
        }
        feature.column.categories = Some(firsts.into_iter().map(|(value, _)| value.into_owned()).collect());
    }
    Ok(())
}

/// Writes the features and targets of every row to its place; a missing number is NaN.
fn fill_rows(
    mut records: Records<'_>,
    plan: &Plan<'_>,
    rows: &Rows,
    width: usize,
    inputs: &mut [f32],
    targets: &mut Column,
) -> Result<(), Error> {
    let categories: Vec<_> =
        plan.features.iter().map(|feature| feature.column.categories.as_deref().map(places_of)).collect();
    let has_commas = records.has_decimal_commas();
    let mut record = Record::default();
    let mut order = rows.order.iter();
    while records.next(&mut record)? {
        let Some(&place) = order.next().filter(|place| **place != DROPPED) else { continue };
        let place = place as usize;
        let value_at = |at: usize| record.values.get(at).map_or("", |value| value);
        let mut row = &mut inputs[place * width..(place + 1) * width];
        for (feature, categories) in plan.features.iter().zip(&categories) {
            let value = value_at(feature.at);
            let (own, others) = row.split_at_mut(feature.column.width());
            row = others;
            match categories {
                Some(categories) => {
                    let category = categories.get(value).filter(|_| cell(value, has_commas) != Cell::Missing);
                    if let Some(&category) = category {
                        own[category] = 1.0;
                    }
                }
                None => own[0] = number(value, has_commas, record.line, &feature.column.name)?,
            }
        }
        for (output, &at) in plan.targets.iter().enumerate() {
            let name = &plan.header.names[at];
            match targets {
                Column::Values(values) => {
                    values[place * plan.targets.len() + output] = number(value_at(at), has_commas, record.line, name)?;
                }
                Column::Labels(labels) => labels.set(place, value_at(at), has_commas, record.line, name)?,
            }
        }
    }
    Ok(())
}

/// The number in a cell; NaN where it is missing.
fn number(value: &str, has_commas: bool, line: usize, column: &str) -> Result<f32, Error> {
    let what = match cell(value, has_commas) {
        Cell::Missing => return Ok(f32::NAN),
        Cell::Number(number, _) if (number as f32).is_finite() => return Ok(number as f32),
        Cell::Number(..) => "too large for a 32-bit number",
        Cell::Grouped | Cell::Text => what_else(value),
    };
    Err(refuse_cell(line, column, &format!("{} is {what}", quoted(value))))
}

/// Puts a fill in the place of every missing number: the mean over the training part, where no model brings one. Gives how
/// many numbers and categories were missing.
fn fill_gaps(
    plan: &mut Plan<'_>,
    rows: &Rows,
    width: usize,
    inputs: &mut [f32],
    missing: Missing,
) -> Result<usize, Error> {
    let mut filled = 0;
    let mut at = 0;
    for Feature { column, .. } in &mut plan.features {
        let start = at;
        at += column.width();
        // Under other rules rows with gaps have been left out.
        if column.categories.is_some() || missing != Missing::Mean {
            continue;
        }
        let fill = if let Some(fill) = column.fill {
            fill
        } else {
            let trains = inputs.iter().skip(start).step_by(width).take(rows.training);
            let (mut sum, mut count) = (0.0, 0_u32);
            for value in trains.filter(|value| !value.is_nan()) {
                sum += f64::from(*value);
                count += 1;
            }
            if count == 0 {
                return Err(no_value(&column.name));
            }
            (sum / f64::from(count)) as f32
        };
        column.fill = Some(fill);
        for value in inputs.iter_mut().skip(start).step_by(width).filter(|value| value.is_nan()) {
            *value = fill;
            filled += 1;
        }
    }
    Ok(filled)
}

fn no_value(column: &str) -> Error {
    let message = format!("column {} has no value in the rows that train", quoted(column));
    refuse(message).with_mend("leave it out by data.features, or set data.mix to true")
}

fn report(
    plan: &Plan<'_>,
    rows: &Rows,
    width: usize,
    inputs: &[f32],
    targets: &Targets,
    classes: &[String],
    filled: usize,
) -> Report {
    let features: Vec<String> = plan.features.iter().flat_map(|feature| feature.column.names()).collect();
    let is_constant = |at: &usize| {
        let mut values = inputs.iter().skip(*at).step_by(width).take(rows.training);
        let first = values.next();
        values.all(|value| Some(value) == first)
    };
    let constant = (0..width).filter(is_constant).map(|at| features[at].clone()).collect();
    let mut counts = vec![[0; 2]; classes.len()];
    if let Targets::Classes(labels) = targets {
        for (row, &class) in labels.iter().enumerate() {
            counts[class as usize][0] += 1;
            counts[class as usize][1] += usize::from(row < rows.training);
        }
    }
    let class =
        |(name, &[rows, training_rows]): (&String, &[usize; 2])| ClassCount { name: name.clone(), rows, training_rows };
    Report {
        rows: rows.count,
        dropped: rows.order.len() - rows.count,
        training_rows: rows.training,
        filled,
        features,
        target: plan.targets.iter().map(|&at| plan.header.names[at].clone()).collect(),
        classes: classes.iter().zip(&counts).map(class).collect(),
        constant,
    }
}

/// The targets as far as they are read.
enum Column {
    Values(Vec<f32>),
    Labels(Labels),
}

/// Class labels as far as they are read.
struct Labels {
    /// In order of first appearance.
    distinct: Vec<String>,
    /// Indices into `distinct`.
    places: BTreeMap<String, u32>,
    /// Indices into `distinct`, one a sample.
    samples: Vec<u32>,
    /// Whether `distinct` are the classes of a model, beside which there are no others.
    is_closed: bool,
    has_commas: bool,
}

impl Labels {
    fn new(samples: usize, known: Vec<String>) -> Self {
        let places = known.iter().zip(0..).map(|(name, at)| (name.clone(), at)).collect();
        let is_closed = !known.is_empty();
        Self { distinct: known, places, samples: vec![0; samples], is_closed, has_commas: false }
    }

    fn set(&mut self, place: usize, label: &str, has_commas: bool, line: usize, column: &str) -> Result<(), Error> {
        self.has_commas = has_commas;
        let whole = integer(label, has_commas).filter(|_| self.is_closed).map(|whole| whole.to_string());
        let known = self.places.get(label).or_else(|| self.places.get(&whole?)).copied();
        self.samples[place] = match known {
            Some(class) => class,
            None if self.is_closed => {
                let classes = super::listed(self.distinct.iter().map(String::as_str));
                let message = format!("the model knows no class {}; it knows {classes}", quoted(label));
                return Err(refuse_cell(line, column, &message));
            }
            None if self.distinct.len() == MAX_CLASSES => {
                let error = refuse_cell(line, column, &format!("more than {MAX_CLASSES} classes"));
                return Err(error.with_mend("for numbers set data.task to \"regression\""));
            }
            None => {
                let class = self.distinct.len() as u32;
                self.distinct.push(label.to_string());
                self.places.insert(label.to_string(), class);
                class
            }
        };
        Ok(())
    }

    /// The class of each sample and the names of the classes: whole numbers in ascending order, texts as they appeared.
    fn finish(self) -> Result<(Targets, Vec<String>), Error> {
        let integers: Option<Vec<i64>> = self.distinct.iter().map(|label| integer(label, self.has_commas)).collect();
        let (samples, classes) = match integers.filter(|_| !self.is_closed) {
            None => (self.samples, self.distinct),
            Some(integers) => {
                let mut classes = integers.clone();
                classes.sort_unstable();
                classes.dedup();
                let rank = |number| classes.partition_point(|&other| other < number) as u32;
                let ranks: Vec<u32> = integers.into_iter().map(rank).collect();
                let samples = self.samples.into_iter().map(|label| ranks[label as usize]).collect();
                (samples, classes.iter().map(ToString::to_string).collect())
            }
        };
        if let [only] = &classes[..] {
            return Err(refuse(format!("every label is {}; at least two classes are needed", quoted(only))));
        }
        Ok((Targets::Classes(samples), classes))
    }
}
