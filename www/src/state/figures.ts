/** The run's figures as the engine gives them: the types that panels and texts speak of. */

export type {
  Catalogue,
  Description,
  Diagnosis,
  Experiment,
  LayerDescription,
  LayerFigures,
  Picture,
  Pictures,
  Snapshot,
  Status,
  Task,
  Verdict,
} from "../engine/generated/types.ts";
