import type { Sandbox } from "../sandbox.ts";
import { certificatesOf } from "../smtp/certificates.ts";
import { type MicrosoftSecrets, microsoftIds, supportMailbox } from "../state/seed-microsoft.ts";

/** What `GET /credentials.json` gives for Entra: an app registration that sends mail at once, both ways. */
export function microsoftCredentials(sandbox: Sandbox) {
  const secrets = sandbox.store.setting<MicrosoftSecrets | null>("microsoftSecrets", null);
  return {
    authority: `${sandbox.baseUrl}/microsoft`,
    tenantId: microsoftIds.home,
    clientId: microsoftIds.clientId,
    clientSecret: secrets?.secretValue ?? "",
    /** Not the secret: the id that stands beside it. */
    secretId: secrets?.secretId ?? "",
    /** Of the Enterprise application: what Exchange wants. */
    objectId: microsoftIds.enterpriseObjectId,
    appObjectId: microsoftIds.appObjectId,
    otherTenantId: microsoftIds.other,
  };
}

/** Where mail is submitted; `ca` is the certificate authority that a client has to trust. */
export async function smtpCredentials(sandbox: Sandbox) {
  const secrets = sandbox.store.setting<MicrosoftSecrets | null>("microsoftSecrets", null);
  return {
    host: "127.0.0.1",
    port: sandbox.smtpPort,
    user: supportMailbox,
    password: secrets?.passwords[supportMailbox] ?? "",
    ca: (await certificatesOf(sandbox)).ca,
  };
}
