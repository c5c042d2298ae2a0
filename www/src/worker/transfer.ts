/** The buffers of all typed arrays in a message, each once, so that it is sent without copying. */
export function transferables(message: unknown): Transferable[] {
  const buffers = new Set<ArrayBuffer>();
  collect(message, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
  } else {
    for (const part of Object.values(value)) collect(part, buffers);
  }
}
