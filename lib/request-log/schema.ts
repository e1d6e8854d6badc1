import * as z from "zod";
import { commaList, moment, pageLimit, searchText } from "#lib/api/schema.ts";

/** A row's time and id: its primary key, its address and the cursor of the page beside it. */
export type RowKey = { at: Date; id: string };

/** `1763719402123-8f2…`; what `rowKeySchema` reads. */
export const formatRowKey = ({ at, id }: RowKey) => `${at.getTime()}-${id}`;

export const rowKeySchema = z
  .string()
  .regex(/^\d{1,14}-[\w-]{1,80}$/, { error: "This is no place in the request log." })
  .transform((text): RowKey => {
    const cut = text.indexOf("-");
    return { at: new Date(Number(text.slice(0, cut))), id: text.slice(cut + 1) };
  });

/** Classes of status codes; `none` is a call that got no answer. */
export const STATUS_CLASSES = ["2xx", "3xx", "4xx", "5xx", "none"] as const;

/** Methods that calls are made with. */
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "DNS", "SMTP"] as const;

/**
 * What may be asked of the request log. `q` is a request id or its beginning, or words of an operation, host, path or
 * error; the last one may be the beginning of a word.
 */
export const requestQuerySchema = z.object({
  q: searchText,
  connection: commaList(z.string().max(100)),
  operation: commaList(z.string().max(200)),
  status: commaList(z.enum(STATUS_CLASSES)),
  method: commaList(z.enum(METHODS)),
  host: commaList(z.string().max(260)),
  from: moment,
  to: moment,
  older: rowKeySchema.optional(),
  newer: rowKeySchema.optional(),
  limit: pageLimit,
});
export type RequestQuery = z.infer<typeof requestQuerySchema>;

/** The same for a file: all that matches, in one of two forms. */
export const requestExportSchema = requestQuerySchema
  .omit({ older: true, newer: true, limit: true })
  .extend({ format: z.enum(["csv", "jsonl"]).default("csv") });
export type RequestExport = z.infer<typeof requestExportSchema>;

/** A call to another system, as lists show it. */
export type RequestView = {
  /** Address of the row, see `formatRowKey`. */
  key: string;
  /** ISO 8601. */
  at: string;
  connectionId: string | null;
  /** Null also when the connection has been deleted since. */
  connectionName: string | null;
  operation: string;
  method: string;
  host: string;
  path: string;
  /** Null when no answer came. */
  status: number | null;
  durationMs: number;
  /** 1 for the first. */
  attempt: number;
  requestId: string;
  error: string | null;
};

/** What else belongs to the request id of a call. */
export type RequestRelations = {
  /** The delivery that it was made for, and its conversation. */
  delivery: { id: number; conversationId: string } | null;
  /** The set-up run that it was made by, and the handover it is about. */
  run: { id: string; handoverId: string } | null;
  /** Whether the reader's role sees the audit log. */
  audit: boolean;
};

/** The same with what was sent and answered, as it was redacted when it was written. */
export type RequestDetail = RequestView & {
  /** Every attempt of the same call, this one included, in order. */
  attempts: RequestView[];
  related: RequestRelations;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
};

/** What the filters offer. */
export type RequestFilters = {
  connections: { id: string; name: string }[];
  operations: string[];
  hosts: string[];
};
