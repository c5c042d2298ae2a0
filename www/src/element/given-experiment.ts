import { elementWords as words } from "../text/en-element.ts";

/** Whether the attribute holds a document rather than its URL. */
export function isDocument(text: string): boolean {
  return text.trimStart().startsWith("{");
}

/** The text of the document at `url`, seen from the page; throws a message that says what to mend. */
export async function readDocument(url: string, signal: AbortSignal): Promise<string> {
  const failed = (why: string) => new Error(words.unreadable(url, why));
  let response: Response;
  try {
    response = await fetch(new URL(url, document.baseURI), { signal });
  } catch {
    throw failed(words.failed);
  }
  if (!response.ok) throw failed(words.notFound(response.status));
  return response.text();
}
