import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { SEVERITIES, type Severity } from "./schema.ts";

export type NoticeInput = {
  /** Names the condition, not the occasion: `connection:con_…:failing`. One notice per cause is open at a time. */
  cause: string;
  severity: Severity;
  title: string;
  /** What it means and what to do. */
  body: string;
  /** An address of the console where it can be mended. */
  link: string;
  now?: Date;
};

/**
 * Says that something is wrong; saying it again changes only the words. A notice that gets worse loses its
 * acknowledgement. True when it was not open before: the moment to write an audit row or to alert somebody.
 */
export async function openNotice(tx: Tx, input: NoticeInput): Promise<boolean> {
  const { cause, severity, title, body, link, now = new Date() } = input;
  // The partial index settles the race of two finders: the second one updates.
  const rows = await tx.$queryRaw<{ opened: boolean }[]>`
    INSERT INTO notice AS kept (id, cause, severity, title, body, link, created_at, updated_at)
    VALUES (${newId("ntc")}, ${cause}, ${severity}, ${title}, ${body}, ${link}, ${now}, ${now})
    ON CONFLICT (cause) WHERE resolved_at IS NULL DO UPDATE
      SET severity = excluded.severity, title = excluded.title, body = excluded.body, link = excluded.link,
        updated_at = excluded.updated_at,
        acknowledged_at = CASE WHEN array_position(${[...SEVERITIES]}::text[], excluded.severity)
          > array_position(${[...SEVERITIES]}::text[], kept.severity) THEN NULL ELSE kept.acknowledged_at END
      WHERE (kept.severity, kept.title, kept.body, kept.link)
        IS DISTINCT FROM (excluded.severity, excluded.title, excluded.body, excluded.link)
    RETURNING xmax = 0 AS opened`;
  if (rows.length > 0) await notify(tx, "notices");
  return rows[0]?.opened ?? false;
}
