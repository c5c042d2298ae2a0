//! Where everything in a drawing stands. Lengths are in points, as they are in print.

use super::text::width;
use super::words::Label;

/// The widest drawing: the text width of a page.
const MAX_WIDTH: f64 = 510.0;
/// The narrowest: what the lines of words need.
const MIN_WIDTH: f64 = 300.0;
/// The free border on each side.
pub(super) const MARGIN: f64 = 10.0;
/// Between two columns where there is room.
const COLUMN_SPACING: f64 = 112.0;
/// Between two nodes of a column where there is room, and the height of a column where there is not.
const NODE_SPACING: f64 = 27.0;
const MAX_COLUMN_HEIGHT: f64 = 205.0;
/// The most nodes drawn of a layer, and the most layers.
const MAX_NODES: usize = 12;
const MAX_COLUMNS: usize = 24;
/// The size of the labels' text, and the height of their lines.
pub(super) const LABEL_SIZE: f64 = 8.0;
pub(super) const LABEL_LEADING: f64 = 10.5;
/// How far labels are from the nodes.
const LABEL_GAP: f64 = 8.0;
/// Cosine and sine of slanted labels' 45 degrees.
const SLANT: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// The sizes of the network and the words beside it.
pub(super) struct Content<'a> {
    /// Units of each column, the input's first.
    pub units: &'a [usize],
    /// Below the columns.
    pub labels: &'a [Label],
    /// Left of the inputs and right of the outputs; empty where there are too many.
    pub inputs: &'a [String],
    pub outputs: &'a [String],
    /// Whether arcs pass above the columns.
    pub has_arcs: bool,
}

/// A column of nodes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Its number, that of the input's being 0.
    pub index: usize,
    pub x: f64,
    /// The units that are drawn, and where.
    pub nodes: Vec<(usize, f64)>,
    /// Where dots stand for the rest.
    pub dots: Option<f64>,
}

/// A label below some columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedLabel<'a> {
    pub label: &'a Label,
    /// The centres of its first and its last column.
    pub ends: [f64; 2],
}

/// A drawing without its words above and below.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout<'a> {
    pub width: f64,
    /// How high it is, labels included.
    pub height: f64,
    /// Where labels begin, and whether they are slanted, each in one line.
    pub labels_top: f64,
    pub is_slanted: bool,
    pub radius: f64,
    pub columns: Vec<Column>,
    /// The centre of the dots that stand for columns.
    pub dots: Option<[f64; 2]>,
    pub labels: Vec<PlacedLabel<'a>>,
}

/// Whether the names of so many nodes are written beside them.
pub(super) fn are_named(units: usize) -> bool {
    units <= MAX_NODES
}

/// The text of a slanted label.
pub(super) fn in_one_line(label: &Label) -> String {
    format!("{}: {}", label.name, label.details.join(", "))
}

/// The first and last of `count` that are drawn where at most `max` are, and whether any are left out between.
fn ends(count: usize, max: usize) -> (usize, usize, bool) {
    if count <= max { (count, 0, false) } else { (max / 2, (max - 1) / 2, true) }
}

/// Places everything.
pub(super) fn layout<'a>(content: &Content<'a>) -> Layout<'a> {
    let (first, last, is_elided) = ends(content.units.len(), MAX_COLUMNS);
    let count = content.units.len();
    let shown: Vec<usize> = (0..first).chain(count - last..count).collect();
    // The dots take the place of a column.
    let place = |at: usize| if is_elided && at >= first { at + 1 } else { at };
    let places = shown.len() + usize::from(is_elided);

    let names = |names: &[String]| names.iter().map(|name| width(name, LABEL_SIZE)).fold(0.0, f64::max);
    let beside = |widest: f64| MARGIN + 10.0 + if widest > 0.0 { widest + 8.0 } else { 0.0 };
    let (mut left, right) = (beside(names(content.inputs)), beside(names(content.outputs)));
    let spacing_of = |left: f64| ((MAX_WIDTH - left - right) / (places - 1) as f64).clamp(17.0, COLUMN_SPACING);
    let widest = |label: &Label| {
        let lines = label.details.iter().map(|line| width(line, LABEL_SIZE));
        lines.fold(width(&label.name, LABEL_SIZE) * 1.08, f64::max)
    };
    let ends_of = |label: &Label, x: &dyn Fn(usize) -> f64| {
        let columns: Vec<usize> =
            (0..shown.len()).filter(|&at| (label.columns[0]..=label.columns[1]).contains(&shown[at])).collect();
        Some([x(*columns.first()?), x(*columns.last()?)])
    };
    let center = |[first, last]: [f64; 2]| f64::midpoint(first, last);
    let x_from = |left: f64| move |at: usize| left + spacing_of(left) * place(at) as f64;
    let half_first = content.labels.first().map_or(0.0, |label| widest(label) / 2.0);
    left = left.max(MARGIN + half_first);
    let placed: Vec<(&Label, [f64; 2])> =
        content.labels.iter().filter_map(|label| Some((label, ends_of(label, &x_from(left))?))).collect();
    let fits = |pair: &[(&Label, [f64; 2])]| {
        center(pair[1].1) - center(pair[0].1) >= f64::midpoint(widest(pair[0].0), widest(pair[1].0)) + 8.0
    };
    let is_slanted = !placed.windows(2).all(fits);
    if is_slanted {
        // A slanted label ends below its column, and reaches to the left.
        left -= half_first.min(left - beside(names(content.inputs)));
        let reach = |label: &Label, center: f64| width(&in_one_line(label), LABEL_SIZE) * SLANT + MARGIN - center;
        let lacking = content.labels.iter().filter_map(|label| Some(reach(label, center(ends_of(label, &x_from(left))?))));
        left += lacking.fold(0.0, f64::max);
    }
    let (spacing, x) = (spacing_of(left), x_from(left));
    let half_last = placed.last().map_or(0.0, |(label, _)| widest(label) / 2.0);
    let right = if is_slanted { right } else { right.max(half_last + MARGIN) };
    let own_width = x(shown.len() - 1) + right;
    let width_of_all = own_width.max(MIN_WIDTH);
    let shift = (width_of_all - own_width) / 2.0;
    let x = |at: usize| x(at) + shift;

    let slots = |units: usize| {
        let (first, last, is_elided) = ends(units, MAX_NODES - 1);
        if units <= MAX_NODES { units } else { first + last + usize::from(is_elided) }
    };
    let most = shown.iter().map(|&index| slots(content.units[index])).max().unwrap_or(1);
    let pitch = (MAX_COLUMN_HEIGHT / (most.max(2) - 1) as f64).min(NODE_SPACING);
    let radius = (pitch * 0.36).min(spacing * 0.24).min(8.0);
    let top = radius + 2.0 + if content.has_arcs { 24.0 } else { 0.0 };
    let middle = top + pitch * (most - 1) as f64 / 2.0;
    let columns: Vec<Column> = shown
        .iter()
        .enumerate()
        .map(|(at, &index)| column(index, content.units[index], x(at), middle, pitch))
        .collect();
    let labels: Vec<PlacedLabel<'_>> = content
        .labels
        .iter()
        .filter_map(|label| Some(PlacedLabel { label, ends: ends_of(label, &x)? }))
        .collect();
    let labels_top = middle * 2.0 - top + radius + LABEL_GAP;
    let labels_height = if is_slanted {
        let longest = labels.iter().map(|placed| width(&in_one_line(placed.label), LABEL_SIZE)).fold(0.0, f64::max);
        longest * SLANT + LABEL_SIZE
    } else {
        let most = labels.iter().map(|placed| placed.label.details.len() + 1).max().unwrap_or(0);
        most as f64 * LABEL_LEADING
    };
    Layout {
        width: width_of_all,
        height: labels_top + bracket(&labels) + labels_height,
        labels_top,
        is_slanted,
        radius,
        dots: is_elided.then(|| [f64::midpoint(x(first - 1), x(first)), middle]),
        columns,
        labels,
    }
}

/// The height of the brackets above the labels: 0 where no label stands below several columns.
pub(super) fn bracket(labels: &[PlacedLabel<'_>]) -> f64 {
    if labels.iter().any(|placed| placed.ends[0] < placed.ends[1]) { 8.0 } else { 0.0 }
}

fn column(index: usize, units: usize, x: f64, middle: f64, pitch: f64) -> Column {
    let (first, last, is_elided) =
        if units <= MAX_NODES { (units, 0, false) } else { ends(units, MAX_NODES - 1) };
    let slots = first + last + usize::from(is_elided);
    let y = |slot: usize| middle + pitch * (slot as f64 - (slots - 1) as f64 / 2.0);
    let above = (0..first).map(|unit| (unit, y(unit)));
    let below = (0..last).map(|unit| (units - last + unit, y(first + 1 + unit)));
    Column { index, x, nodes: above.chain(below).collect(), dots: is_elided.then(|| y(first)) }
}
