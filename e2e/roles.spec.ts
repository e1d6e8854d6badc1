import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { ROUTE_ROLES } from "../lib/api/route-roles.ts";
import { ROLES, type Role } from "../lib/auth/schema.ts";
import { ADMIN, expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { PAGES, pageAt, pagesOnDisk } from "./pages.ts";
import { type Schema, sampleOf } from "./sample-body.ts";
import { type Ask, askAsAdmin, makeThings } from "./scene.ts";

type SignIn = (page: Page, who: { email: string; password: string }) => Promise<void>;
type Person = { id: string; email: string; revision: number };

const REFUSED = "Your role does not allow this";

/** Somebody of the role, signed in in a browser of their own. */
async function somebody(ask: Ask, browser: Browser, signIn: SignIn, role: Role) {
  const password = `canary-${role}-${randomUUID()}`;
  const email = `${role}-${randomUUID().slice(0, 8)}@example.com`;
  const person = await ask<Person>("POST", "/api/users", { email, name: `The ${role}`, role, password });
  const page = await (await browser.newContext()).newPage();
  await signIn(page, { email, password });
  return { person, page };
}

type Call = { method: string; path: string; body?: unknown };

/** Makes the calls from inside the console, some at a time, and gives their statuses in order. */
const statusesOf = (page: Page, calls: readonly Call[]): Promise<number[]> =>
  page.evaluate(async (calls) => {
    const statuses: number[] = [];
    for (let at = 0; at < calls.length; at += 4) {
      const some = calls.slice(at, at + 4).map(async ({ method, path, body }) => {
        const headers = { "content-type": "application/json" };
        const sent = method === "GET" ? {} : { headers, body: JSON.stringify(body ?? {}) };
        const answer = await fetch(path, { method, ...sent });
        await answer.body?.cancel();
        return answer.status;
      });
      statuses.push(...(await Promise.all(some)));
    }
    return statuses;
  }, calls);

type Operation = { requestBody?: { content: Record<"application/json", { schema: Schema }> } };

/** Addresses that are read before anybody asks for the role; in all others each parameter may be "1". */
const PATHS: Record<string, string> = {
  "DELETE /api/connections/[id]/overlaps/[kind]": "/api/connections/1/overlaps/accessKey",
  "GET /api/handovers/[id]/choices/[what]": "/api/handovers/1/choices/sources",
  "GET /api/requests/[id]": "/api/requests/1-a",
  "DELETE /api/email/bounced": "/api/email/bounced?connectionId=1&address=a@example.com",
  "GET /api/email/requests/one": "/api/email/requests/one?subject=connection:con_1&kind=ticketing_form",
  "GET /api/email/signatures/coverage": "/api/email/signatures/coverage?connection=1",
  "GET /api/email/signatures/coverage/export": "/api/email/signatures/coverage/export?connection=1",
  "GET /api/email/tags": "/api/email/tags?connection=1",
  "DELETE /api/email/channels/[id]": "/api/email/channels/1?version=1",
  "GET /api/outbound-calls/agents": "/api/outbound-calls/agents?connection=1",
  "GET /api/outbound-calls/campaigns": "/api/outbound-calls/campaigns?connection=1",
  "GET /api/outbound-calls/contacts": "/api/outbound-calls/contacts?connection=1",
};

/** Words of buttons and links that change something, on a page as the server sends it. */
const deedsOn = (html: string): string[] =>
  [...html.matchAll(/<(button|a)\b[^>]*>(.*?)<\/\1>/gs)]
    .map(([, , inside = ""]) => inside.replace(/<[^>]*>/g, "").trim())
    .filter((words) =>
      /^(Add|Authorize|Connect|Continue|Delete|It|Make|New|Paste|Remove(?! filter)|Report|Run|Save|Send|Start|Take)\b/.test(
        words,
      ),
    );

/** Addresses of the console that a page leads to, as the server sends it. */
const leadsTo = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]* href="(\/[^"?#]*)/g)].map(([, address = ""]) => address);

test("each role is offered the pages it may open, and no address shows it another", async ({
  page,
  browser,
  signIn,
}) => {
  expect(Object.keys(PAGES).sort()).toEqual(pagesOnDisk());
  await signIn(page);
  const ask = await askAsAdmin(page);
  const things = await makeThings(ask, product.sandboxUrl);
  for (const role of ROLES) {
    await test.step(role, async () => {
      const theirs = (await somebody(ask, browser, signIn, role)).page;
      const links = theirs.getByRole("navigation", { name: "Console" }).getByRole("link");
      const offered = Object.values(PAGES).filter(({ nav, roles }) => nav && roles.includes(role));
      // A number behind the name tells how much waits there.
      const shown = (await links.allInnerTexts()).map((text) => text.split("\n")[0]);
      expect(shown.sort()).toEqual(offered.map(({ nav }) => nav).sort());
      for (const [name, { at, nav, roles }] of Object.entries(PAGES)) {
        const address = product.url + at(things);
        const answer = await theirs.request.get(address);
        const html = await answer.text();
        // An operator reads what they did themselves; of another's deed there is nothing.
        const others = role === "operator" && name === "activity/audit/[seq]";
        expect.soft(answer.status(), `${role} ${name}`).toBe(others ? 404 : 200);
        expect.soft(html.includes(REFUSED), `${role} is refused ${name}`).toBe(!roles.includes(role));
        // Who only reads is offered nothing that would be refused.
        if (/auditor|supervisor/.test(role) && roles.includes(role) && name.startsWith("email"))
          expect.soft(deedsOn(html), `${role} is offered this on ${name}`).toEqual([]);
        const closed = leadsTo(html).filter((to) => pageAt(to)?.roles.includes(role) === false);
        expect.soft(closed, `${role} would be refused where ${name} leads`).toEqual([]);
        if (roles.includes(role)) continue;
        // Names of what the page would have shown; the address itself tells only ids.
        expect.soft(html, `${role} ${name}`).not.toMatch(/Scene[ _]|admin@example\.com/);
        if (!nav) continue;
        // Read from the answer itself, whatever its scripts do later.
        await theirs.goto(address, { waitUntil: "commit" });
        await expect.soft(theirs.getByText(REFUSED), `${role} ${name}`).toBeVisible();
      }
      await expectAccessible(theirs);
      await expectFitsPhone(theirs);
      await theirs.context().close();
    });
  }
});

const settings = { issuer: "https://cxone.example", accessKeyId: "key" };
const skill = { skillName: "AB", mediaTypeId: 9, direction: "inbound", campaignId: 1 };
const inbound = { ...skill, serviceLevelThresholdSeconds: 30, serviceLevelGoalPercent: 80 };
const provider = { issuer: "", clientId: "", scopes: "openid", groupsClaim: "groups", roleOfGroup: [] };
const email = "nobody@example.com";
const hour = { days: 0, hours: 1, minutes: 0 };
const SMTP = {
  connectionId: "1",
  name: "Theirs",
  provider: "other",
  host: "smtp.example",
  port: 587,
  security: "starttls",
  mailbox: email,
  auth: "password",
  secrets: { password: "theirs" },
};

const CALL = { connectionId: "1", campaignId: "1", phoneNumber: "+15551234567", agentId: "1" };
/** Bodies where the least that the description allows is not enough. */
const BODIES: Record<string, unknown> = {
  "POST /api/outbound-calls": { ...CALL, confirmed: true },
  "POST /api/outbound-calls/preflight": CALL,
  "POST /api/outbound-calls/contacts": { connectionId: "1", name: "Hanna", phoneNumber: "+15551234567" },
  "POST /api/connections": { name: "Theirs", settings },
  "POST /api/connections/check": { name: "Theirs", settings },
  "PUT /api/connections/[id]": { name: "Theirs", settings, version: 1 },
  "POST /api/connections/[id]/reauthorise": { secrets: { accessKeySecret: "theirs" } },
  "POST /api/connections/[id]/rotate": {
    kind: "clientSecret",
    secret: "theirs",
    expiry: "never",
    retireOn: null,
  },
  "POST /api/connections/[id]/skills": inbound,
  "PUT /api/connections/[id]/skills/[skillId]": {
    skill: inbound,
    loaded: { readAt: "2026-11-21T10:00:00Z", fields: {} },
  },
  "POST /api/email/domains": { connectionId: "1", name: "theirs.example", region: "us-west-2" },
  "POST /api/email/domains/[id]/start": { version: 1, startedAt: "2026-11-21T10:00:00Z" },
  "PUT /api/email/domains/[id]/records": { version: 1, records: [] },
  "PUT /api/email/domains/[id]/ses-verified": { version: 1, evidence: "seen" },
  "PUT /api/email/extensions/[connectionId]": { version: 0, extensions: [".png"] },
  "PUT /api/email/extensions/[connectionId]/attestation": { version: 0, extensions: [], evidence: "seen" },
  "PUT /api/email/sla/[connectionId]": {
    version: 0,
    hours: { timeZone: "UTC", open: [{ days: [1], from: "09:00", to: "17:00" }] },
    targets: { firstResponse: hour, solution: hour },
  },
  "POST /api/email/smtp": SMTP,
  "PUT /api/email/smtp/[id]": { ...SMTP, version: 1 },
  "POST /api/email/smtp/[id]/copy": { connectionId: "1", name: "Theirs", mailbox: email },
  "POST /api/email/smtp/[id]/mails": { to: email },
  "POST /api/email/smtp/[id]/round-trips": { channelId: "eml_1" },
  "POST /api/email/templates/[id]/send": { smtpId: "smtp_1", to: email },
  "PUT /api/email/requests": {
    subject: "connection:con_1",
    kind: "ticketing_form",
    version: 0,
    state: "sent",
    text: "Please.",
  },
  "POST /api/email/bounced": { connectionId: "1", address: email },
  "PUT /api/name-servers": { servers: [] },
  "PUT /api/expiries": { subject: "connection:con_1", field: "clientSecret", expiry: "never" },
  "PUT /api/auth/settings": { ...provider, version: 1, oidcEnabled: false, passwordAllowed: true },
  "POST /api/auth/settings/check": { issuer: "https://id.example" },
  "POST /api/invites": { name: "Theirs", email, role: "admin" },
  "POST /api/users": { name: "Theirs", email, role: "admin", password: "long-enough-a-password" },
};

test("each role is refused by the API what it may not do, exports among it", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { paths } = await ask<{ paths: Record<string, Record<string, Operation>> }>(
    "GET",
    "/api/openapi.json",
  );
  const rows = Object.entries(ROUTE_ROLES).flatMap(([route, roles]) => {
    if (roles === "public") return [];
    const [method = "", address = ""] = route.split(" ");
    const operation = paths[address.replaceAll("[", "{").replaceAll("]", "}")]?.[method.toLowerCase()];
    const schema = operation?.requestBody?.content["application/json"].schema;
    const path = PATHS[route] ?? address.replace(/\[\w+\]/g, "1");
    return [{ route, roles, call: { method, path, body: BODIES[route] ?? sampleOf(schema) } }];
  });
  for (const role of ROLES) {
    await test.step(role, async () => {
      const theirs = (await somebody(ask, browser, signIn, role)).page;
      const forbidden = rows.filter(({ roles }) => !roles.includes(role));
      const read = rows.filter(({ roles, call }) => roles.includes(role) && call.method === "GET");
      const refusals = await statusesOf(
        theirs,
        forbidden.map(({ call }) => call),
      );
      expect
        .soft(forbidden.map(({ route }, index) => `${refusals[index]} ${route}`))
        .toEqual(forbidden.map(({ route }) => `403 ${route}`));
      const answers = await statusesOf(
        theirs,
        read.map(({ call }) => call),
      );
      const failed = read.filter((_, index) => answers[index] === 403 || (answers[index] ?? 500) >= 500);
      expect
        .soft(
          failed.map(({ route }) => route),
          `${role} may read these`,
        )
        .toEqual([]);
      await theirs.context().close();
    });
  }
});

test("another role counts from the next click on, on a page that is open", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { person, page: theirs } = await somebody(ask, browser, signIn, "operator");
  await theirs.goto(`${product.url}/connections`);
  const connections = [{ method: "GET", path: "/api/connections" }];
  expect(await statusesOf(theirs, connections)).toEqual([200]);
  const change = (role: Role, revision: number) =>
    ask<Person>("PATCH", `/api/users/${person.id}`, { name: "Changed", role, revision });
  const { revision } = await change("supervisor", person.revision);
  expect(await statusesOf(theirs, connections)).toEqual([403]);
  await theirs.reload();
  await expect(theirs.getByText(REFUSED)).toBeVisible();
  const nav = theirs.getByRole("navigation", { name: "Console" });
  await expect(nav.getByRole("link", { name: "Connections" })).toHaveCount(0);
  await change("operator", revision);
  await theirs.reload();
  await expect(theirs.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
  await expect(nav.getByRole("link", { name: "Connections" })).toBeVisible();
  await theirs.context().close();
});

test("a supervisor is out at once when disabled", async ({ page, browser, signIn }) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { person, page: theirs } = await somebody(ask, browser, signIn, "supervisor");
  const handovers = [{ method: "GET", path: "/api/handovers" }];
  expect(await statusesOf(theirs, handovers)).toEqual([200]);
  await ask("PUT", `/api/users/${person.id}/disabled`, { disabled: true });
  expect(await statusesOf(theirs, handovers)).toEqual([401]);
  await theirs.goto(`${product.url}/handovers`);
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.context().close();
});

test("signing out ends the session on the server", async ({ page, context, signIn }) => {
  await signIn(page, ADMIN);
  const cookies = await context.cookies();
  await page
    .getByRole("button", { name: /^Account of/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${product.url}/api/handovers`, { headers: { cookie: header } });
  expect(answer.status).toBe(401);
});
