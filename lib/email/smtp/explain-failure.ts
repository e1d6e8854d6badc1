import "server-only";
import { explainOutcome } from "#lib/mail/explain-outcome.ts";
import type { MailOutcome } from "#lib/mail/outcome.ts";
import type { MicrosoftError } from "#lib/microsoft/errors.ts";
import { explainMicrosoftError, type MicrosoftExplanation } from "#lib/microsoft/explain-microsoft-error.ts";
import type { MailFailure } from "./schema.ts";
import type { StoredSmtp } from "./stored-smtp.ts";

type Of = Pick<StoredSmtp, "host" | "mailbox" | "tenantId" | "clientId" | "grant">;

/** A refusal of Entra in the words that are kept with the configuration. */
export function microsoftFailure(
  error: MicrosoftError,
  smtp: Of,
  now: Date,
): MailFailure & { end: MicrosoftExplanation["end"] } {
  const { code, title, detail, fix, button, end } = explainMicrosoftError(error, {
    tenantId: smtp.tenantId ?? "",
    clientId: smtp.clientId ?? "",
    mailbox: smtp.mailbox,
  });
  const lost = error.mayHaveHappened && error.operation === "refresh" && error.error === "invalid_grant";
  return {
    code,
    title,
    detail: lost
      ? `${detail} The answer to the renewal before was lost on the way, which can end a grant.`
      : detail,
    fix,
    ...(button ? { button } : {}),
    at: now.toISOString(),
    end,
  };
}

/** A mail that was not taken, in the same form. */
export function mailFailure(
  outcome: Exclude<MailOutcome, { kind: "accepted" }>,
  smtp: Of,
  now: Date,
): MailFailure {
  const { id, ...words } = explainOutcome(outcome, {
    host: smtp.host,
    mailbox: smtp.mailbox,
    account: smtp.grant?.account ?? undefined,
  });
  return { code: id, ...words, at: now.toISOString() };
}

/** True when it is the configuration that fails, and not one recipient or one mail. */
export function blamesConfiguration(outcome: Exclude<MailOutcome, { kind: "accepted" }>): boolean {
  if (outcome.kind === "unknown") return false;
  if (outcome.kind === "not_sent") return outcome.why !== "too_big";
  if (outcome.stage === "data") return /SendAsDenied|^5\.2\.252$|5\.7\.30/i.test(`${outcome.response}`);
  return outcome.stage !== "recipient" && outcome.stage !== "size";
}
