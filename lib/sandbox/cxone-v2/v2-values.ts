import { Refusal } from "../cxone/error-families.ts";
import type { SandboxContext } from "../sandbox.ts";
import type { Store } from "../state/store.ts";
import { idOfUuid, type UuidKind } from "../telephony/ids.ts";
import { isRecord, type JsonRecord } from "../wire/values.ts";
import { badField, v2Error } from "./v2-error.ts";

/** The strict readers of this dialect: each refuses with a 400 that names the field (product rules §1.6). */

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const e164 = /^\+[1-9]\d{1,14}$/;

/** A JSON object with known fields only. */
export async function readObject(c: SandboxContext, fields: readonly string[]): Promise<JsonRecord> {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? ""))
    throw new Refusal(v2Error(415, "Send application/json.", { code: "unsupported.media.type" }));
  const body: unknown = await c.req.json().catch(() => undefined);
  if (!isRecord(body)) throw new Refusal(v2Error(400, "The body is no JSON object."));
  const strange = Object.keys(body).find((name) => !fields.includes(name));
  if (strange !== undefined) throw badField(strange, `There is no field ${strange}.`);
  return body;
}

export function readText(body: JsonRecord, name: string): string {
  const sent = body[name];
  if (typeof sent !== "string" || sent === "") throw badField(name, `${name} is required, as text.`);
  return sent;
}

/** A UUID in its usual writing; the all-zero one stands for nothing (P-31). */
export function readUuid(sent: unknown, name: string): string {
  if (typeof sent !== "string" || !uuidShape.test(sent)) throw badField(name, `${name} is no UUID.`);
  if (/^[0-]+$/.test(sent)) throw badField(name, `${name} is the all-zero UUID.`);
  return sent.toLowerCase();
}

export function readChoice<Word extends string>(
  body: JsonRecord,
  name: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === body[name]);
  if (!found) throw badField(name, `${name} must be one of ${words.join(", ")}.`);
  return found;
}

/** T-14: a whole number from 1 to 5; without one it is 1. */
export function readPriority(body: JsonRecord): number {
  const sent = body.priority ?? 1;
  if (typeof sent !== "number" || !Number.isInteger(sent) || sent < 1 || sent > 5)
    throw badField("priority", "priority must be a whole number from 1 to 5.");
  return sent;
}

/** P-13: plus, country, at most 15 digits, nothing else. */
export function readNumber(sent: unknown, name: string): string {
  if (typeof sent !== "string" || !e164.test(sent))
    throw badField(name, `${name} must be in E.164 format, such as +15551234567.`);
  return sent;
}

/** The number behind a UUID of that kind; of another kind is said to be so (T-12). */
export function readId(sent: unknown, name: string, kind: UuidKind): number {
  const uuid = readUuid(sent, name);
  const id = idOfUuid(kind, uuid);
  if (id === null) throw badField(name, `${name} is the id of no ${kind}.`);
  return id;
}

/** The agent behind a userId, or null. */
export function agentOfUser(store: Store, userId: string) {
  return store.agents.where("user", userId.toLowerCase())[0] ?? null;
}
