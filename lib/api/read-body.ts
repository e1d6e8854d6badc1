import "server-only";
import { AppError } from "#lib/errors.ts";

const MAX_BODY_BYTES = 1_000_000;

/** The JSON body of a request; refuses other content types (415), bodies over 1 MB (413) and what is not JSON (400). */
export async function readJsonBody(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new AppError("wrong_content_type");
  const text = await readText(request);
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad_request", { detail: "The body is not valid JSON.", cause });
  }
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: false });
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new AppError("too_large", { detail: "A body may have at most 1 MB." });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
