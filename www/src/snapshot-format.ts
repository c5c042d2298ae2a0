/** How to read the numbers of a snapshot. */

/** Stands for a figure that was not computed: the layer is frozen, or the figure is not defined for it. */
const NOT_COMPUTED = -1;

/** Whether a figure was computed. If so it may still be NaN or infinite, which the run itself then produced. */
export function isComputed(figure: number): boolean {
  return figure !== NOT_COMPUTED;
}

/** Figures in a row of `lossHistory`, and where each of them is. */
export const LOSS_ROW = { width: 3, step: 0, loss: 1, learningRate: 2 } as const;

/** Figures in a row of `epochHistory`, and where each of them is. */
export const EPOCH_ROW = {
  width: 5,
  epoch: 0,
  trainingLoss: 1,
  trainingAccuracy: 2,
  validationLoss: 3,
  validationAccuracy: 4,
} as const;
