import { randomBytes } from "node:crypto";
import { domainOf } from "../mail/headers.ts";
import type { Sandbox } from "../sandbox.ts";
import type { ExchangePrincipal, Mailbox } from "../state/microsoft-model.ts";

/** A user with a mailbox; null when no tenant has the address's domain or it exists already. */
export function addMailbox(sandbox: Sandbox, address: string, name: string): Mailbox | null {
  const { mailboxes, tenants, users } = sandbox.store.microsoft;
  const upn = address.trim().toLowerCase();
  const tenant = tenants.find((row) => row.domain === domainOf(upn));
  if (!tenant || !/^[^\s@]+@[^\s@]+$/.test(upn) || mailboxes.get(upn)) return null;
  const { tenantId } = tenant;
  const objectId = crypto.randomUUID();
  const password = randomBytes(12).toString("base64url");
  users.put(objectId, { objectId, tenantId, upn, name, isAdmin: false, password, tokensValidFrom: 0 });
  return mailboxes.put(upn, { address: upn, tenantId, userId: objectId, name, smtpAuth: null });
}

/**
 * `New-ServicePrincipal -AppId … -ObjectId …`. Any Object ID is taken, that of the App registration too: what is
 * wrong with it shows at sign-in (535 5.7.3) and nowhere else.
 */
export function addPrincipal(
  sandbox: Sandbox,
  tenantId: string,
  clientId: string,
  objectId: string,
  name: string,
): ExchangePrincipal {
  const id = `${tenantId} ${objectId}`;
  return sandbox.store.microsoft.principals.put(id, { id, tenantId, clientId, objectId, name });
}

/** `Add-MailboxPermission -AccessRights FullAccess`, or its removal. */
export function setFullAccess(sandbox: Sandbox, mailbox: string, trusteeId: string, allowed: boolean): void {
  const { permissions } = sandbox.store.microsoft;
  const key = `${mailbox} ${trusteeId}`;
  if (allowed) permissions.put(key, { mailbox, trusteeId });
  else permissions.remove(key);
}
