import * as z from "zod";
import { headerText } from "../schema.ts";

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
