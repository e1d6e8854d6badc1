import * as z from "zod";
import { moment, momentCursor, pageLimit, searchText } from "#lib/api/schema.ts";
import { callFields } from "../schema.ts";
import type { Outcome } from "../state.ts";
import type { ListState } from "./state.ts";

export const MAX_ROWS = 10_000;
export const TOO_MANY_ROWS = "A list has at most 10,000 rows. Split the file.";
/** A body of so many rows with a few columns of context each. */
export const MAX_LIST_BYTES = 10_000_000;

/** A row as it stands in the file: what is wrong with it is told with its line and stops no other row. */
const listRow = z.strictObject({
  /** Where it stands in the file, from 1. */
  line: z.number().int().min(1).max(1_000_000_000),
  phoneNumber: z.string().default(""),
  name: z.string().default(""),
  /** Name or id; empty where one agent was chosen for all rows. */
  agent: z.string().default(""),
  data: z.record(z.string(), z.unknown()).default({}),
});
export type ListRow = z.output<typeof listRow>;

const ofCall = callFields.shape;
const NAME = "Name the list.";

export const listInput = z.strictObject({
  name: z
    .string({ error: NAME })
    .trim()
    .min(1, { error: NAME })
    .max(120, { error: "At most 120 characters." }),
  connectionId: ofCall.connectionId,
  campaignId: ofCall.campaignId,
  /** Calls the rows that name nobody. */
  agentId: ofCall.agentId.optional(),
  rows: z
    .array(listRow, { error: "A list has rows." })
    .min(1, { error: "The list is empty." })
    .max(MAX_ROWS, { error: TOO_MANY_ROWS }),
});
export type ListInput = z.output<typeof listInput>;

/** What the form asks for beside the rows: what is left empty is not sent. */
export const listForm = listInput.omit({ rows: true }).extend({
  agentId: z
    .string()
    .transform((id) => id || undefined)
    .optional(),
});
export type ListForm = z.input<typeof listForm>;
export type ListFormOutput = z.output<typeof listForm>;

/** A list is started only by somebody who was shown how many calls that means. */
export const startListInput = z.strictObject({
  confirmed: z
    .number({ error: "Confirm the number of calls." })
    .int({ error: "Confirm the number of calls." })
    .min(1, { error: "Confirm the number of calls." }),
});
export type StartListInput = z.output<typeof startListInput>;

export type RejectedRow = ListRow & { problems: string[] };

/** How many rows stand how. */
export type ListCounts = Record<"waiting" | "underWay" | Outcome, number>;

/** How a list is shown; times in ISO 8601 UTC. */
export type ListView = {
  id: string;
  at: string;
  name: string;
  connection: { id: string; name: string };
  campaign: { id: string; name: string };
  state: ListState;
  rows: number;
  rejected: number;
  counts: ListCounts;
  by: string;
  /** Who started, paused or stopped it last, and when. */
  changedBy: string;
  changedAt: string;
};
/** A list as it was just uploaded, with what is wrong with the rows that cannot be called. */
export type UploadedList = ListView & { rejectedRows: RejectedRow[] };

/** Rows that cannot be called, in the order of the file, after so many of them. */
export const rejectedQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(MAX_ROWS).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_ROWS).default(50),
});
export type RejectedQuery = z.output<typeof rejectedQuery>;
/** Numbers are masked in every cell for those who may not see them. `after` leads on; null at the end. */
export type RejectedPage = { items: RejectedRow[]; after: number | null };

const cursor = momentCursor("lst");

export const listQuery = z.strictObject({
  q: searchText,
  from: moment,
  to: moment,
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type ListQuery = z.output<typeof listQuery>;
