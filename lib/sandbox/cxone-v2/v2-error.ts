import { Refusal } from "../cxone/error-families.ts";
import type { VoiceRefusal } from "../telephony/voice-refusal.ts";

/** What each status means, as the seeds' lists of errors say (T-70 to T-74, P-30). */
const meanings: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ["bad.request", "The request is malformed."],
  401: ["unauthorized", "The access token is invalid or has expired, or the client is disabled."],
  403: ["forbidden", "The OAuth client lacks a scope, or its security profile a permission."],
  404: ["not.found", "There is no such resource."],
  409: ["conflict", "The resource is in a state that does not allow this."],
  429: ["rate.limit.exceeded", "The rate limit of this API has been exceeded."],
  500: ["internal.error", "The routing engine timed out, or campaign rules conflict."],
  502: ["bad.gateway", "The platform is not available."],
  503: ["service.unavailable", "The platform is not available."],
};

type Extra = { code?: string; field?: string; headers?: Record<string, string> };

/** `{status, code, message, field?}`. The seeds show no error body; its words name the cause. */
export function v2Error(status: number, message?: string, extra: Extra = {}): Response {
  const [code, usual] = meanings[status] ?? ["error", "The request failed."];
  const body = { status, code: extra.code ?? code, message: message ?? usual };
  return Response.json(extra.field ? { ...body, field: extra.field } : body, {
    status,
    headers: extra.headers ?? {},
  });
}

/** Ends the request with a 400 that names the field. */
export function badField(field: string, message: string): Refusal {
  return new Refusal(v2Error(400, message, { code: "invalid.value", field }));
}

export function notFound(what: string): Refusal {
  return new Refusal(v2Error(404, `There is no ${what}.`));
}

/** What the telephony refuses, as this dialect says it. */
export function ofRefusal(refusal: VoiceRefusal): Response {
  switch (refusal.code) {
    case "transfer_underway":
      return v2Error(409, refusal.message, { code: "transfer.underway" });
    case "not_ready":
      return v2Error(409, refusal.message, { code: "call.not.ready" });
    case "queue_inactive":
      return v2Error(400, refusal.message, { code: "queue.inactive", field: "targetId" });
    case "unknown_call":
    case "call_ended":
      return v2Error(404, refusal.message, { code: "call.not.found" });
    case "agent_not_available":
      return v2Error(409, refusal.message, { code: "agent.not.available" });
    default:
      return v2Error(400, refusal.message, { code: refusal.code.replaceAll("_", ".") });
  }
}
