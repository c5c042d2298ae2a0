//! A network drawn as columns of nodes, in the manner of NN-SVG (LeNail, 2019, <https://doi.org/10.21105/joss.00747>), for a
//! page in print: a title, the settings, the layers with their labels, and a caption.
//!
//! An edge is a weight: blue where it is positive, orange where it is negative, the wider and darker the larger it is beside the
//! largest of its layer; for a maxout unit its largest piece counts. Of large layers the first and the last units are drawn, of
//! deep networks the first and the last layers. The drawing holds no script, no style sheet and no reference to anything else.

mod layout;
mod text;
mod words;

use std::fmt::Write;

use gradient_lab::data::{DataSpec, Origin};
use gradient_lab::model::Model;

use self::layout::{Column, Content, LABEL_LEADING, LABEL_SIZE, Layout, MARGIN, are_named};
use self::text::{escaped, lines, shortened};
use self::words::Label;

const INK: &str = "#16191d";
const SOFT: &str = "#545b65";
const INPUT_FILL: &str = "#efebe2";
const POSITIVE: &str = "#2466b4";
const NEGATIVE: &str = "#c8431f";
const FONT: &str = "Helvetica, Arial, 'Liberation Sans', sans-serif";
const TITLE_SIZE: f64 = 12.0;
const SMALL_SIZE: f64 = 7.5;
/// Strengths of edges that are told apart.
const LEVELS: usize = 10;
/// Characters of a name at a node.
const MAX_NAME: usize = 24;

/// The network of `model` as an SVG document.
pub fn drawing(model: &Model) -> String {
    let network = &model.network;
    let blocks = 0..network.depth();
    let units: Vec<usize> =
        [model.features()].into_iter().chain(blocks.clone().map(|block| network.block(block).units)).collect();
    let labels = words::labels(model);
    let (inputs, outputs) = (input_names(model), output_names(model));
    let arcs: Vec<usize> = blocks.filter(|&block| network.block(block).residual).map(|block| block + 1).collect();
    let content = Content { units: &units, labels: &labels, inputs: &inputs, outputs: &outputs, arcs: &arcs };
    let layout = layout::layout(&content);
    let is_elided = layout.dots.is_some() || layout.columns.iter().any(|column| column.dots.is_some());

    let room = layout.width - 2.0 * MARGIN;
    let mut svg = String::new();
    let mut y = MARGIN;
    let title = words::title(model);
    y = put_lines(&mut svg, &title, TITLE_SIZE, &format!(r#"font-weight="bold" fill="{INK}""#), room, y);
    y = put_lines(&mut svg, &words::settings(model), SMALL_SIZE, &format!(r#"fill="{SOFT}""#), room, y + 1.0) + 12.0;
    let _ = writeln!(svg, r#"<g transform="translate(0 {})">"#, n(y));
    put_edges(&mut svg, model, &layout);
    put_arcs(&mut svg, model, &layout);
    put_nodes(&mut svg, model, &layout);
    put_names(&mut svg, &layout, &inputs, &outputs);
    put_labels(&mut svg, &layout);
    svg.push_str("</g>\n");
    y += layout.height + 12.0;
    put_legend(&mut svg, y);
    let caption = words::caption(model, is_elided);
    y = put_lines(&mut svg, &caption, SMALL_SIZE, &format!(r#"fill="{SOFT}""#), room, y + 5.0);
    framed(&svg, &title, &description(model), [layout.width, y + MARGIN])
}

/// The document around `content`.
fn framed(content: &str, title: &str, description: &str, [width, height]: [f64; 2]) -> String {
    let (title, description, [width, height]) = (escaped(title), escaped(description), [width, height].map(f64::ceil));
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" role="img" font-family="{FONT}">
<title>{title}</title>
<desc>{description}</desc>
<rect width="{width}" height="{height}" fill="#ffffff"/>
{content}</svg>
"##
    )
}

/// What the drawing shows, for those who do not see it.
fn description(model: &Model) -> String {
    let labels = words::labels(model).iter().map(Label::in_one_line).collect::<Vec<_>>();
    format!("A network of columns of nodes: {}. {}", labels.join("; "), words::settings(model))
}

/// The names of the features, where they have any and are few.
fn input_names(model: &Model) -> Vec<String> {
    let DataSpec { source, .. } = &model.experiment.data;
    let names = match (&model.layout, source.as_dyn().origin()) {
        _ if !are_named(model.features()) => vec![],
        (Some(layout), _) => layout.feature_names(),
        (None, Origin::Points { .. }) => (1..=model.features()).map(|at| format!("x{}", subscript(at))).collect(),
        (None, _) => vec![],
    };
    names.iter().map(|name| shortened(name, MAX_NAME)).collect()
}

/// The names of the outputs: of the classes, or of the targets.
fn output_names(model: &Model) -> Vec<String> {
    let outputs = model.network.head().outputs();
    let classes = model.classes();
    let names = match &model.layout {
        _ if !are_named(outputs) => vec![],
        _ if classes.len() == 2 => vec![format!("P({})", shortened(&classes[1], MAX_NAME))],
        Some(layout) if classes.is_empty() => layout.target().to_vec(),
        _ => classes,
    };
    names.iter().map(|name| shortened(name, MAX_NAME + 3)).collect()
}

fn subscript(number: usize) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32('₀' as u32 + digit)).unwrap_or(c);
    number.to_string().chars().map(digit).collect()
}

/// A length, with as many digits as can be seen.
fn n(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Writes `text` in lines from `y` down; gives where they end.
fn put_lines(svg: &mut String, text: &str, size: f64, look: &str, room: f64, y: f64) -> f64 {
    let mut y = y;
    for line in lines(text, size, room) {
        y += size * 1.25;
        let (x, baseline) = (n(MARGIN), n(y - size * 0.25));
        let _ =
            writeln!(svg, r#"<text x="{x}" y="{baseline}" font-size="{}" {look}>{}</text>"#, n(size), escaped(&line));
    }
    y
}

/// The weights between neighbouring columns, the strongest on top: a path for each strength and sign.
fn put_edges(svg: &mut String, model: &Model, layout: &Layout<'_>) {
    svg.push_str("<g fill=\"none\">\n");
    // Where columns are close, edges are many.
    let boldness = (layout.spacing / 70.0).clamp(0.4, 1.0);
    for pair in layout.columns.windows(2) {
        let [from, to] = pair else { continue };
        if to.index != from.index + 1 {
            continue;
        }
        let mut paths = vec![[String::new(), String::new()]; LEVELS + 1];
        let block = from.index;
        let kernel = model.network.kernel(block);
        let largest = kernel.iter().fold(0.0, |largest: f32, weight| largest.max(weight.abs()));
        let pieces = model.network.block(block).activation.pieces();
        for &(input, y1) in &from.nodes {
            for &(unit, y2) in &to.nodes {
                let weights = (unit * pieces..(unit + 1) * pieces).map(|column| kernel[[input, column]]);
                let weight =
                    weights.fold(0.0, |most: f32, weight| if weight.abs() > most.abs() { weight } else { most });
                let level = (weight.abs() / largest * LEVELS as f32).ceil() as usize;
                let path = &mut paths[level][usize::from(weight < 0.0)];
                let _ = write!(path, "M{} {}L{} {}", n(from.x), n(y1), n(to.x), n(y2));
            }
        }
        // Weights of exactly 0 are no edges.
        for (level, signs) in paths.iter().enumerate().skip(1) {
            let strength = (level as f64 / LEVELS as f64).powf(1.5);
            let (width, opacity) = (n(0.2 + 1.4 * boldness * strength), n(0.08 + 0.8 * strength));
            for (path, colour) in signs.iter().zip([POSITIVE, NEGATIVE]).filter(|(path, _)| !path.is_empty()) {
                let _ = writeln!(
                    svg,
                    r#"<path d="{path}" stroke="{colour}" stroke-width="{width}" stroke-opacity="{opacity}"/>"#
                );
            }
        }
    }
    svg.push_str("</g>\n");
}

/// The way of a residual block's input around it.
fn put_arcs(svg: &mut String, model: &Model, layout: &Layout<'_>) {
    for pair in layout.columns.windows(2) {
        let [from, to] = pair else { continue };
        if to.index != from.index + 1 || !model.network.block(from.index).residual {
            continue;
        }
        let top = |column: &Column| column.nodes.first().map_or(0.0, |node| node.1) - layout.radius - 2.0;
        let (x1, y1, x2, y2) = (n(from.x), n(top(from)), n(to.x), n(top(to)));
        let height = n(top(from).min(top(to)) - layout::ARC_HEIGHT * 4.0 / 3.0 + 4.0);
        let _ = writeln!(
            svg,
            r#"<path d="M{x1} {y1}C{x1} {height} {x2} {height} {x2} {y2}" fill="none" stroke="{SOFT}" stroke-width="0.9"/>"#
        );
        let (x, tip) = (to.x, top(to) + 1.0);
        let _ = writeln!(
            svg,
            r#"<path d="M{} {}L{} {}L{} {}" fill="{SOFT}"/>"#,
            n(x - 2.2),
            n(tip - 4.5),
            n(x + 2.2),
            n(tip - 4.5),
            n(x),
            n(tip)
        );
    }
}

fn put_nodes(svg: &mut String, model: &Model, layout: &Layout<'_>) {
    let dot = |svg: &mut String, x: f64, y: f64| {
        let _ = writeln!(svg, r#"<circle cx="{}" cy="{}" r="1.1" fill="{SOFT}"/>"#, n(x), n(y));
    };
    for column in &layout.columns {
        let fill = if column.index == 0 { INPUT_FILL } else { "#ffffff" };
        let is_frozen = column.index > 0 && model.network.block(column.index - 1).frozen;
        let dashes = if is_frozen { r#" stroke-dasharray="1.8 1.4""# } else { "" };
        let _ = writeln!(svg, r#"<g fill="{fill}" stroke="{INK}" stroke-width="0.8"{dashes}>"#);
        for (_, y) in &column.nodes {
            let _ = writeln!(svg, r#"<circle cx="{}" cy="{}" r="{}"/>"#, n(column.x), n(*y), n(layout.radius));
        }
        svg.push_str("</g>\n");
        if let Some(y) = column.dots {
            for step in [-4.5, 0.0, 4.5] {
                dot(svg, column.x, y + step);
            }
        }
    }
    if let Some([x, y]) = layout.dots {
        for step in [-5.0, 0.0, 5.0] {
            dot(svg, x + step, y);
        }
    }
}

/// The names of inputs and outputs, beside them.
fn put_names(svg: &mut String, layout: &Layout<'_>, inputs: &[String], outputs: &[String]) {
    let sides = [(layout.columns.first(), inputs, -1.0, "end"), (layout.columns.last(), outputs, 1.0, "start")];
    for (column, names, side, anchor) in sides {
        let Some(column) = column else { continue };
        for ((_, y), name) in column.nodes.iter().zip(names) {
            let (x, y) = (n(column.x + side * (layout.radius + 5.0)), n(y + LABEL_SIZE * 0.36));
            let _ = writeln!(
                svg,
                r#"<text x="{x}" y="{y}" font-size="{}" text-anchor="{anchor}" fill="{INK}">{}</text>"#,
                n(LABEL_SIZE),
                escaped(name)
            );
        }
    }
}

/// The labels below the columns.
fn put_labels(svg: &mut String, layout: &Layout<'_>) {
    let size = n(LABEL_SIZE);
    for placed in &layout.labels {
        let [first, last] = placed.ends;
        let x = n(placed.center());
        if first < last {
            let (left, right, top) = (n(first - layout.radius), n(last + layout.radius), n(layout.labels_top));
            let _ = writeln!(
                svg,
                r#"<path d="M{left} {top}v3H{right}v-3" fill="none" stroke="{SOFT}" stroke-width="0.7"/>"#
            );
        }
        let top = layout.labels_top + layout::bracket(&layout.labels);
        if layout.is_slanted {
            let y = n(top + 3.0);
            let text = escaped(&layout::slanted_text(placed.label));
            let _ = writeln!(
                svg,
                r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="end" fill="{INK}" transform="rotate(-45 {x} {y})">{text}</text>"#
            );
            continue;
        }
        let details = placed.label.details.iter().map(|detail| (detail, format!(r#"fill="{SOFT}""#)));
        let name = (&placed.label.name, format!(r#"font-weight="bold" fill="{INK}""#));
        for (line, (text, look)) in [name].into_iter().chain(details).enumerate() {
            let y = n(top + LABEL_SIZE * 0.8 + LABEL_LEADING * line as f64);
            let text = escaped(text);
            let _ =
                writeln!(svg, r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="middle" {look}>{text}</text>"#);
        }
    }
}

/// Which colour is which sign.
fn put_legend(svg: &mut String, y: f64) {
    let mut x = MARGIN;
    for (colour, words) in [(POSITIVE, "positive weight"), (NEGATIVE, "negative weight")] {
        let (left, right, middle) = (n(x), n(x + 16.0), n(y - 2.6));
        let _ = writeln!(svg, r#"<path d="M{left} {middle}H{right}" stroke="{colour}" stroke-width="1.6"/>"#);
        let (left, baseline, size) = (n(x + 20.0), n(y), n(SMALL_SIZE));
        let _ = writeln!(svg, r#"<text x="{left}" y="{baseline}" font-size="{size}" fill="{INK}">{words}</text>"#);
        x += 20.0 + text::width(words, SMALL_SIZE) + 14.0;
    }
}
