import "server-only";
import * as z from "zod";
import { flag, nullableId, text } from "./answer.ts";
import type { EngageClient } from "./client.ts";

const settings = z
  .object({ id: nullableId, name: text, locale: text, timezone: text, type: text, push_enabled: flag })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    locale: row.locale,
    timezone: row.timezone,
    type: row.type,
    /** Task mode: without it there are no queue updates (facts/engage.md §4). */
    taskMode: row.push_enabled,
  }));

export type Settings = z.infer<typeof settings>;

/** The account's own settings. Needs no right, so it also tells whether token and address work. */
export async function getSettings(client: EngageClient): Promise<Settings> {
  return client.read("settings.get", {}, settings);
}
