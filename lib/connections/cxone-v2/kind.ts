import "server-only";
import { readCandidates } from "../credentials.ts";
import type { KindOfConnection } from "../kind.ts";
import { checkV2Candidates } from "./check-cxone-v2.ts";

/** A tenant of CXone behind the API v2, signed in to with an OAuth client of its own. */
export const cxoneV2Kind: KindOfConnection<"cxone-v2"> = {
  home: ({ baseUrl }) => baseUrl,
  bases: ({ baseUrl, tokenUrl }) => [baseUrl, tokenUrl],
  // Nothing in this API names the tenant: the address is all that is known of it.
  account: ({ baseUrl }) => ({
    id: new URL(baseUrl).host,
    ids: [baseUrl],
    key: baseUrl,
    label: new URL(baseUrl).host,
  }),
  principal: ({ clientId }) => ({ clientId }),
  check: (settings, secrets, context) =>
    checkV2Candidates([{ settings, secrets, tenant: null, previous: [] }], context),
  checkStored: async (_settings, connectionId, context) =>
    checkV2Candidates(await readCandidates(connectionId, "cxone-v2"), context),
};
