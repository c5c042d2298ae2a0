/** What becomes of a file that the reader chooses or drops, whatever it is. Loaded with the first one. */

import { kindOf } from "../state/given-file.ts";
import { fitted, inputsOf, SIDE } from "../state/picture.ts";
import { experimentOf } from "../state/run.ts";
import { firstData, tableData } from "../state/table.ts";
import { given as words } from "../text/en-table.ts";
import "../panels/picture/picture-dialog.ts";
import type { PictureDialog } from "../panels/picture/picture-dialog.ts";
import "../panels/table/table-dialog.ts";
import type { TableDialog } from "../panels/table/table-dialog.ts";
import type { ReadFile } from "./files.ts";
import type { Lab } from "./lab.ts";

/** Where files are shown that are not opened at once. */
export interface FileDialogs {
  readonly table: TableDialog;
  readonly picture: PictureDialog;
}

/** Opens a file as what it is. */
export async function openFile(
  file: Pick<File, "name" | "arrayBuffer">,
  lab: Lab,
  dialogs: FileDialogs,
): Promise<void> {
  const { name } = file;
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch (error) {
    lab.refuseFile(`${name}: ${error instanceof Error ? error.message : error}`);
    return;
  }
  const given = kindOf(new Uint8Array(bytes));
  switch (given.kind) {
    case "table":
      return showTable({ name, bytes }, lab, dialogs.table);
    case "picture":
      return showPicture({ name, bytes }, lab, dialogs.picture);
    case "model":
      return lab.openModel({ name, bytes }, given.text);
    case "document":
      return lab.openText(given.text);
    default:
      lab.refuseFile(words[given.kind](name));
  }
}

/** Shows a table, so that the reader chooses what is learnt from it. */
export async function showTable(file: ReadFile, lab: Lab, dialog: TableDialog): Promise<void> {
  const experiment = experimentOf(lab.state);
  const data = tableData(experiment);
  // A document from a link says itself how its file is read; so does one that has learnt from a file.
  const fresh = data === null || (lab.file === null && lab.state.requested?.origin === "page");
  await dialog.show({
    file,
    data: fresh ? firstData(experiment) : data,
    fresh,
    describe: (choices) => lab.describe(file, choices),
  });
}

/** Shows what the network takes a picture for. */
async function showPicture({ name, bytes }: ReadFile, lab: Lab, dialog: PictureDialog): Promise<void> {
  const { current } = lab.state;
  if (current?.runInfo.dataPreview.kind !== "images") {
    lab.refuseFile(words.picture(name));
    return;
  }
  const inputs = await inputsOfPicture(new Blob([bytes]));
  if (!inputs) {
    lab.refuseFile(words.damagedPicture(name));
    return;
  }
  const outputs = await lab.questions.predict(inputs);
  if (!outputs) return;
  const [one = 0] = outputs;
  const probabilities = current.runInfo.task === "binary" ? [1 - one, one] : [...outputs];
  const classes = current.runInfo.classes.map((each, at) => ({
    name: each,
    probability: probabilities[at] ?? 0,
  }));
  classes.sort((a, b) => b.probability - a.probability);
  await dialog.show({ name, inputs, classes, step: lab.state.current?.snapshot.step ?? 0 });
}

/** The inputs that a picture makes; null where the browser cannot read it. */
async function inputsOfPicture(file: Blob): Promise<Float32Array | null> {
  try {
    const whole = await createImageBitmap(file);
    const part = fitted(whole.width, whole.height);
    const { width: resizeWidth, height: resizeHeight } = part;
    const small = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: "high" });
    const context = new OffscreenCanvas(SIDE, SIDE).getContext("2d");
    context?.drawImage(small, 0, 0);
    return context && inputsOf(context.getImageData(0, 0, part.width, part.height).data, part);
  } catch {
    return null;
  }
}
