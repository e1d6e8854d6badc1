import * as z from "zod";
import { openedVersionOrNone } from "#lib/versions/schema.ts";
import { headerText } from "../schema.ts";
import { problemOfExtension } from "./state.ts";

export const MAX_EXTENSIONS = 200;

/** `.png`: a period, then letters or digits. Kept in lower case. */
export const extension = z
  .string()
  .trim()
  .superRefine((text, issues) => {
    const problem = problemOfExtension(text);
    if (problem) issues.addIssue({ code: "custom", message: problem });
  })
  .transform((text) => text.toLowerCase());

export const extensionList = z
  .array(extension)
  .max(MAX_EXTENSIONS, { error: `At most ${MAX_EXTENSIONS} extensions.` })
  .superRefine((all, issues) => {
    for (const [index, one] of all.entries()) {
      if (all.indexOf(one) < index)
        issues.addIssue({ code: "custom", path: [index], message: `${one} stands here twice.` });
    }
  });

const version = openedVersionOrNone;

/** The whole list; `version` is 0 before the first one was kept. An empty list allows every file and has to be meant. */
export const extensionsInput = z
  .strictObject({ version, extensions: extensionList, everythingAllowed: z.boolean().default(false) })
  .refine(({ extensions, everythingAllowed }) => extensions.length > 0 || everythingAllowed, {
    path: ["everythingAllowed"],
    error: "An empty list lets every file type through. Confirm that this is meant.",
  });
export type ExtensionsInput = z.output<typeof extensionsInput>;

/** Somebody saw in CXone which extensions stand there. */
export const extensionsSeenInput = z.strictObject({
  version,
  extensions: extensionList,
  evidence: headerText("The evidence", 500).min(3, {
    error: "Say where you saw it, such as: Accepted Extensions tab, screenshot in ticket 4711.",
  }),
});
export type ExtensionsSeenInput = z.output<typeof extensionsSeenInput>;

/** What was seen in CXone; times in ISO 8601, UTC. */
export type SeenExtensions = { by: string; at: string; evidence: string; extensions: string[] };

export type ExtensionsView = {
  connection: { id: string; name: string };
  /** Whether anybody has decided yet. */
  isDecided: boolean;
  wanted: string[];
  /** The wanted list is empty: every file type gets through. */
  everythingAllowed: boolean;
  seen: SeenExtensions | null;
  /** What to do in CXone; empty while nobody has said what stands there. */
  toAdd: string[];
  toRemove: string[];
  updatedBy: string | null;
  updatedAt: string | null;
  version: number;
};
