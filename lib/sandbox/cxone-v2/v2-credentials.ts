import type { Sandbox } from "../sandbox.ts";

/** Where the dialect of the seeds lives; both token addresses stand below it. */
export function v2BaseUrl(sandbox: Sandbox): string {
  return `${sandbox.baseUrl}/cxone-v2`;
}

/** What `GET /credentials.json` gives for the dialect of the seeds. */
export function v2Credentials(sandbox: Sandbox) {
  const { store } = sandbox;
  const client = store.voice.clients.get(store.setting("v2ClientId", ""));
  return {
    baseUrl: v2BaseUrl(sandbox),
    clientId: client?.clientId ?? "",
    clientSecret: client?.clientSecret ?? "",
  };
}
