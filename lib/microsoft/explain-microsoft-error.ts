import { AADSTS } from "./aadsts-dictionary.ts";
import type { AadstsEntry, AuthorisationEnd } from "./aadsts-entry.ts";
import type { MicrosoftError } from "./errors.ts";
import { AADSTS_OTHER, OAUTH_ERRORS } from "./oauth-dictionary.ts";

export type MicrosoftExplanation = {
  /** `AADSTS7000215`, or OAuth's word. */
  code: string;
  title: string;
  detail: string;
  fix: string;
  button?: AadstsEntry["button"];
  field?: AadstsEntry["field"];
  end: AuthorisationEnd;
  passing: boolean;
};

export type EntraNames = { tenantId: string; clientId: string; mailbox: string };

/** What to tell a person about a failure of Entra. Pure. */
export function explainMicrosoftError(
  failure: Pick<MicrosoftError, "error" | "codes" | "message">,
  names: EntraNames,
): MicrosoftExplanation {
  const number = failure.codes.find((code) => AADSTS[code]) ?? failure.codes[0];
  const entry =
    (number === undefined ? undefined : AADSTS[number]) ?? OAUTH_ERRORS[failure.error] ?? AADSTS_OTHER;
  const fill = (text: string) =>
    text
      .replaceAll("{tenantId}", names.tenantId)
      .replaceAll("{clientId}", names.clientId)
      .replaceAll("{mailbox}", names.mailbox)
      .replaceAll("{words}", wordsOf(failure.message));
  return {
    code: number === undefined ? failure.error : `AADSTS${number}`,
    title: fill(entry.title),
    detail: fill(entry.detail),
    fix: fill(entry.fix),
    ...(entry.button ? { button: entry.button } : {}),
    ...(entry.field ? { field: entry.field } : {}),
    end: entry.end ?? "failed",
    passing: entry.passing ?? false,
  };
}

/** Entra's first sentences, without the trace that stands below them. */
export const wordsOf = (message: string) =>
  (message.split(/\r?\n|\s+Trace ID:/)[0] ?? "").slice(0, 300) || "It gave no reason.";
