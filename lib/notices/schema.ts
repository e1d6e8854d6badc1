import * as z from "zod";
import { commaList, pageLimit, searchText } from "#lib/api/schema.ts";

/** From mild to grave. */
export const SEVERITIES = ["info", "warning", "bad"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const NOTICE_STATES = ["open", "acknowledged", "resolved"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

const cursor = z.string().max(100).optional();

/** What may be asked of the list of notices. `q` is a part of a title or a body; cursors are ids. */
export const noticeQuerySchema = z.object({
  q: searchText,
  state: commaList(z.enum(NOTICE_STATES)),
  severity: commaList(z.enum(SEVERITIES)),
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type NoticeQuery = z.infer<typeof noticeQuerySchema>;

/** How many notices nobody has acknowledged, by how much they press. */
export type NoticeCounts = Record<Severity, number>;

/** A notice as pages and scripts see it. Times in ISO 8601 UTC. */
export type NoticeView = {
  id: string;
  cause: string;
  severity: Severity;
  title: string;
  body: string;
  /** Where it can be mended: an address of the console. */
  link: string;
  /** Open: nobody has said yet that they saw it. */
  state: NoticeState;
  createdAt: string;
  resolvedAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
};
