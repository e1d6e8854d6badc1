import * as z from "zod";
import type { LiveCall, VoiceChoice } from "#lib/cxone/voice/state.ts";

/** What pickers are asked: part of a name, or an id. */
export const choicesQuery = z.object({ search: z.string().trim().max(100).default("") });

/** `items` is null where the dialect has no such list: then ids are typed. At most 100, those that match. */
export type VoiceChoices = { items: VoiceChoice[] | null };

/** Calls that could be transferred; null where the dialect has no list. Numbers as this reader may see them. */
export type LiveCalls = { items: LiveCall[] | null };
