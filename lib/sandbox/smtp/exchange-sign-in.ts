import type { SMTPServerAuthentication } from "smtp-server";
import { type EntraClaims, readAccessToken } from "../microsoft/access-token.ts";
import type { Sandbox } from "../sandbox.ts";
import type { EntraTenant, Mailbox } from "../state/microsoft-model.ts";
import { refusals } from "./exchange-texts.ts";

const audiences = [
  "https://outlook.office.com",
  "https://outlook.office365.com",
  "00000002-0000-0ff1-ce00-000000000000",
];

/** Whether this principal or user may act as the mailbox. */
function hasFullAccess(sandbox: Sandbox, mailbox: Mailbox, trusteeId: string): boolean {
  return sandbox.store.microsoft.permissions.get(`${mailbox.address} ${trusteeId}`) !== undefined;
}

/**
 * An application signs in as a mailbox when it has the role, Exchange knows a service principal of its client id with
 * the Object ID of the Enterprise application (that of the App registration is taken and does not work), and that
 * principal has FullAccess.
 */
function appMaySignIn(sandbox: Sandbox, claims: EntraClaims, mailbox: Mailbox): boolean {
  if (!claims.roles.includes("SMTP.SendAsApp")) return false;
  const principal = sandbox.store.microsoft.principals.get(`${claims.tid} ${claims.oid}`);
  return principal?.clientId === claims.appid && hasFullAccess(sandbox, mailbox, claims.oid);
}

function userMaySignIn(sandbox: Sandbox, claims: EntraClaims, mailbox: Mailbox): boolean {
  if (!claims.scopes.includes("SMTP.Send")) return false;
  return mailbox.userId === claims.oid || hasFullAccess(sandbox, mailbox, claims.oid);
}

function checkSmtpAuth(sandbox: Sandbox, tenant: EntraTenant, mailbox: Mailbox): void {
  if (mailbox.smtpAuth === false) throw refusals.smtpAuthOffForMailbox(sandbox);
  if (mailbox.smtpAuth === null && !tenant.smtpAuth) throw refusals.smtpAuthOffForTenant(sandbox);
}

async function signInByToken(
  sandbox: Sandbox,
  tenant: EntraTenant | undefined,
  mailbox: Mailbox | undefined,
  token: string,
): Promise<void> {
  const claims = await readAccessToken(sandbox, token);
  if (!claims || !mailbox || !tenant || !audiences.includes(claims.aud) || claims.tid !== tenant.tenantId)
    throw refusals.authenticationUnsuccessful(sandbox);
  const may = claims.upn ? userMaySignIn(sandbox, claims, mailbox) : appMaySignIn(sandbox, claims, mailbox);
  if (!may) throw refusals.authenticationUnsuccessful(sandbox);
  checkSmtpAuth(sandbox, tenant, mailbox);
}

function signInByPassword(
  sandbox: Sandbox,
  tenant: EntraTenant | undefined,
  mailbox: Mailbox | undefined,
  password: string,
): void {
  if (tenant?.basicAuth === "retired") throw refusals.basicRetired(sandbox);
  if (!tenant || !mailbox) throw refusals.authenticationUnsuccessful(sandbox);
  if (tenant.basicAuth === "off") throw refusals.basicOff(sandbox);
  if (tenant.securityDefaults) throw refusals.securityDefaults(sandbox);
  const user = sandbox.store.microsoft.users.get(mailbox.userId);
  if (!user || user.password !== password) throw refusals.authenticationUnsuccessful(sandbox);
  checkSmtpAuth(sandbox, tenant, mailbox);
}

/** Who signs in to SMTP: gives the mailbox, or throws Exchange's refusal. */
export async function signIn(sandbox: Sandbox, auth: SMTPServerAuthentication): Promise<Mailbox> {
  const { mailboxes, tenants } = sandbox.store.microsoft;
  const mailbox = mailboxes.get((auth.username ?? "").toLowerCase());
  const domain = (auth.username ?? "").toLowerCase().split("@")[1];
  const tenant = tenants.find((row) => row.tenantId === mailbox?.tenantId || row.domain === domain);
  if (auth.method === "XOAUTH2") await signInByToken(sandbox, tenant, mailbox, auth.accessToken ?? "");
  else signInByPassword(sandbox, tenant, mailbox, auth.password ?? "");
  if (!mailbox) throw refusals.authenticationUnsuccessful(sandbox);
  return mailbox;
}
