import * as z from "zod";
import { openedVersion, versionNumber } from "#lib/versions/schema.ts";
import { headerText, localPart, mailAddress } from "../schema.ts";
import type { TrafficView } from "../traffic/schema.ts";

export const TICKET_POSITIONS = ["end", "start"] as const;
export const TICKET_STYLES = ["none", "square", "curly"] as const;
export const THREADING = ["prefer_in_reply_to", "ignore_in_reply_to"] as const;

/** The wanted settings of an email channel that CXone shows under Edit and in its list (M-13, M-30 to M-35). */
export const channelSettings = z.strictObject({
  manualOutboundFlow: z.boolean().default(false),
  outboundFlow: z.boolean().default(true),
  forceTls: z.boolean().default(false),
  /** Seen by contacts; not with a mail server of one's own (M-32). */
  displayName: headerText("The display name", 100).default(""),
  /** A tag of the tenant for what SES takes for spam (M-33). */
  spamTag: z
    .strictObject({ id: z.int().positive(), title: z.string().min(1).max(200) })
    .nullable()
    .default(null),
  /** M-34. Counts for interactions that begin after it was saved. */
  ticket: z
    .strictObject({
      position: z.enum(TICKET_POSITIONS).default("end"),
      style: z.enum(TICKET_STYLES).default("none"),
      hidden: z.boolean().default(false),
    })
    .default({ position: "end", style: "none", hidden: false }),
  /** M-35. */
  threading: z.enum(THREADING).default("prefer_in_reply_to"),
});
export type ChannelSettings = z.output<typeof channelSettings>;

export const CHANNEL_STATES = ["draft", "live", "degraded"] as const;
export type EmailChannelState = (typeof CHANNEL_STATES)[number];
export const SENDINGS = ["ses", "smtp"] as const;
export type Sending = (typeof SENDINGS)[number];

/** The name as CXone has it, inside the tenant (M-12). */
export const channelName = headerText("The channel name", 100).min(1, { error: "Enter a name." });

const connectionId = z.string({ error: "Choose a connection." }).min(1, { error: "Choose a connection." });

export const createChannelInput = z.strictObject({ connectionId, name: channelName });
export type CreateChannelInput = z.output<typeof createChannelInput>;

/** `version` is the one the page was opened with. */
export const updateChannelInput = z.strictObject({ version: openedVersion, name: channelName });
export type UpdateChannelInput = z.output<typeof updateChannelInput>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Forgets the channel here; its name is typed when it is live. */
export const removeChannelInput = z.strictObject({
  version: versionNumber,
  name: z.string().max(200).optional(),
  /** What loses the channel, as whoever removes it has seen it: ids as JSON, since names may hold any sign. */
  seen: z
    .string()
    .max(20_000)
    .default("[]")
    .transform((text, issues): string[] => {
      const parsed = z.array(z.string()).safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      issues.addIssue({ code: "custom", message: "A list of ids as JSON." });
      return z.NEVER;
    }),
});
export type RemoveChannelInput = z.output<typeof removeChannelInput>;

/** M-03: a tenant with Proactive Chat and Email needs a form from NICE first. */
export const ticketingInput = z.strictObject({
  hasProactive: z.enum(["no", "yes"], { error: "Say whether the tenant has Proactive Chat and Email." }),
});
export type TicketingInput = z.output<typeof ticketingInput>;

export const domainInput = z.strictObject({
  domainId: z.string({ error: "Choose a domain." }).min(1, { error: "Choose a domain." }),
});
export type DomainInput = z.output<typeof domainInput>;

/** M-11. The point of contact is empty until CXone has shown it. */
export const fromInput = z.strictObject({
  localPart,
  pointContact: z.union([z.literal(""), mailAddress]).default(""),
});
export type FromInput = z.output<typeof fromInput>;

export const sendingInput = z
  .strictObject({
    sending: z.enum(SENDINGS, { error: "Choose how mail leaves." }),
    smtpId: z.string().default(""),
  })
  .refine(({ sending, smtpId }) => sending === "ses" || smtpId !== "", {
    error: "Choose the mail server.",
    path: ["smtpId"],
  });
export type SendingInput = z.output<typeof sendingInput>;

/** `seen`: the person has made it in CXone; Patchbay looks for it there. */
export const seenInput = z.strictObject({
  name: channelName,
  manualOutboundFlow: z.boolean().default(false),
  seen: z.boolean().default(false),
});
export type SeenInput = z.output<typeof seenInput>;

/** M-65: both or the mail is not routed. */
export const routingInput = z
  .strictObject({
    skillId: z.int({ error: "Choose a skill." }).positive({ error: "Choose a skill." }),
    skillName: z.string().max(100),
    script: headerText("The script", 300).min(1, { error: "Choose a Studio script." }),
  })
  // Without a skill its name is no second thing to mend.
  .refine(({ skillId, skillName }) => !(skillId > 0) || skillName !== "", {
    path: ["skillName"],
    error: "Send the name of the skill with its id.",
  });
export type RoutingInput = z.output<typeof routingInput>;

/** Empty: mail goes out without a template of one's own. */
export const looksInput = z.strictObject({ templateId: z.string().max(100).default("") });
export type LooksInput = z.output<typeof looksInput>;

export const tagInput = z.strictObject({
  connectionId,
  title: headerText("The title", 100).min(1, { error: "Enter a title, such as Spam." }),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, { error: "Choose a colour." })
    .default("#d0021b"),
});
export type TagInput = z.output<typeof tagInput>;
export type TagView = { id: number; title: string; color: string };

export type EmailChannelItem = {
  id: string;
  name: string;
  state: EmailChannelState;
  connection: { id: string; name: string; environment: string };
  /** Whole address; null while one of its parts is open. */
  fromAddress: string | null;
  pointContact: string | null;
  sending: Sending;
  smtp: { id: string; name: string } | null;
  /** In CXone, once it was seen there. */
  channelId: string | null;
  version: number;
  createdAt: string;
};

export type EmailChannelView = EmailChannelItem & {
  settings: ChannelSettings;
  domain: { id: string; name: string; state: string } | null;
  template: { id: string; name: string; deleted: boolean } | null;
};

/** Whom something waits for, and since when. */
export type Waiting = { for: string; since: string; what: string; link: string };

/** The newest mail of one direction that was seen anywhere. */
export type LastMail = {
  /** ISO 8601. */
  at: string;
  /** Among the messages of CXone, or as a mail that Patchbay sent itself. */
  seen: "cxone" | "patchbay";
  contactNumber: string | null;
};

/** A channel on the home of email. */
export type EmailHomeRow = EmailChannelItem & {
  lastOut: LastMail | null;
  lastIn: LastMail | null;
  /** The look at its messages in CXone; null before the first one. */
  traffic: Pick<TrafficView, "asOf" | "isLate" | "read" | "contacts"> | null;
  /** Addresses that bounced: of its own mails, and of the tenant where the channel is not known. */
  bounced: { own: number; unknown: number };
  nextExpiry: { what: string; at: string } | null;
  waiting: Waiting[];
  drifted: number;
  openRequests: number;
};

/** What the steps of a channel offer to choose from. */
export type ChannelChoices = {
  domains: { id: string; name: string; state: string }[];
  smtp: { id: string; name: string; provider: string; mailbox: string; isReady: boolean }[];
  templates: { id: string; name: string }[];
};
