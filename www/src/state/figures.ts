/** The run's figures as the engine gives them: the types that panels and texts speak of. */

export type {
  ActivationInfo,
  Answer,
  Catalogue,
  ColumnInfo,
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
  LearningKind,
  ObjectInfo,
  Prose,
  Question,
  RunInfo,
  Snapshot,
  Status,
  TableDescription,
  Task,
  Verdict,
  Visuals,
} from "../engine/generated/types.ts";

import type { Axes, TablePoints } from "../worker/plane.ts";

export type { Axes, TablePoints };

/** How a run on a table is shown. */
export interface TableView {
  /** The names of its features. */
  readonly features: readonly string[];
  /** What spans the plane that it is shown over; null where its predictions are shown. */
  readonly axes: Axes | null;
  /** Its rows there, once they have come. */
  readonly points: TablePoints | null;
}
