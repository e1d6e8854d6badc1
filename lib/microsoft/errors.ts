import { knownByName } from "#lib/known-by-name.ts";

export type MicrosoftErrorDetails = {
  /** Word of OAuth: `invalid_grant`, `access_denied`, `consent_required`. */
  error: string;
  /** AADSTS numbers, the first one decides. */
  codes: readonly number[];
  operation: "discovery" | "authorise" | "code" | "refresh" | "client_credentials";
  /** What to give Microsoft's support, when it was told. */
  traceId?: string | undefined;
  correlationId?: string | undefined;
  /** The answer was lost on the way: a refresh token may have been changed all the same. */
  mayHaveHappened?: boolean | undefined;
  cause?: unknown;
};

/** A sign-in or token that Microsoft Entra refused. What to say and do about it: `explainMicrosoftError`. */
export class MicrosoftError extends Error {
  readonly error: string;
  readonly codes: readonly number[];
  readonly operation: MicrosoftErrorDetails["operation"];
  readonly traceId: string | undefined;
  readonly correlationId: string | undefined;
  readonly mayHaveHappened: boolean;

  constructor(message: string, details: MicrosoftErrorDetails) {
    super(message, { cause: details.cause });
    this.name = "MicrosoftError";
    this.error = details.error;
    this.codes = details.codes;
    this.operation = details.operation;
    this.traceId = details.traceId;
    this.correlationId = details.correlationId;
    this.mayHaveHappened = details.mayHaveHappened ?? false;
  }
}
knownByName(MicrosoftError, "MicrosoftError");

/** The numbers in Entra's sentence: "AADSTS7000215: Invalid client secret provided. …". */
export function codesIn(description: string): number[] {
  return [...description.matchAll(/\bAADSTS(\d{4,8})\b/g)].map(([, digits]) => Number(digits));
}
