import "server-only";
import type { IncomingMessage } from "node:http";
import { AppError } from "#lib/errors.ts";

export const MAX_BODY_BYTES = 1024 * 1024;

/** The whole body; throws `too_large` (413) as soon as it is known to be longer than `maxBytes`. */
export async function readBody(req: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Buffer> {
  if (Number(req.headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    req.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        req.pause();
        reject(tooLarge(maxBytes));
        return;
      }
      chunks.push(chunk);
    });
    req.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)),
    );
    req.on("error", reject);
    req.on("aborted", () => reject(new AppError("bad_request", { detail: "The request ended too early." })));
  });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("too_large", {
    detail: `A body may have at most ${Math.floor(maxBytes / 1024)} KB.`,
    fix: "Send a shorter text, and files as links instead of content.",
  });
}

/**
 * A JSON object, whatever the content type says: CXone's own code sends JSON as text/plain (facts/cxone.md §0.2).
 * Throws `bad_request` with a sentence when it is not one.
 */
export async function readJsonObject(req: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBody(req);
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new AppError("bad_request", {
      title: "The body is not JSON",
      detail:
        body.length === 0
          ? "The body is empty; a JSON object is expected."
          : "The body could not be parsed as JSON.",
      fix: "Send one JSON object.",
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("bad_request", {
      title: "The body is not a JSON object",
      detail: `The body is ${value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`}; a JSON object is expected.`,
      fix: "Send one JSON object.",
    });
  }
  return value as Record<string, unknown>;
}
