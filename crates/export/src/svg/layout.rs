//! Where everything in a drawing stands. Lengths are in points, as they are in print.

use super::text::{shortened, width};
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
/// How high arcs are, and how far labels are from the nodes.
pub(super) const ARC_HEIGHT: f64 = 22.0;
/// How far labels are from the nodes.
const LABEL_GAP: f64 = 8.0;
/// Characters of a slanted label.
const MAX_SLANTED: usize = 40;
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
    /// The columns that an arc leads to, above the one before and itself.
    pub arcs: &'a [usize],
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

impl PlacedLabel<'_> {
    /// Where its middle is.
    pub fn center(&self) -> f64 {
        f64::midpoint(self.ends[0], self.ends[1])
    }
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
    /// Between two columns.
    pub spacing: f64,
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
pub(super) fn slanted_text(label: &Label) -> String {
    shortened(&label.in_one_line(), MAX_SLANTED)
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

    let widest = |label: &Label| {
        let lines = label.details.iter().map(|line| width(line, LABEL_SIZE));
        lines.fold(width(&label.name, LABEL_SIZE) * 1.08, f64::max)
    };
    let place_all = |[left, right]: [f64; 2]| -> (f64, Vec<PlacedLabel<'a>>) {
        let spacing = ((MAX_WIDTH - left - right) / (places - 1) as f64).clamp(15.0, COLUMN_SPACING);
        let labels = content.labels.iter().filter_map(|label| {
            let is_below = |at: &usize| (label.columns[0]..=label.columns[1]).contains(&shown[*at]);
            let mut below = (0..shown.len()).filter(is_below).map(|at| left + spacing * place(at) as f64);
            let first = below.next()?;
            Some(PlacedLabel { label, ends: [first, below.next_back().unwrap_or(first)] })
        });
        (spacing, labels.collect())
    };
    // The sides have room for names, and for half of the labels at the ends.
    let names = |names: &[String]| names.iter().map(|name| width(name, LABEL_SIZE) + 8.0).fold(0.0, f64::max);
    let sides = [content.inputs, content.outputs].map(|list| MARGIN + 10.0 + names(list));
    let half = |label: Option<&Label>| label.map_or(0.0, |label| widest(label) / 2.0 + MARGIN);
    let straight = [sides[0].max(half(content.labels.first())), sides[1].max(half(content.labels.last()))];
    let (mut spacing, mut labels) = place_all(straight);
    let mut left = straight[0];
    let mut right = straight[1];
    let is_slanted = !labels.windows(2).all(|pair| {
        pair[1].center() - pair[0].center() >= f64::midpoint(widest(pair[0].label), widest(pair[1].label)) + 8.0
    });
    if is_slanted {
        // A slanted label ends below its column, and reaches to the left.
        labels = place_all(sides).1;
        let reach = |placed: &PlacedLabel<'_>| {
            width(&slanted_text(placed.label), LABEL_SIZE) * SLANT + MARGIN - placed.center()
        };
        left = sides[0] + labels.iter().map(reach).fold(0.0, f64::max);
        right = sides[1];
        (spacing, labels) = place_all([left, right]);
    }
    let own_width = left + spacing * (places - 1) as f64 + right;
    let width_of_all = own_width.max(MIN_WIDTH);
    let shift = (width_of_all - own_width) / 2.0;
    for placed in &mut labels {
        placed.ends = placed.ends.map(|x| x + shift);
    }
    let x = |at: usize| left + spacing * place(at) as f64 + shift;

    let slots = |units: usize| {
        let (first, last, is_elided) = ends(units, MAX_NODES - 1);
        if units <= MAX_NODES { units } else { first + last + usize::from(is_elided) }
    };
    let most = shown.iter().map(|&index| slots(content.units[index])).max().unwrap_or(1);
    let pitch = (MAX_COLUMN_HEIGHT / (most.max(2) - 1) as f64).min(NODE_SPACING);
    let radius = (pitch * 0.36).min(spacing * 0.24).min(8.0);
    let free_above = |&column: &usize| {
        let highest = slots(content.units[column]).max(slots(content.units[column - 1]));
        pitch * (most.max(highest) - highest) as f64 / 2.0
    };
    let arcs = content.arcs.iter().map(|column| ARC_HEIGHT - free_above(column)).fold(0.0, f64::max);
    let top = radius + 2.0 + arcs;
    let middle = top + pitch * (most - 1) as f64 / 2.0;
    let columns: Vec<Column> = shown
        .iter()
        .enumerate()
        .map(|(at, &index)| column(index, content.units[index], x(at), middle, pitch))
        .collect();
    let labels_top = middle * 2.0 - top + radius + LABEL_GAP;
    let labels_height = if is_slanted {
        let longest = labels.iter().map(|placed| width(&slanted_text(placed.label), LABEL_SIZE)).fold(0.0, f64::max);
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
        spacing,
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
    let (first, last, is_elided) = if units <= MAX_NODES { (units, 0, false) } else { ends(units, MAX_NODES - 1) };
    let slots = first + last + usize::from(is_elided);
    let y = |slot: usize| middle + pitch * (slot as f64 - (slots - 1) as f64 / 2.0);
    let above = (0..first).map(|unit| (unit, y(unit)));
    let below = (0..last).map(|unit| (units - last + unit, y(first + 1 + unit)));
    Column { index, x, nodes: above.chain(below).collect(), dots: is_elided.then(|| y(first)) }
}
