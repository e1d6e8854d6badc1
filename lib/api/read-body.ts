import "server-only";
import { AppError } from "#lib/errors.ts";

const MAX_BODY_BYTES = 1_000_000;
/**
 * So much of a body that is too large is read on and thrown away: a sender whose connection is cut while it still sends
 * sees a reset, and never the answer that says why.
 */
const READ_ON_BYTES = 10_000_000;

/** The JSON body of a request; refuses other content types (415), bodies that are too large (413; default 1 MB) and what is not JSON (400). */
export async function readJsonBody(request: Request, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new AppError("wrong_content_type");
  const text = await readText(request, maxBytes);
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad_request", { detail: "The body is not valid JSON.", cause });
  }
  if (isTooDeep(value)) throw new AppError("bad_request", { detail: `JSON may be nested ${DEEPEST} deep.` });
  return value;
}

/** No form is a tenth as deep; what goes along a value by calling itself runs out of stack at some thousands. */
const DEEPEST = 200;

function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: false });
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes + READ_ON_BYTES) break;
    if (bytes <= maxBytes) text += decoder.decode(chunk, { stream: true });
  }
  if (bytes > maxBytes)
    throw new AppError("too_large", { detail: `A body may have at most ${maxBytes / 1_000_000} MB.` });
  return text + decoder.decode();
}
