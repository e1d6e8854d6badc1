import { STATUS } from "./read-bounce.ts";

const DAEMON = /^(mailer-daemon|postmaster|mail-daemon|microsoftexchange\w*)@/i;
const TITLE =
  /^(undeliver(able|ed)\b|delivery status notification \(failure\)|mail delivery (failed|failure|system)|returned mail\b|failure notice\b|delivery failure\b)/i;
const ADDRESS = /[\w.+'=-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63}){1,8}/gi;
const LASTING = new RegExp(STATUS.source.replace("[245]", "5"));
const LONGEST = 20_000;

/** A report as a contact centre shows it: its sender, title and words, without the part that machines read. */
export type ShownMail = { author: string; title: string; text: string };

/** Whether a mail comes from a mail server about another mail, by its sender and title. */
export const isReport = ({ author, title }: Pick<ShownMail, "author" | "title">): boolean =>
  DAEMON.test(author) || TITLE.test(title.trim());

/** The first lasting status (5.x.x) in words, with its line; null where there is none, as in a report of a delay. */
export function lastingStatus(text: string): { status: string; diagnostic: string } | null {
  const line = text
    .slice(0, LONGEST)
    .split(/\r?\n/)
    .find((one) => LASTING.test(one));
  const status = line && LASTING.exec(line)?.[0];
  return line && status ? { status, diagnostic: line.trim().slice(0, 500) } : null;
}

/**
 * What a report says of the mail that came back, out of its words alone. Null unless it is a report with a lasting status and one
 * address that is none of `own`: where two could be meant, nothing is guessed.
 */
export function readBounceWords(
  mail: ShownMail,
  own: readonly string[],
): { address: string; status: string; diagnostic: string } | null {
  const told = isReport(mail) ? lastingStatus(mail.text) : null;
  if (!told) return null;
  const ours = new Set(own.map((address) => address.toLowerCase()));
  const foreign = (text: string) => {
    const found = (text.match(ADDRESS) ?? []).map((address) => address.toLowerCase());
    return [...new Set(found)].filter((address) => !ours.has(address) && !DAEMON.test(address));
  };
  // At most servers the line with the status names the recipient; else the whole names one.
  const named = foreign(told.diagnostic);
  const [address, ...others] = named.length === 1 ? named : foreign(mail.text.slice(0, LONGEST));
  return address && others.length === 0 ? { address, ...told } : null;
}
