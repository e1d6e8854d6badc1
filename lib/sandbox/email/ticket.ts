import { nextCaseNumber } from "../cxone/routing.ts";
import type { EmailChannel, TicketRule } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";

/** The ticket number in subjects (M-34): where it stands and in which brackets. */

/** The rule of a case: a change counts for interactions that begin after it. */
export function ticketRule(settings: EmailChannel, caseNumber: string): TicketRule {
  return settings.earlierTickets?.find((rule) => Number(caseNumber) < rule.beforeCase) ?? settings;
}

/** What a change of the rule leaves behind for the cases that are there. */
export function keepTicketRule(store: Store, before: EmailChannel, after: EmailChannel): EmailChannel {
  const { ticketPosition, ticketStyle, ticketHidden } = before;
  const isSame =
    ticketPosition === after.ticketPosition &&
    ticketStyle === after.ticketStyle &&
    ticketHidden === after.ticketHidden;
  if (isSame) return after;
  const rule = { ticketPosition, ticketStyle, ticketHidden, beforeCase: nextCaseNumber(store) };
  return { ...after, earlierTickets: [...(before.earlierTickets ?? []), rule] };
}

function written(settings: TicketRule, number: string): string {
  if (settings.ticketStyle === "square") return `[#${number}]`;
  return settings.ticketStyle === "curly" ? `{#${number}}` : number;
}

/** A subject with the ticket number as the channel wants it; hidden, or there already, it stays as it is. */
export function withTicket(channel: EmailChannel, subject: string, number: string): string {
  const settings = ticketRule(channel, number);
  if (settings.ticketHidden || ticketNumbers(subject).includes(number)) return subject;
  const ticket = written(settings, number);
  return settings.ticketPosition === "start" ? `${ticket} ${subject}`.trim() : `${subject} ${ticket}`.trim();
}

/** Numbers in a subject that may be those of tickets, in any of the styles. */
export function ticketNumbers(subject: string): string[] {
  return [...subject.matchAll(/(?<![\p{L}\p{N}])\d{4,10}(?![\p{L}\p{N}])/gu)].map(([number]) => number);
}
