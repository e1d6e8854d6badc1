import * as z from "zod";
import type { ByHandView } from "#lib/setup/schema.ts";

/** Something that loses the channel when it goes. */
export type Dependant = { id: string; text: string; link: string | null };

/** A channel that goes or is gone: what loses it, and what CXone keeps of it. */
export type RemovalView = {
  id: string;
  name: string;
  connection: { id: string; name: string; environment: string };
  /** Whether it was seen in CXone: then its name is typed. */
  isThere: boolean;
  /** Of the channel; null once it is gone. */
  version: number | null;
  /** Null while the channel is still here. */
  removed: { by: string; at: string } | null;
  /** Empty once it is gone. */
  dependants: Dependant[];
  items: ByHandView[];
};

/** A removed channel of which CXone still has something, as far as anybody has said. */
export type OpenRemoval = { id: string; name: string; open: number; removedAt: string };

export const tickInput = z.strictObject({ done: z.boolean() });
