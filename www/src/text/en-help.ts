/** The dialog behind the question mark. */
export const help = {
  title: "Keys and terms",
  close: "Close",
  keys: "Keys",
  keyList: [
    ["Space", "Train or pause, when no control has the focus"],
    ["?", "Open this help, when no field has the focus"],
    ["Tab", "To the next control"],
    [
      "Arrow keys",
      "On a slider, change it; with Page up and Page down in larger steps. Among buttons in a row, to the next",
    ],
    [
      "← →",
      "On the layers, go from column to column for exact figures, on the curves from point to point; Home and End to the first and the last",
    ],
    ["Esc", "Leave the presentation, a curve’s values, or this dialog"],
  ] as const,
  shortcuts: "Use the space bar and ? as shortcuts",
  marks: "Marks in the columns",
  markList: [
    ["▼ ▲", "Too small, too large: on that side of the range that the band shows"],
    ["open circle, box", "Exactly 0, which a logarithmic scale has no place for"],
    ["hatching", "Not finite: the figure has overflowed or is not a number"],
    [
      "cross",
      "In the activations: the mean as the line across, one standard deviation each way as the line along",
    ],
    [
      "bar below",
      "Under the activations: the share of units at 0 or at the ends of their range, from 25 % on",
    ],
  ] as const,
  terms: "Terms",
  termList: [
    [
      "gradient δ",
      "How much the loss would change with z, the input of a unit’s activation, as the root mean square over a layer’s units and the batch. It travels from the output back to layer 1.",
    ],
    [
      "∇W",
      "The gradient of a layer’s kernel, the matrix of weights from its inputs to its units. It can look healthy while δ dies.",
    ],
    ["× a layer", "ρ, the factor by which δ changes from one hidden layer to the one before it."],
    ["activations", "What the units of a layer give, as shares of all values in a batch."],
    [
      "update ÷ kernel",
      "The length of a step’s change of the kernel over the length of the kernel. About 10⁻³ is a rule of thumb.",
    ],
    [
      "healthy band",
      "Where a layer’s gradient is at least a tenth of the last hidden layer’s and at most ten times it: there the layers learn at a common pace. Below 10⁻⁴ none is too large. It is not for the output layer, whose gradient is too large above 1. For updates the band is the rule of thumb.",
    ],
    [
      "train, valid.",
      "The curves of the training and the validation part. Those by epochs have a point where an epoch ends; the training loss is the mean of the batch losses since the point before.",
    ],
    [
      "batch loss",
      "The loss of the latest step’s samples, before its update. Like all figures of training it is measured with dropout on and with the batch’s own statistics in a batch norm, those of validation without dropout and with the moving statistics: so it may be the higher one.",
    ],
    ["NaN", "Not a number: what arithmetic gives after an overflow. A run in which it appears has diverged."],
  ] as const,
};
