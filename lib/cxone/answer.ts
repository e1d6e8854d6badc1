import "server-only";
import * as z from "zod";
import type { HttpResponse } from "#lib/http/response.ts";
import { type BatchItem, CxoneError } from "./errors.ts";
import { looksLikeHtml } from "./fault.ts";

/** An id that is an integer where the real one is, also when it comes as text (facts/cxone.md §7). */
export const integerId = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** A boolean, also as "True" or "False". */
export const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((value) => value.toLowerCase() === "true"),
]);

/** Text that may be null or absent, as "". */
export const textOrEmpty = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

export const nullableId = z
  .union([integerId, z.literal("")])
  .nullish()
  .transform((value) => (typeof value === "number" ? value : null));

/** Parses a good answer. What does not fit the schema is `unexpected_answer`, with the paths that do not fit. */
export function parseAnswer<T>(operation: string, response: HttpResponse, schema: z.ZodType<T>): T {
  const details = { operation, status: response.status, requestLogId: response.requestLogId };
  let body: unknown;
  try {
    body = response.json();
  } catch (cause) {
    if (looksLikeHtml(response.toAnswer())) {
      throw new CxoneError(
        "html_answer",
        `CXone answered ${response.status} with a web page instead of data.`,
        details,
      );
    }
    throw new CxoneError("unexpected_answer", "The answer of CXone is not JSON.", { ...details, cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "the answer"}: ${issue.message}`);
  throw new CxoneError(
    "unexpected_answer",
    `The answer of CXone is not as documented (${paths.join("; ")}).`,
    details,
  );
}

/** Throws when any item of a batch failed, although the status was 200 (facts/cxone.md §0.5). */
export function requireBatchSuccess(
  operation: string,
  batch: { readonly errorCount: number; readonly items: readonly BatchItem[] },
  requestLogId: string,
): void {
  const failed = batch.items.filter((item) => !item.success);
  if (failed.length === 0 && batch.errorCount === 0) return;
  const reasons = [...new Set(failed.map((item) => item.error).filter((reason) => reason !== ""))].join("; ");
  const count = Math.max(failed.length, batch.errorCount);
  const total = Math.max(batch.items.length, count);
  throw new CxoneError(
    "batch_failed",
    `CXone refused ${count} of ${total}: ${reasons || "it gave no reason"}.`,
    // Items that went through stay done: the caller has to look at each.
    { operation, status: 200, items: batch.items, requestLogId, mayHaveHappened: count < total },
  );
}
