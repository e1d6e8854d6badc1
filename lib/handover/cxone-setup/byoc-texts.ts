import type { Fix } from "#lib/setup/step.ts";

export const BYOC_PATH_TEXT = "ACD > Digital > Bring Your Own Channel";

/** What to do when CXone does not know the Integration ID. */
export const INTEGRATION_ID_FIX: Fix = {
  sentence: `Copy the Integration ID from the list under ${BYOC_PATH_TEXT} in the tenant of this connection, paste it at step Bring Your Own Channel, then retry the run.`,
  path: ["CXone", "ACD", "Digital", "Bring Your Own Channel"],
};
