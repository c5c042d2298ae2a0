//! Each activation of the catalogue in ONNX's operators: <https://onnx.ai/onnx/operators/>.

use gradient_lab_nn::Activation;
use gradient_lab_nn::math::{SELU_ALPHA, SELU_SCALE};

use super::graph::{Attribute, Graph};

/// Puts the activation of the block called `name` on `z`, `[batch, units·pieces]`, into the graph; gives the name of its output,
/// `[batch, units]`. `slopes` is the name of the slopes that it has learnt, if it learns any.
pub(super) fn put(
    graph: &mut Graph,
    activation: &Activation,
    slopes: Option<String>,
    units: usize,
    name: &str,
    z: String,
) -> String {
    let part = |part: &str| format!("{name}.{part}");
    let output = &part("activation");
    let float = |name: &'static str, value: f64| [(name, Attribute::Float(value as f32))];
    match activation {
        Activation::Identity(_) => z,
        Activation::Sigmoid(_) => graph.node("Sigmoid", &[&z], &[], output),
        Activation::Tanh(_) => graph.node("Tanh", &[&z], &[], output),
        Activation::Relu(_) => graph.node("Relu", &[&z], &[], output),
        Activation::LeakyRelu(leaky) => graph.node("LeakyRelu", &[&z], &float("alpha", leaky.negative_slope), output),
        Activation::Prelu(_) => {
            let slopes = slopes.expect("a PReLU has slopes");
            graph.node("PRelu", &[&z, &slopes], &[], output)
        }
        Activation::Elu(elu) => graph.node("Elu", &[&z], &float("alpha", elu.alpha), output),
        Activation::Selu(_) => {
            let [alpha] = float("alpha", SELU_ALPHA);
            let [gamma] = float("gamma", SELU_SCALE);
            graph.node("Selu", &[&z], &[alpha, gamma], output)
        }
        Activation::Maxout(maxout) => {
            // The 0 keeps the number of rows.
            let shape = graph.sizes(&part("pieces.shape"), &[0, units, maxout.pieces]);
            let pieces = graph.node("Reshape", &[&z, &shape], &[], &part("pieces"));
            let last = [("axes", Attribute::Integers(vec![2])), ("keepdims", Attribute::Integer(0))];
            graph.node("ReduceMax", &[&pieces], &last, output)
        }
        Activation::Softplus(_) => graph.node("Softplus", &[&z], &[], output),
        Activation::Softsign(_) => graph.node("Softsign", &[&z], &[], output),
        Activation::Gelu(_) => {
            let factor = graph.scalar(&part("gelu.factor"), std::f64::consts::FRAC_1_SQRT_2);
            let one = graph.scalar(&part("gelu.one"), 1.0);
            let half = graph.scalar(&part("gelu.half"), 0.5);
            let scaled = graph.node("Mul", &[&z, &factor], &[], &part("gelu.scaled"));
            let erf = graph.node("Erf", &[&scaled], &[], &part("gelu.erf"));
            let twice = graph.node("Add", &[&erf, &one], &[], &part("gelu.twice_cdf"));
            let cdf = graph.node("Mul", &[&twice, &half], &[], &part("gelu.cdf"));
            graph.node("Mul", &[&z, &cdf], &[], output)
        }
        Activation::Swish(_) => {
            let sigmoid = graph.node("Sigmoid", &[&z], &[], &part("swish.sigmoid"));
            graph.node("Mul", &[&z, &sigmoid], &[], output)
        }
        Activation::Mish(_) => {
            let softplus = graph.node("Softplus", &[&z], &[], &part("mish.softplus"));
            let tanh = graph.node("Tanh", &[&softplus], &[], &part("mish.tanh"));
            graph.node("Mul", &[&z, &tanh], &[], output)
        }
    }
}
