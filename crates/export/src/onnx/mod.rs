//! A model as ONNX, <https://onnx.ai>: for inference in other programs.
//!
//! The graph takes the features as they are in the data, `features` of `[batch, features]`, and gives `probability` of class 1,
//! `[batch, 1]`, for two classes; `probabilities` for more, or `value` in the target's own unit, `[batch, outputs]`. What only
//! training needs (dropout, penalties, limits) is not in it. The model's metadata hold the document (`experiment`) and, for
//! classes, their names (`classes`, JSON).

mod activation;
mod graph;

use std::collections::HashMap;

use gradient_lab::data::Standardization;
use gradient_lab::model::Model;
use gradient_lab_nn::{BlockSpec, Head, Normalization, elements};

use self::graph::{Attribute, Graph};
use crate::protobuf::Message;

/// The version of the operators: the first that has layer normalization; everything since 2022 reads it.
const OPERATORS: i64 = 17;
/// The version of the file's format that came with them.
const FORMAT: i64 = 8;

/// `model` as the bytes of an ONNX file.
pub fn model(model: &Model) -> Vec<u8> {
    const IR_VERSION: u64 = 1;
    const PRODUCER_NAME: u64 = 2;
    const PRODUCER_VERSION: u64 = 3;
    const GRAPH: u64 = 7;
    const OPSET_IMPORT: u64 = 8;
    const METADATA: u64 = 14;
    const OPSET_VERSION: u64 = 2;
    let classes = model.classes();
    let classes = (!classes.is_empty()).then(|| ("classes", serde_json::Value::from(classes).to_string()));
    let metadata = [("experiment", model.experiment.to_json())].into_iter().chain(classes);
    let entry = |(key, value): (&str, String)| Message::default().bytes(1, key).bytes(2, value);
    Message::default()
        .integer(IR_VERSION, FORMAT)
        .bytes(PRODUCER_NAME, "Gradient Lab")
        .bytes(PRODUCER_VERSION, env!("CARGO_PKG_VERSION"))
        .message(GRAPH, graph(model))
        .message(OPSET_IMPORT, Message::default().integer(OPSET_VERSION, OPERATORS))
        .messages(METADATA, metadata.map(entry))
        .into_bytes()
}

/// The network's tensors by name, with their shapes.
struct Tensors<'a>(HashMap<String, (Vec<usize>, &'a [f32])>);

impl Tensors<'_> {
    /// Puts the tensor `name` into the graph; gives its name there, or nothing where the network has none.
    fn put(&self, graph: &mut Graph, name: String) -> Option<String> {
        let (shape, values) = self.0.get(&name)?;
        graph.constant(&name, shape, values);
        Some(name)
    }
}

fn graph(model: &Model) -> Message {
    let network = &model.network;
    let tensors = network.variables().into_iter().map(|variable| {
        let values = elements(network.values(&variable));
        (variable.name, (variable.shape, values))
    });
    let tensors = Tensors(tensors.collect());
    let mut graph = Graph::default();
    let mut x = "features".to_string();
    if let Some(statistics) = &model.statistics.inputs {
        let [mean, deviation] = put_statistics(&mut graph, "input", statistics);
        let centered = graph.node("Sub", &[&x, &mean], &[], "input.centered");
        x = graph.node("Div", &[&centered, &deviation], &[], "input.standardized");
    }
    for index in 0..network.depth() {
        x = put_block(&mut graph, &tensors, network.block(index), &network.block_name(index), x);
    }
    let (output, columns) = match network.head() {
        Head::Binary => (graph.node("Sigmoid", &[&x], &[], "probability"), 1),
        Head::Classes(classes) => {
            let axis = [("axis", Attribute::Integer(-1))];
            (graph.node("Softmax", &[&x], &axis, "probabilities"), classes)
        }
        Head::Regression(outputs) => {
            let value = match &model.statistics.targets {
                Some(statistics) => {
                    let [mean, deviation] = put_statistics(&mut graph, "target", statistics);
                    let scaled = graph.node("Mul", &[&x, &deviation], &[], "target.scaled");
                    graph.node("Add", &[&scaled, &mean], &[], "value")
                }
                None => graph.node("Identity", &[&x], &[], "value"),
            };
            (value, outputs)
        }
    };
    let name = model.experiment.name.as_deref().filter(|name| !name.is_empty()).unwrap_or("Gradient Lab");
    graph.finish(name, ("features", model.features()), (&output, columns))
}

/// Puts mean and standard deviation into the graph; gives their names.
fn put_statistics(graph: &mut Graph, of: &str, statistics: &Standardization) -> [String; 2] {
    let deviations: Vec<f32> = statistics.deviations().map(|deviation| deviation as f32).collect();
    [("mean", &statistics.mean), ("deviation", &deviations)].map(|(name, values)| {
        let name = format!("{of}.{name}");
        graph.constant(&name, &[values.len()], values);
        name
    })
}

/// Puts the block called `name` on input `x` into the graph; gives the name of its output.
fn put_block(graph: &mut Graph, tensors: &Tensors<'_>, spec: &BlockSpec, name: &str, x: String) -> String {
    let mut put = |part: &str, graph: &mut Graph| tensors.put(graph, format!("{name}.{part}"));
    let dense_inputs = [Some(x.clone()), put("kernel", graph), put("bias", graph)];
    let dense_inputs: Vec<&str> = dense_inputs.iter().flatten().map(String::as_str).collect();
    let mut y = graph.node("Gemm", &dense_inputs, &[], &format!("{name}.dense"));
    if spec.normalize_before {
        y = put_normalization(graph, &mut put, &spec.normalization, name, y);
    }
    let slopes = put("prelu_slope", graph);
    y = activation::put(graph, &spec.activation, slopes, spec.units, name, y);
    if !spec.normalize_before {
        y = put_normalization(graph, &mut put, &spec.normalization, name, y);
    }
    if spec.residual {
        y = graph.node("Add", &[&y, &x], &[], &format!("{name}.residual"));
    }
    y
}

fn put_normalization(
    graph: &mut Graph,
    put: &mut impl FnMut(&str, &mut Graph) -> Option<String>,
    normalization: &Normalization,
    name: &str,
    x: String,
) -> String {
    let (operator, epsilon, tensors) = match normalization {
        Normalization::NoNorm(_) => return x,
        Normalization::BatchNorm(batch) => {
            let tensors: &[&str] = &["norm.gamma", "norm.beta", "norm.moving_mean", "norm.moving_variance"];
            ("BatchNormalization", batch.epsilon, tensors)
        }
        Normalization::LayerNorm(layer) => ("LayerNormalization", layer.epsilon, &["norm.gamma", "norm.beta"][..]),
    };
    let tensors = tensors.iter().map(|tensor| put(tensor, graph).expect("a normalization has these tensors"));
    let inputs: Vec<String> = [x].into_iter().chain(tensors).collect();
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    graph.node(operator, &inputs, &[("epsilon", Attribute::Float(epsilon as f32))], &format!("{name}.norm"))
}
