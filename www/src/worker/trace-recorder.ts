/** Trains a document again from its start and gives its trace: a run gives the same figures however often it is trained. */

import type { Engine, Session } from "../engine/index.ts";
import type { FromRecorder, TraceRequest } from "./protocol.ts";
import { csvHead, csvRows, jsonLines } from "./trace-text.ts";

/** Records of layers a message: some hundred milliseconds' worth at most, so that progress is seen. */
const RECORDS_A_PART = 2000;

/** Posts the trace of a run part by part, and its end. */
export async function recordTrace(
  engine: Engine,
  request: TraceRequest,
  post: (message: FromRecorder) => void,
): Promise<void> {
  const { experiment, csv, weights } = request;
  try {
    const given = { ...(csv && { data: csv }), ...(weights && { weights }) };
    const session = await engine.createSession(experiment, given);
    record(session, request, post);
    session.free();
    post({ kind: "traceEnded", problem: null });
  } catch (error) {
    post({ kind: "traceEnded", problem: error instanceof Error ? error.message : String(error) });
  }
}

function record(
  session: Session,
  { steps, format }: TraceRequest,
  post: (message: FromRecorder) => void,
): void {
  const { layers } = session.describe();
  const diagnosis = () => jsonLines([{ type: "diagnosis", ...session.diagnosis() }]);
  const isTable = format === "csv";
  if (!isTable) post({ kind: "traceRecorded", text: diagnosis(), step: 0 });
  const most = Math.max(1, Math.floor(RECORDS_A_PART / layers.length));
  let step = 0;
  while (step < steps) {
    const done = session.step(Math.min(most, steps - step));
    if (done === 0) break;
    const records = session.trace();
    const head = step === 0 ? csvHead(records) : "";
    step += done;
    post({ kind: "traceRecorded", text: isTable ? head + csvRows(records) : jsonLines(records), step });
  }
  if (!isTable) post({ kind: "traceRecorded", text: diagnosis(), step });
}
