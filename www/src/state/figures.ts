/** The run's figures as the engine gives them: the types that panels and texts speak of. */

export type {
  Description,
  Diagnosis,
  LayerDescription,
  LayerFigures,
  Picture,
  Pictures,
  Snapshot,
  Status,
  Task,
  Verdict,
} from "../engine/generated/types.ts";
