import type { ChannelSettings, EmailChannelState, Sending } from "./schema.ts";

/** A number as CXone gives it, for previews. */
export const SAMPLE_TICKET = "482913";

type Ticket = ChannelSettings["ticket"];

/** The number as it stands in a subject (M-34): plain, `[#482913]` or `{#482913}`. */
export function ticketText(style: Ticket["style"], number: string): string {
  if (style === "square") return `[#${number}]`;
  return style === "curly" ? `{#${number}}` : number;
}

/** A subject as it leaves, with the number where it is wanted; hidden, there is none. */
export function subjectWith(ticket: Ticket, subject: string, number: string): string {
  if (ticket.hidden) return subject;
  const text = ticketText(ticket.style, number);
  return ticket.position === "start" ? `${text} ${subject}` : `${subject} ${text}`;
}

/** What finds an interaction by its number in the agent application (M-34). */
export const ticketSearch = (number: string) => `title=${number}`;

/** The button in CXone's list says the deed, not the state: where it reads Deactivate, the setting is on (M-30). */
export const buttonIn = (on: boolean): "Deactivate" | "Activate" => (on ? "Deactivate" : "Activate");

type Mail = { from: "contact" | "agent"; subject: string; hasInReplyTo: boolean; hasNumber: boolean };

/** The case that a mail belongs to: the one it answers, or a new one (M-35). */
export function isSameCase(threading: ChannelSettings["threading"], mail: Mail): boolean {
  return mail.hasNumber || (threading === "prefer_in_reply_to" && mail.hasInReplyTo);
}

export type ThreadLine = { who: string; subject: string; note: string; sameCase: boolean };

const SUBJECT = "Where is my order?";

/** A small conversation under these settings: which answers stay in the case, and which begin another. */
export function previewThread({
  ticket,
  threading,
}: Pick<ChannelSettings, "ticket" | "threading">): ThreadLine[] {
  const sent = subjectWith(ticket, SUBJECT, SAMPLE_TICKET);
  const answer = (who: string, note: string, mail: Omit<Mail, "from">): ThreadLine => ({
    who,
    note,
    subject: mail.subject,
    sameCase: isSameCase(threading, { from: "contact", ...mail }),
  });
  const hasNumber = !ticket.hidden;
  return [
    { who: "Contact", subject: SUBJECT, note: "The first mail begins the case.", sameCase: true },
    { who: "Agent", subject: sent, note: "The reply carries the number as set.", sameCase: true },
    answer("Contact", "An ordinary reply: In-Reply-To names the agent's mail.", {
      subject: `Re: ${sent}`,
      hasInReplyTo: true,
      hasNumber,
    }),
    answer("Contact's own ticket system", "It keeps the subject and drops In-Reply-To.", {
      subject: `Re: ${sent}`,
      hasInReplyTo: false,
      hasNumber,
    }),
    answer("Contact", "An old reply taken for another matter: the subject is new, In-Reply-To still there.", {
      subject: "Change of address",
      hasInReplyTo: true,
      hasNumber: false,
    }),
  ];
}

export type SettingWarning = { id: string; tone: "bad" | "warning" | "info"; text: string };

/** What these settings bring with them (M-31, M-32, M-34, M-35). */
export function warningsOf(settings: ChannelSettings, sending: Sending): SettingWarning[] {
  const { ticket, threading, forceTls, displayName, outboundFlow, manualOutboundFlow } = settings;
  const warnings: SettingWarning[] = [];
  if (ticket.hidden && threading === "ignore_in_reply_to") {
    warnings.push({
      id: "threading",
      tone: "bad",
      text: "Threading is lost: the number is hidden and In-Reply-To is ignored, so every answer begins a new case.",
    });
  } else if (ticket.hidden) {
    warnings.push({
      id: "threading",
      tone: "info",
      text: "With the number hidden, answers from systems that drop In-Reply-To begin a new case.",
    });
  }
  if (forceTls) {
    warnings.push({
      id: "force-tls",
      tone: "warning",
      text: "A mail to a server without a secure connection is not sent, and its address is stored as bounced.",
    });
  }
  if (displayName !== "" && sending === "smtp") {
    warnings.push({
      id: "display-name",
      tone: "bad",
      text: "A display name is not supported on a mail server of one's own.",
    });
  }
  if (manualOutboundFlow && !outboundFlow) {
    warnings.push({
      id: "outbound",
      tone: "warning",
      text: "Agents may begin mails, yet outbound is off: nothing is sent from this address.",
    });
  }
  return warnings;
}

export type FromLint = { state: "good" | "warning" | "info"; text: string };

/** M-14: agents may change From only when there are several channels and their role has Reply. */
export function judgeFrom(facts: {
  /** Email channels of the tenant. */
  channels: number;
  /** Whether the channel object says that From can be changed; null when it says nothing. */
  canChange: boolean | null;
}): FromLint {
  if (facts.channels < 2) {
    return {
      state: "info",
      text: "Agents cannot change From: it needs a second email channel and the Reply permission.",
    };
  }
  if (facts.canChange === false) {
    return {
      state: "warning",
      text: `There are ${facts.channels} email channels, and CXone says that From cannot be changed on this one. It needs the Reply permission in the agents' role.`,
    };
  }
  return {
    state: "good",
    text: `With ${facts.channels} email channels, agents whose role has Reply can change From.`,
  };
}

/** State after a look at steps and checks: live once it is whole; what was live and is not whole any more is degraded. */
export function stateAfter(before: EmailChannelState, whole: boolean): EmailChannelState {
  if (whole) return "live";
  return before === "draft" ? "draft" : "degraded";
}
