import type { Hono } from "hono";
import { grantAdminConsent } from "../microsoft/admin-consent.ts";
import { changePassword, redirectProblem, revokeConsents, revokeSessions } from "../microsoft/app-deeds.ts";
import { homeTenant } from "../microsoft/directory.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { addMailbox, addPrincipal, setFullAccess } from "../smtp/mailbox-deeds.ts";
import { asArray, asText, isRecord, type JsonRecord } from "../wire/values.ts";

/** A wish that makes no sense, with the sentence that says why. */
class BadWish extends Error {}

function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new BadWish(`There is no ${what}.`);
  return row;
}

/** The fields of a wish that may be changed, each with the values it takes. */
function picked(body: JsonRecord, fields: Record<string, readonly unknown[]>): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const [name, allowed] of Object.entries(fields)) {
    if (body[name] === undefined) continue;
    if (!allowed.includes(body[name]))
      throw new BadWish(`"${name}" is one of: ${allowed.map((value) => JSON.stringify(value)).join(", ")}.`);
    change[name] = body[name];
  }
  return change;
}

const yesNo = [true, false] as const;

/** Entra and Exchange as an administrator would change them, for tests; the pages do the same for people. */
export function microsoftControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { microsoft } = store;
  const wish = (path: string, work: (body: JsonRecord) => unknown) =>
    app.post(`/control/microsoft/${path}`, async (c: SandboxContext) => {
      const body: unknown = await c.req.json().catch(() => null);
      if (!isRecord(body)) return c.json({ error: "Send a JSON object." }, 400);
      try {
        return c.json(work(body) ?? {});
      } catch (error) {
        if (error instanceof BadWish) return c.json({ error: error.message }, 400);
        throw error;
      }
    });
  const tenantId = (body: JsonRecord) => asText(body.tenantId) ?? homeTenant(sandbox).tenantId;
  const appOf = (body: JsonRecord) =>
    found(microsoft.apps.get(asText(body.clientId) ?? microsoft.apps.list()[0]?.clientId ?? ""), "such app");
  const mailboxOf = (body: JsonRecord) =>
    found(microsoft.mailboxes.get((asText(body.address) ?? "").toLowerCase()), "such mailbox");

  app.get("/control/microsoft", (c) =>
    c.json({
      tenants: microsoft.tenants.list(),
      users: microsoft.users.list().map(({ password: _, ...user }) => user),
      apps: microsoft.apps.list(),
      secrets: microsoft.secrets.list().map(({ value: _, ...secret }) => secret),
      enterpriseApps: microsoft.enterpriseApps.list(),
      consents: microsoft.consents.list(),
      mailboxes: microsoft.mailboxes.list(),
      servicePrincipals: microsoft.principals.list(),
      mailboxPermissions: microsoft.permissions.list(),
    }),
  );

  wish("tenant", (body) => {
    const change = picked(body, {
      userConsent: yesNo,
      securityDefaults: yesNo,
      smtpAuth: yesNo,
      basicAuth: ["on", "off", "retired"],
    });
    const tenant = found(microsoft.tenants.get(tenantId(body)), "such tenant");
    return microsoft.tenants.update(tenant.tenantId, change);
  });

  wish("app", (body) => {
    const { clientId } = appOf(body);
    const change: JsonRecord = {};
    for (const name of ["redirectUris", "delegated", "application"])
      if (body[name] !== undefined) change[name] = asArray(body[name]).map(String);
    const bad = asArray(change.redirectUris).map((uri) => redirectProblem(String(uri)));
    const problem = bad.find((one) => one !== null);
    if (problem) throw new BadWish(problem);
    const here = microsoft.enterpriseApps.find((row) => row.clientId === clientId);
    if (here) microsoft.enterpriseApps.update(here.objectId, picked(body, { enabled: yesNo }));
    return microsoft.apps.update(clientId, change);
  });

  wish("secret", (body) => {
    const { clientId } = appOf(body);
    const seconds = body.expiresInSeconds;
    if (typeof seconds !== "number")
      throw new BadWish('"expiresInSeconds" is a number, by the clock of the sandbox.');
    for (const secret of microsoft.secrets.where("app", clientId))
      microsoft.secrets.update(secret.secretId, { expiresAt: store.now() + seconds * 1000 });
  });

  wish("consent", (body) => {
    const asked = appOf(body);
    if (body.revoke === true) revokeConsents(sandbox, asked.clientId);
    if (body.admin === true)
      grantAdminConsent(sandbox, found(microsoft.tenants.get(tenantId(body)), "such tenant"), asked);
  });

  wish("user", (body) => {
    const upn = (asText(body.upn) ?? "").toLowerCase();
    const user = found(microsoft.users.firstWhere("upn", upn), "such user");
    microsoft.users.update(user.objectId, picked(body, { isAdmin: yesNo }));
    if (body.revoke === true) revokeSessions(sandbox, user);
    if (typeof body.password === "string") changePassword(sandbox, user, body.password);
  });

  wish("mailbox", (body) => {
    const address = asText(body.address) ?? "";
    if (!microsoft.mailboxes.get(address.toLowerCase())) {
      const made = addMailbox(sandbox, address, asText(body.name) ?? address);
      if (!made) throw new BadWish("The address belongs to none of the tenants.");
    }
    const mailbox = mailboxOf(body);
    return microsoft.mailboxes.update(mailbox.address, picked(body, { smtpAuth: [true, false, null] }));
  });

  wish("principal", (body) => {
    const objectId = asText(body.objectId) ?? "";
    if (body.remove === true) microsoft.principals.remove(`${tenantId(body)} ${objectId}`);
    else
      addPrincipal(sandbox, tenantId(body), asText(body.clientId) ?? "", objectId, asText(body.name) ?? "");
  });

  wish("permission", (body) =>
    setFullAccess(sandbox, mailboxOf(body).address, asText(body.objectId) ?? "", body.remove !== true),
  );
}
