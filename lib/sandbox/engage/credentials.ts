import type { Sandbox } from "../sandbox.ts";
import { engageIds } from "../state/engage-ids.ts";

/** Addresses of the simulated Engage: pages and realtime under one host in reality, REST under another. */
export function engageUrls(sandbox: Sandbox): { uiBaseUrl: string; apiBaseUrl: string } {
  return { uiBaseUrl: `${sandbox.baseUrl}/engage`, apiBaseUrl: `${sandbox.baseUrl}/engage-api` };
}

/** Where the other side of a Source SDK source sends what its people write. */
export function realtimeUrl(sandbox: Sandbox, sourceId: string): string {
  return `${engageUrls(sandbox).uiBaseUrl}/realtime/sdk/${sourceId}`;
}

/** What `GET /credentials.json` gives for Engage: the administrator's token and the source that is ready for use. */
export function engageCredentials(sandbox: Sandbox) {
  const { engage } = sandbox.store;
  const sourceId = engageIds.sources.webchat;
  return {
    ...engageUrls(sandbox),
    apiToken: engage.tokens.get(engageIds.tokens.patchbay)?.token ?? "",
    sourceId,
    realtimeUrl: realtimeUrl(sandbox, sourceId),
    realtimeToken: engage.sources.get(sourceId)?.token ?? "",
  };
}
