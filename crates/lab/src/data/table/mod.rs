//! Reads the user's table: bytes to text (`decode`), to records (`records`), to cells (`number`); the header says which
//! columns are learnt (`columns`), a first pass what all of them hold (`scan`), and the last makes features and targets
//! (`build`).

mod build;
mod columns;
mod decode;
mod describe;
mod layout;
mod number;
mod records;
mod report;
mod scan;

pub use describe::{ColumnInfo, Description, FileRow, RefusedCell, Role, TableRefusal, describe};
pub use layout::Layout;
pub use report::{ClassCount, Report};

use gradient_lab_nn::rng::Rng;

use self::build::{Plan, Rows, TargetKind};
use self::columns::{Header, Roles, listed};
use self::records::Records;
use self::scan::Scan;
use super::csv::{Csv, Missing, Task};
use super::{DataSpec, Source, Table, training_samples};
use crate::Error;
use crate::error::{Input, quoted};

/// The largest file read, in bytes.
const MAX_BYTES: usize = 128 << 20;
/// The most values that a table may give the network, features and targets of all rows: 256 MB.
const MAX_VALUES: usize = 1 << 26;
/// The most samples read.
const MAX_ROWS: usize = 100_000;
/// The most columns read, that of the target included; also the most features, with one for each category.
const MAX_COLUMNS: usize = 1_001;
/// The most classes told apart.
const MAX_CLASSES: usize = 1_000;

/// The table in `bytes`, as the document's data and seed want it; with the `layout` of a model file its columns are found by
/// name and read as that model read them.
///
/// # Errors
/// When the file cannot be read or does not hold what the document says; the error names line and column, and says what to change.
pub fn read(bytes: &[u8], spec: &DataSpec, seed: u64, layout: Option<&Layout>) -> Result<(Table, Report), Error> {
    let csv = document_of(spec)?;
    let text = text_of(bytes)?;
    let mut records = Records::new(&text)?;
    let header = Header::read(&mut records)?;
    let roles = match layout {
        Some(layout) => {
            check_agrees(csv, layout)?;
            Roles::of_layout(&header, layout, true)?
        }
        None => Roles::of_document(&header, csv)?,
    };
    let scan = Scan::of(records.clone(), &header, &roles)?;
    let target = target_kind(&scan, &header, &roles, csv, layout)?;
    let features = match layout {
        Some(layout) => build::features_of_layout(&roles, layout),
        None => build::features_of_document(&scan, &header, &roles, csv)?,
    };
    let rows = rows(&scan, &header, &roles, csv, spec, seed)?;
    let plan = Plan { header: &header, features, targets: &roles.targets, target };
    build::table(records, plan, rows, csv.missing)
}

/// The rows of `bytes` for a model to predict: `[rows, features]`, and for each row of the file whether it has a row there,
/// as none does that has gaps where the document leaves such rows out. The targets may be missing.
///
/// # Errors
/// As those of [`read`].
pub fn read_features(bytes: &[u8], spec: &DataSpec, layout: &Layout) -> Result<(Vec<f32>, Vec<bool>), Error> {
    let csv = document_of(spec)?;
    let text = text_of(bytes)?;
    let mut records = Records::new(&text)?;
    let header = Header::read(&mut records)?;
    let roles = Roles::of_layout(&header, layout, false)?;
    let scan = Scan::of(records.clone(), &header, &roles)?;
    if csv.missing == Missing::Refuse {
        check_gaps(&scan, &header, &roles)?;
    }
    let is_kept: Vec<bool> = scan.rows.iter().map(|gaps| !gaps.features || csv.missing == Missing::Mean).collect();
    let count = is_kept.iter().filter(|kept| **kept).count();
    let rows = Rows { order: build::places(&is_kept, (0..count as u32).collect()), count, training: count };
    let features = build::features_of_layout(&roles, layout);
    let plan = Plan { header: &header, features, targets: &[], target: TargetKind::Numbers };
    Ok((build::table(records, plan, rows, csv.missing)?.0.inputs, is_kept))
}

/// What the document says about its table.
fn document_of(spec: &DataSpec) -> Result<&Csv, Error> {
    match &spec.source {
        Source::Csv(csv) => Ok(csv),
        _ => Err(refuse(format!("goes with data of kind csv; the document's are {}", spec.kind()))),
    }
}

fn text_of(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(refuse(format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len())));
    }
    decode::decode(bytes)
}

/// Checks that the document does not ask for other columns than the model has.
fn check_agrees(csv: &Csv, layout: &Layout) -> Result<(), Error> {
    let differs = |path: &str, names: &mut dyn ExactSizeIterator<Item = &str>| {
        Err(Error::at(path, format!("the weights were trained with {}; name the same, or none", listed(names))))
    };
    if csv.target.as_ref().is_some_and(|target| *target != layout.target) {
        return differs("data.target", &mut layout.target.iter().map(String::as_str));
    }
    let mut names = layout.features.iter().map(|feature| &feature.name[..]);
    let is_same =
        |list: &Vec<String>| list.len() == names.len() && names.clone().all(|name| list.iter().any(|at| at == name));
    if !csv.features.as_ref().is_none_or(is_same) {
        return differs("data.features", &mut names);
    }
    Ok(())
}

/// Whether the document's target is a class: as it says, else as the target's name and values tell.
fn is_classification(scan: &Scan, header: &Header, roles: &Roles, csv: &Csv) -> Result<bool, Error> {
    let [first, others @ ..] = &roles.targets[..] else { return Ok(false) };
    let name = &header.names[*first];
    match csv.task {
        Task::Classification if !others.is_empty() => {
            let mend = "name one in data.target, or set data.task to \"regression\"";
            Err(Error::at("data.task", "classification has one target").with_mend(mend))
        }
        Task::Classification => Ok(true),
        Task::Regression => Ok(false),
        Task::Auto => {
            let looks = || name != "target" && scan.columns[*first].looks_like_classes();
            Ok(others.is_empty() && (name == "label" || looks()))
        }
    }
}

/// What the targets are; checks that they are that.
fn target_kind(
    scan: &Scan,
    header: &Header,
    roles: &Roles,
    csv: &Csv,
    layout: Option<&Layout>,
) -> Result<TargetKind, Error> {
    let Some(&first) = roles.targets.first() else { return Ok(TargetKind::Numbers) };
    let (column, name) = (&scan.columns[first], &header.names[first]);
    let is_class = match layout {
        Some(layout) => !layout.classes.is_empty(),
        None => is_classification(scan, header, roles, csv)?,
    };
    if is_class {
        if column.is_numeric() {
            column.check_numbers(name, "")?;
        }
        let classes = layout.map(|layout| layout.classes.clone()).unwrap_or_default();
        return Ok(TargetKind::Classes(classes));
    }
    for &at in &roles.targets {
        let may_be_classes = layout.is_none() && !scan.columns[at].is_numeric();
        let mend = if may_be_classes { "to learn classes set data.task to \"classification\"" } else { "" };
        scan.columns[at].check_numbers(&header.names[at], mend)?;
    }
    Ok(TargetKind::Numbers)
}

/// Which rows are learnt, in which order.
fn rows(scan: &Scan, header: &Header, roles: &Roles, csv: &Csv, spec: &DataSpec, seed: u64) -> Result<Rows, Error> {
    let is_kept: Vec<bool> = match csv.missing {
        Missing::Refuse => {
            check_gaps(scan, header, roles)?;
            vec![true; scan.rows.len()]
        }
        Missing::Drop => scan.rows.iter().map(|gaps| !gaps.features && !gaps.targets).collect(),
        Missing::Mean => scan.rows.iter().map(|gaps| !gaps.targets).collect(),
    };
    let count = is_kept.iter().filter(|kept| **kept).count();
    if count == 0 {
        let message = format!("leaves none of the {} rows", is_kept.len());
        return Err(Error::at("data.missing", message).with_mend("leave columns with gaps out of data.features"));
    }
    let training = training_samples(count, spec)?;
    let mut order: Vec<u32> = (0..count as u32).collect();
    if csv.mix {
        Rng::new(seed, "mix", 0).shuffle(&mut order);
    }
    Ok(Rows { order: build::places(&is_kept, order), count, training })
}

/// Refuses a table with gaps in its columns.
fn check_gaps(scan: &Scan, header: &Header, roles: &Roles) -> Result<(), Error> {
    let Some((line, at)) = scan.first_gap else { return Ok(()) };
    let gaps = |at: &usize| scan.columns[*at].missing;
    let mut columns: Vec<usize> =
        roles.features.iter().chain(&roles.targets).copied().filter(|at| gaps(at) > 0).collect();
    columns.sort_unstable();
    let cells: usize = columns.iter().map(gaps).sum();
    let rows = scan.rows.iter().filter(|gaps| gaps.features || gaps.targets).count();
    let names = listed(columns.iter().map(|&at| &header.names[at][..]));
    let [cells, rows] = [(cells, "value"), (rows, "row")].map(|(count, what)| report::counted(count, what));
    let message = format!("the value is missing: {cells} in {rows}, in {names}");
    let mend = "set data.missing to \"drop\" (leaves such rows out) or \"mean\" (fills features)";
    Err(refuse_cell(line, &header.names[at], &message).with_mend(mend))
}

fn refuse(message: impl AsRef<str>) -> Error {
    Error::new(message).with_input(Input::Data)
}

fn refuse_line(line: usize, message: &str) -> Error {
    refuse(format!("line {line}: {message}")).with_line(line)
}

fn refuse_cell(line: usize, column: &str, message: &str) -> Error {
    refuse(format!("line {line}, column {}: {message}", quoted(column))).with_line(line).with_column(column)
}
