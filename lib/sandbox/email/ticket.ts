import type { EmailChannel } from "../state/email-model.ts";

/** The ticket number in subjects (M-34): where it stands and in which brackets. */

function written(settings: EmailChannel, number: string): string {
  if (settings.ticketStyle === "square") return `[#${number}]`;
  return settings.ticketStyle === "curly" ? `{#${number}}` : number;
}

/** A subject with the ticket number as the channel wants it; hidden, or there already, it stays as it is. */
export function withTicket(settings: EmailChannel, subject: string, number: string): string {
  if (settings.ticketHidden || ticketNumbers(subject).includes(number)) return subject;
  const ticket = written(settings, number);
  return settings.ticketPosition === "start" ? `${ticket} ${subject}`.trim() : `${subject} ${ticket}`.trim();
}

/** Numbers in a subject that may be those of tickets, in any of the styles: a setting counts for new interactions only. */
export function ticketNumbers(subject: string): string[] {
  return [...subject.matchAll(/(?<![\p{L}\p{N}])\d{4,10}(?![\p{L}\p{N}])/gu)].map(([number]) => number);
}
