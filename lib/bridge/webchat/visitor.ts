import "server-only";
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type * as z from "zod";
import { AppError } from "#lib/errors.ts";
import { bearerOf, sha256 } from "../bearer.ts";
import type { Bridge } from "../bridge.ts";
import { readJsonObject } from "../read-body.ts";

/** Throws unless the request carries the token that this conversation's visitor was given. */
export async function requireVisitor(
  bridge: Bridge,
  req: IncomingMessage,
  providerId: string,
  conversationId: string,
): Promise<void> {
  const token = bearerOf(req);
  const conversation = await bridge.conversations.find(conversationId);
  const known = conversation?.providerId === providerId ? conversation.visitorHash : sha256("");
  const matches = timingSafeEqual(
    Buffer.from(sha256(token ?? "")),
    Buffer.from(known.padEnd(64).slice(0, 64)),
  );
  if (!token || !matches) {
    throw new AppError("not_signed_in", {
      title: "This conversation is not yours",
      detail: "The visitor token does not belong to this conversation.",
      fix: "Start a new conversation.",
    });
  }
}

/** The body, parsed; throws `bad_input` with a sentence per field. */
export async function readInput<S extends z.ZodType>(req: IncomingMessage, schema: S): Promise<z.infer<S>> {
  const parsed = schema.safeParse(await readJsonObject(req));
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".")] ??= issue.message;
  throw new AppError("bad_input", { fields });
}
