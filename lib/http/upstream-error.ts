import { knownByName } from "#lib/known-by-name.ts";

export type UpstreamErrorKind =
  | "timeout"
  | "connect"
  | "reset"
  | "status"
  | "parse"
  | "too-large"
  | "blocked"
  | "breaker-open"
  | "rate-limited";

export interface UpstreamErrorDetails {
  readonly operation: string;
  readonly host: string;
  readonly method: string;
  /** Query values of sensitive parameters are masked. */
  readonly path: string;
  readonly status?: number;
  /** When the other side will take the call again, if it said so or we know. */
  readonly retryAt?: Date;
  /** How often the call was tried. */
  readonly attempts: number;
  /** True when the other side may have done the work although no good answer came back. */
  readonly mayHaveHappened: boolean;
  /** Id of the last attempt's row in the request log. */
  readonly requestLogId?: string;
  readonly cause?: unknown;
  /** The answer that was refused, for vendor clients that read a reason out of it. */
  readonly answer?: UpstreamAnswer;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A call to another system that gave no usable answer. The message is for logs; people get theirs from the error dictionary. */
export class UpstreamError extends Error {
  readonly kind: UpstreamErrorKind;
  readonly operation: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly retryAt: Date | undefined;
  readonly attempts: number;
  readonly mayHaveHappened: boolean;
  readonly requestLogId: string | undefined;
  declare readonly answer: UpstreamAnswer | undefined;

  constructor(kind: UpstreamErrorKind, message: string, details: UpstreamErrorDetails) {
    super(message, { cause: details.cause });
    this.name = "UpstreamError";
    this.kind = kind;
    this.operation = details.operation;
    this.host = details.host;
    this.method = details.method;
    this.path = details.path;
    this.status = details.status;
    this.retryAt = details.retryAt;
    this.attempts = details.attempts;
    this.mayHaveHappened = details.mayHaveHappened;
    this.requestLogId = details.requestLogId;
    // Not enumerable: a vendor's body can hold personal data and must not ride into a log with the error.
    Object.defineProperty(this, "answer", { value: details.answer, enumerable: false });
  }
}
knownByName(UpstreamError, "UpstreamError");
