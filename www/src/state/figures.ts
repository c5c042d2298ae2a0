/** The run's figures as the engine gives them: the types that panels and texts speak of. */

export type {
  ActivationInfo,
  Catalogue,
  DataPreview,
  Diagnosis,
  Entry,
  Experiment,
  Field,
  Hyperparameter,
  HyperparameterKind,
  Input,
  LayerFigures,
  LayerInfo,
  ObjectInfo,
  Prose,
  RunInfo,
  Snapshot,
  Status,
  Task,
  Verdict,
  Visuals,
} from "../engine/generated/types.ts";
