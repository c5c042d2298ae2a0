/** The run's figures as the engine gives them: the types that panels and texts speak of. */

export type {
  ActivationInfo,
  Catalogue,
  Description,
  Diagnosis,
  EntryInfo,
  EntryProse,
  Experiment,
  FieldInfo,
  Input,
  LayerDescription,
  LayerFigures,
  ObjectInfo,
  ParameterInfo,
  Picture,
  Pictures,
  Snapshot,
  Status,
  Task,
  ValueInfo,
  Verdict,
} from "../engine/generated/types.ts";
