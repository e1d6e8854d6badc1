import "server-only";
import * as z from "zod";
import { integerId, parseAnswer, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";

const tag = z.object({ id: integerId, title: textOrEmpty, color: textOrEmpty });

export type Tag = z.infer<typeof tag>;

/** The colours that CXone takes for a tag are ten (facts/cxone.md §3.5); which ones is not written anywhere: these are its palette. */
export const TAG_COLOURS = [
  "#4a90e2",
  "#50e3c2",
  "#7ed321",
  "#f8e71c",
  "#f5a623",
  "#d0021b",
  "#bd10e0",
  "#9013fe",
  "#8b572a",
  "#9b9b9b",
] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

/** All tags of the digital side, as they come. */
export async function listTags(client: CxoneClient): Promise<Tag[]> {
  const list = z.array(tag);
  return client.read(
    { operation: "cxone.tags.list", api: "dfo", method: "GET", path: "tags", idempotent: true },
    z.union([list, z.object({ data: list }).transform((answer) => answer.data)]),
  );
}

/**
 * The tag of that title, made when there is none: titles are compared without regard to case. The call creates by
 * title, so that a repetition after a lost answer makes no second one.
 */
export async function ensureTag(client: CxoneClient, title: string, color: TagColour): Promise<Tag> {
  const isIt = (one: Tag) => one.title.trim().toLowerCase() === title.trim().toLowerCase();
  const known = (await listTags(client)).find(isIt);
  if (known) return known;
  const operation = "cxone.tags.create";
  const response = await client.request({
    operation,
    api: "dfo",
    method: "PUT",
    path: "tags",
    body: { title, color },
    idempotent: true,
  });
  if (response.body.length > 0) return parseAnswer(operation, response, tag);
  const made = (await listTags(client)).find(isIt);
  return made ?? parseAnswer(operation, response, tag);
}
