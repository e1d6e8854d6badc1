import * as z from "zod";

/** The version that a page was opened with: who saves from an older one is told what came between. */
export const openedVersion = z.int().min(1).max(1_000_000);

/** The same of what may not be kept yet: 0 until it is. */
export const openedVersionOrNone = z.int().min(0).max(1_000_000);

/** Why a version was made, for those who read the versions. */
export const versionNote = z.string().trim().max(200, { error: "At most 200 characters." });

/** Out of an address. */
export const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const versionQuery = z.object({ before: versionNumber.optional() });

export const restoreInput = z.strictObject({ version: openedVersion });

/** What every version tells of itself, whatever it is a version of. */
export type VersionHead = {
  version: number;
  by: string;
  /** ISO 8601. */
  at: string;
  note: string | null;
};

/** Versions newest first; `next` goes on below, null at the end. */
export type VersionPage<View> = { items: View[]; next: number | null };
