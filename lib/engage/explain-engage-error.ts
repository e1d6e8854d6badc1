import "server-only";
import { apiHostOf } from "./derive.ts";
import { ENGAGE_ERRORS } from "./error-dictionary.ts";
import { EngageError, type EngageErrorCode, errorOfUpstream } from "./errors.ts";
import { OPERATIONS, type OperationName, operationOf } from "./operations.ts";
import { permissionLabel, type RolePermission } from "./permissions.ts";

export interface Explanation {
  readonly code: EngageErrorCode;
  readonly title: string;
  /** The usual cause, and what Engage itself said. */
  readonly detail: string;
  readonly fix: string;
}

/** What to tell a person about a failed call to Engage; null for errors that did not come from one. */
export function explainEngageError(error: unknown): Explanation | null {
  const known = errorOfUpstream("", error);
  if (!(known instanceof EngageError)) return null;
  const entry = ENGAGE_ERRORS[known.code];
  const fill = (text: string): string =>
    text
      .replaceAll("{host}", known.host || "the address")
      .replaceAll("{apiHost}", apiHostOf(known.host) ?? "the API address")
      .replaceAll("{right}", rightWords(known.operation))
      .replaceAll("{retryAt}", timeOf(known.retryAt));
  return {
    code: known.code,
    title: entry.title,
    detail: [fill(entry.cause), ...ownWords(known)].join(" "),
    fix: fill(entry.fix),
  };
}

/** The right that an operation needs, by its name with or without `engage.`; null when none is known. */
export function rightFor(operation: string): RolePermission | null {
  const name = operation.replace(/^engage\./, "");
  return Object.hasOwn(OPERATIONS, name) ? (operationOf(name as OperationName).right ?? null) : null;
}

function rightWords(operation: string): string {
  const right = rightFor(operation);
  return right ? `“${permissionLabel(right)}” (${right})` : "that the message names";
}

/** The vendor's words help only where it says something about the request; elsewhere they repeat the title. */
const WORDS_HELP: ReadonlySet<EngageErrorCode> = new Set<EngageErrorCode>([
  "bad_token",
  "token_disabled",
  "forbidden",
  "not_found",
  "locked",
  "impersonation_refused",
  "rejected",
  "unexpected_answer",
  "server_error",
  "address_not_allowed",
  "bad_message",
  "no_structured_content",
]);

function ownWords(error: EngageError): string[] {
  if (!WORDS_HELP.has(error.code) || error.message === "") return [];
  // Messages of lib/http start with the operation's name, which tells a person nothing.
  const words = error.message.replace(/^engage\.[\w.-]+: /, "");
  return [/[.!?]$/.test(words) ? words : `${words}.`];
}

/** UTC, because the reader's zone is not known here. */
function timeOf(at: Date | undefined): string {
  return at ? `${at.toISOString().slice(11, 19)} UTC` : "an unknown time; a minute is usually enough";
}
