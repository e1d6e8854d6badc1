import "server-only";
import type { Verdict } from "#lib/deliveries/mapping.ts";
import type { ErrorCode } from "#lib/errors.ts";
import { Refusal } from "../refusal.ts";

const CODES: Record<number, ErrorCode> = {
  400: "bad_request",
  401: "not_signed_in",
  413: "too_large",
  422: "bad_input",
  429: "rate_limited",
  503: "unavailable",
};

/** What Engage is told in its own few words, and what the inbox of deliveries keeps of it. */
export class EngageRefusal extends Refusal {
  readonly status: number;
  readonly words: string;
  constructor(
    verdict: Verdict,
    status: number,
    words: string,
    options: { detail?: string; retryAfterSeconds?: number } = {},
  ) {
    super(verdict, CODES[status] ?? "bad_request", {
      detail: options.detail ?? `${words}.`,
      status,
      ...options,
    });
    this.status = status;
    this.words = words;
  }
}
