import * as z from "zod";
import { commaList, keptMoment, pageLimit, searchText } from "#lib/api/schema.ts";
import { openedVersionOrNone } from "#lib/versions/schema.ts";
import { REQUEST_STATES, type RequestState } from "./state.ts";

/** What only the account representative of NICE can do (M-03, M-26, M-27, M-37). */
export const REQUEST_KINDS = [
  "ticketing_form",
  "smtp_configuration",
  "smtp_enable",
  "email_support_tool",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What a request is about: a channel, a mail server or the whole tenant. */
export const requestSubject = z
  .string()
  .regex(/^(email-channel:eml_|smtp:smtp_|connection:con_)[\w-]{1,80}$/, {
    error: "A request is about email-channel:eml_…, smtp:smtp_… or connection:con_….",
  });

export const requestKey = z.strictObject({ subject: requestSubject, kind: z.enum(REQUEST_KINDS) });
export type RequestKey = z.output<typeof requestKey>;

/** All of a request at once. `version` is 0 for one that is not kept yet. */
export const requestInput = requestKey.extend({
  version: openedVersionOrNone,
  state: z.enum(REQUEST_STATES),
  text: z
    .string()
    .trim()
    .min(1, { error: "Write what is asked for." })
    .max(5_000, { error: "At most 5,000 characters." }),
  note: z.string().trim().max(2_000, { error: "At most 2,000 characters." }).default(""),
  /** When a notice is to remind of it; null for never. */
  remindAt: keptMoment.nullable().default(null),
});
export type RequestInput = z.output<typeof requestInput>;

export const requestQuery = z.object({
  q: searchText,
  connection: commaList(z.string().max(100)),
  kind: commaList(z.enum(REQUEST_KINDS)),
  state: commaList(z.enum(REQUEST_STATES)),
  /** Exactly this subject, for the pages of what it is about. */
  subject: requestSubject.optional(),
  older: z.string().max(100).optional(),
  newer: z.string().max(100).optional(),
  limit: pageLimit,
});
export type RequestQuery = z.output<typeof requestQuery>;

/** A request as pages and scripts see it; one that nobody has begun has no id and version 0. Times in ISO 8601, UTC. */
export type RequestView = {
  id: string | null;
  subject: string;
  /** Name of the channel, the mail server or the connection, and where it is. */
  about: { name: string; href: string };
  connection: { id: string; name: string };
  kind: RequestKind;
  state: RequestState;
  text: string;
  note: string;
  sentAt: string | null;
  chasedAt: string | null;
  endedAt: string | null;
  remindAt: string | null;
  updatedBy: string | null;
  version: number;
};
