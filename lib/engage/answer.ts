import "server-only";
import * as z from "zod";
import type { HttpResponse } from "#lib/http/response.ts";
import { isUiHost } from "./derive.ts";
import { EngageError } from "./errors.ts";
import { looksLikeHtml } from "./fault.ts";

/** An id. Always text of 24 hex digits in what was seen (facts/engage.md, head); a number would be taken too. */
export const id = z.union([z.string().min(1), z.number().transform(String)]);

/** An id, or null where it is absent, null or empty. */
export const nullableId = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value || null);

/** A list of ids; absent and null are an empty one. */
export const ids = z
  .array(id)
  .nullish()
  .transform((values) => values ?? []);

/** Text that may be null or absent, as "". */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? "");

/** A boolean, also in the spellings that searches accept (§1.1); absent and null are false. */
export const flag = z
  .union([z.boolean(), z.string().transform((word) => /^(true|1|on|yes)$/i.test(word)), z.literal([0, 1])])
  .nullish()
  .transform((value) => value === true || value === 1);

/** A whole number, or null. */
export const nullableNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? null);

/** Parses a good answer. What does not fit the schema is `unexpected_answer`, with the paths that do not fit. */
export function parseAnswer<T>(
  operation: string,
  response: HttpResponse,
  schema: z.ZodType<T>,
  host: string,
): T {
  const details = { operation, host, status: response.status, requestLogId: response.requestLogId };
  let body: unknown;
  try {
    body = response.json();
  } catch (cause) {
    if (looksLikeHtml(response.toAnswer())) {
      const message = `Engage answered ${response.status} with a web page instead of data.`;
      throw new EngageError(isUiHost(host) ? "wrong_host" : "html_answer", message, details);
    }
    throw new EngageError("unexpected_answer", "The answer of Engage is not JSON.", { ...details, cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "the answer"}: ${issue.message}`);
  const message = `The answer of Engage is not as documented (${paths.join("; ")}).`;
  throw new EngageError("unexpected_answer", message, details);
}
