import * as z from "zod";
import { commaList, pageLimit } from "#lib/api/schema.ts";
import type { Hop, Verdict } from "#lib/mail/read-arrival.ts";
import { mailAddress } from "../schema.ts";
import type { MailFailure } from "../smtp/schema.ts";
import type { MailState } from "./state.ts";

export const PURPOSES = ["test", "round_trip", "template"] as const;
export type Purpose = (typeof PURPOSES)[number];

export const testMailSchema = z.strictObject({ to: mailAddress });

/** To the channel's own address, or to somewhere else, whose headers are then pasted. */
export const roundTripSchema = z.union([
  z.strictObject({ channelId: z.string().regex(/^eml_\w{1,60}$/, { error: "Choose a channel." }) }),
  z.strictObject({ to: mailAddress }),
]);
export type RoundTripInput = z.infer<typeof roundTripSchema>;

/** Headers are at most some kB; the body of a mail may come along and is dropped. */
export const arrivalSchema = z.strictObject({
  raw: z
    .string()
    .min(1, { error: "Paste the headers of the mail, or the whole mail as it arrived." })
    .max(400_000, { error: "Paste the headers alone: this is too long." }),
});

const cursor = z
  .string()
  .regex(/^\d{1,14}_mail_\w{1,60}$/, { error: "This is no place in the list." })
  .transform((text) => {
    const cut = text.indexOf("_");
    return { at: new Date(Number(text.slice(0, cut))), id: text.slice(cut + 1) };
  });

export const mailQuerySchema = z.object({
  smtp: z.string().max(80).optional(),
  channel: z.string().max(80).optional(),
  connection: z.string().max(80).optional(),
  purpose: commaList(z.enum(PURPOSES)),
  older: cursor.optional(),
  newer: cursor.optional(),
  limit: pageLimit,
});
export type MailQuery = z.infer<typeof mailQuerySchema>;

/** What the server said to the mail. */
export type MailAnswer = {
  /** The last line of the server, as it came; "" when there was none. */
  response: string;
  failure: MailFailure | null;
};

/** What is known of its arrival. */
export type MailArrival = {
  via: "cxone" | "pasted";
  at: string;
  by: string | null;
  contactNumber: string | null;
  hops: Hop[];
  verdicts: Verdict[];
  judgedBy: string | null;
  totalSeconds: number | null;
};

export type MailView = {
  id: string;
  purpose: Purpose;
  smtp: { id: string; name: string } | null;
  channelId: string | null;
  from: string;
  to: string;
  subject: string;
  state: MailState;
  messageId: string | null;
  answer: MailAnswer | null;
  arrival: MailArrival | null;
  by: string;
  requestId: string;
  createdAt: string;
  sentAt: string | null;
  arrivedAt: string | null;
  giveUpAt: string | null;
};
