import "server-only";
import { readCandidates } from "../credentials.ts";
import type { KindOfConnection } from "../kind.ts";
import { checkCandidates, checkCxone } from "./check-cxone.ts";

/** A tenant of CXone, signed in to with an access key and mostly a registered client. */
export const cxoneKind: KindOfConnection<"cxone"> = {
  home: ({ issuer }) => issuer,
  bases: ({ issuer, dfoBaseUrl }, tenant) => [issuer, dfoBaseUrl, tenant?.apiBaseUrl, tenant?.dfoBaseUrl],
  account: ({ tenantId, businessUnitId, businessUnitName, apiBaseUrl }) => ({
    id: tenantId,
    ids: [businessUnitId],
    // Every cluster, and every sandbox, numbers its own.
    key: `${businessUnitId}@${new URL(apiBaseUrl).host}`,
    label: `${businessUnitName} (${businessUnitId})`,
  }),
  principal: ({ accessKeyId }) => ({ accessKeyId }),
  check: checkCxone,
  checkStored: async (_settings, connectionId, context) =>
    checkCandidates(await readCandidates(connectionId, "cxone"), context),
};
