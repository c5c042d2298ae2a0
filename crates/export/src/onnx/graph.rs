//! The graph of an ONNX file: operators between named tensors.
//!
//! Field numbers are those of <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>.

use crate::protobuf::Message;

/// The types of a tensor's elements.
const FLOAT: i64 = 1;
const INT64: i64 = 7;

/// What an operator is told beside its inputs.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Attribute {
    Float(f32),
    Integer(i64),
    Integers(Vec<i64>),
}

/// A graph that is being built.
#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Message>,
    constants: Vec<Message>,
}

impl Graph {
    /// Adds `operator` on the tensors `inputs`; its one output is called `output`, which is returned.
    pub fn node(&mut self, operator: &str, inputs: &[&str], attributes: &[(&str, Attribute)], output: &str) -> String {
        const INPUT: u64 = 1;
        const OUTPUT: u64 = 2;
        const NAME: u64 = 3;
        const OPERATOR: u64 = 4;
        const ATTRIBUTE: u64 = 5;
        let node = inputs.iter().fold(Message::default(), |node, input| node.bytes(INPUT, input));
        let node = node.bytes(OUTPUT, output).bytes(NAME, output).bytes(OPERATOR, operator);
        self.nodes.push(node.messages(ATTRIBUTE, attributes.iter().map(attribute)));
        output.to_string()
    }

    /// Adds a tensor of fixed `values`.
    pub fn constant(&mut self, name: &str, shape: &[usize], values: &[f32]) {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensor(name, shape, FLOAT, bytes);
    }

    /// Adds a single fixed number; gives its name.
    pub fn scalar(&mut self, name: &str, value: f64) -> String {
        self.constant(name, &[], &[value as f32]);
        name.to_string()
    }

    /// Adds a fixed shape; gives its name.
    pub fn sizes(&mut self, name: &str, values: &[usize]) -> String {
        let bytes = values.iter().flat_map(|&value| signed(value).to_le_bytes()).collect();
        self.tensor(name, &[values.len()], INT64, bytes);
        name.to_string()
    }

    fn tensor(&mut self, name: &str, shape: &[usize], element: i64, bytes: Vec<u8>) {
        const DIMS: u64 = 1;
        const DATA_TYPE: u64 = 2;
        const NAME: u64 = 8;
        const RAW_DATA: u64 = 9;
        let tensor = shape.iter().fold(Message::default(), |tensor, &size| tensor.integer(DIMS, signed(size)));
        self.constants.push(tensor.integer(DATA_TYPE, element).bytes(NAME, name).bytes(RAW_DATA, bytes));
    }

    /// The graph as a message, with its one input and its one output, each with its number of columns.
    pub fn finish(self, name: &str, input: (&str, usize), output: (&str, usize)) -> Message {
        const NODE: u64 = 1;
        const NAME: u64 = 2;
        const INITIALIZER: u64 = 5;
        const INPUT: u64 = 11;
        const OUTPUT: u64 = 12;
        let graph = Message::default().messages(NODE, self.nodes).bytes(NAME, name);
        let graph = graph.messages(INITIALIZER, self.constants);
        graph.message(INPUT, rows(input)).message(OUTPUT, rows(output))
    }
}

/// `size` as ONNX has it.
fn signed(size: usize) -> i64 {
    (size as u64).cast_signed()
}

fn attribute((name, value): &(&str, Attribute)) -> Message {
    const NAME: u64 = 1;
    const TYPE: u64 = 20;
    let named = Message::default().bytes(NAME, name);
    match value {
        Attribute::Float(number) => named.float(2, *number).integer(TYPE, 1),
        Attribute::Integer(number) => named.integer(3, *number).integer(TYPE, 2),
        Attribute::Integers(numbers) => {
            numbers.iter().fold(named, |message, &number| message.integer(8, number)).integer(TYPE, 7)
        }
    }
}

/// The description of a tensor of any number of rows, `[batch, columns]`.
fn rows((name, columns): (&str, usize)) -> Message {
    const DIM: u64 = 1;
    let any = Message::default().bytes(2, "batch");
    let fixed = Message::default().integer(1, signed(columns));
    let shape = Message::default().message(DIM, any).message(DIM, fixed);
    let tensor = Message::default().integer(1, FLOAT).message(2, shape);
    Message::default().bytes(1, name).message(2, Message::default().message(1, tensor))
}
