import { SMTP_NOT_SENT } from "./not-sent-dictionary.ts";
import type { MailOutcome } from "./outcome.ts";
import {
  type RefusalEntry,
  SMTP_REFUSALS,
  SMTP_REFUSED_AT,
  SMTP_UNKNOWN,
  type SmtpEntry,
} from "./smtp-dictionary.ts";

type Failed = Exclude<MailOutcome, { kind: "accepted" }>;

/** `account`: who authorised, where that is known. */
export type Names = { host: string; mailbox: string; account?: string | undefined };

/** What to tell a person about a mail that was not taken. Pure. */
export function explainOutcome(outcome: Failed, names: Names): SmtpEntry {
  const entry = entryOf(outcome);
  const response = outcome.kind === "refused" ? oneLine(outcome.response) : outcome.detail;
  const fill = (text: string) =>
    text
      .replaceAll("{mailbox}", names.mailbox)
      .replaceAll("{host}", names.host)
      .replaceAll("{account}", names.account ?? "<the account>")
      .replaceAll("{response}", response);
  return {
    id: entry.id,
    title: fill(entry.title),
    detail: fill(entry.detail),
    fix: fill(entry.fix),
    ...(entry.command ? { command: { ...entry.command, text: fill(entry.command.text) } } : {}),
    ...(entry.button ? { button: entry.button } : {}),
  };
}

function entryOf(outcome: Failed): SmtpEntry {
  if (outcome.kind === "unknown") return SMTP_UNKNOWN;
  if (outcome.kind === "not_sent") return { id: outcome.why, ...SMTP_NOT_SENT[outcome.why] };
  return (
    SMTP_REFUSALS.find((entry) => fits(entry, outcome)) ?? {
      id: "refused",
      title: SMTP_REFUSED_AT[outcome.stage],
      detail: "The server says: {response}",
      fix:
        outcome.code < 500
          ? "Wait a few minutes and send again."
          : "Correct what the server names, then send again.",
    }
  );
}

function fits(
  entry: RefusalEntry,
  { code, enhanced, stage, response }: Extract<Failed, { kind: "refused" }>,
) {
  if (entry.code !== undefined && entry.code !== code) return false;
  if (entry.enhanced !== undefined && entry.enhanced !== enhanced) return false;
  if (entry.stage !== undefined && entry.stage !== stage) return false;
  return entry.words === undefined || entry.words.test(response);
}

/** Answers of several lines repeat the code on each. */
const oneLine = (response: string) =>
  response
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.replace(/^\d{3}[ -](\d\.\d+\.\d+ )?/, "")))
    .join(" ");
