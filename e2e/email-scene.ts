import { expect, type Page } from "@playwright/test";
import { noteSecret, product } from "./fixtures.ts";
import type { Ask } from "./scene.ts";

type Credentials = {
  microsoft: Record<"authority" | "tenantId" | "clientId" | "clientSecret" | "secretId", string>;
  smtp: { host: string; port: number; user: string; ca: string };
  dns: { server: string };
};

/** The page of this title is there. */
export const heading = (page: Page, title: string) =>
  expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Runs a step's checks and waits for their end. */
export async function runChecks(page: Page): Promise<void> {
  const done = page.waitForResponse(
    (answer) => answer.url().endsWith("/checks") && answer.request().method() === "POST",
  );
  await press(page, "Run checks");
  await done;
}

export async function credentials(): Promise<Credentials> {
  const found = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as Credentials;
  noteSecret(found.microsoft.clientSecret);
  return found;
}

/** A switch of the sandbox; what it refuses fails the test. */
export async function control<Answer = unknown>(path: string, body: unknown): Promise<Answer> {
  const done = await fetch(`${product.sandboxUrl}/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!done.ok) throw new Error(`The sandbox refused ${path}: ${await done.text()}`);
  return (await done.json()) as Answer;
}

/** A mailbox of this journey alone: what another one switches for its own does not reach it, nor a rule about consent. */
export async function makeMailbox(local: string) {
  const address = `${local}@acme.example`;
  const password = `canary-${local}-mailbox`;
  noteSecret(password);
  await control("microsoft/mailbox", { address });
  await control("microsoft/user", { upn: address, password, isAdmin: true });
  return { address, password };
}

/** An app registration of this journey alone, made on the pages of Entra as its administrator makes one (M-23 to M-25). */
export async function registerApp(name: string): Promise<{ clientId: string; clientSecret: string }> {
  const at = `${product.sandboxUrl}/microsoft/entra/apps`;
  const send = (path: string, fields: Record<string, string>) =>
    fetch(at + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  const made = await send("", { name, redirectUri: `${product.url}/api/email/oauth/callback` });
  const clientId = new URL(made.headers.get("location") ?? "", at).pathname.split("/").at(-1) ?? "";
  await send(`/${clientId}/permissions`, { permission: "https://outlook.office.com/SMTP.Send" });
  const page = await (await send(`/${clientId}/secrets`, { description: "Patchbay", days: "180" })).text();
  const clientSecret = /id="secret-value"[^>]*>([^<]+)</.exec(page)?.[1] ?? "";
  expect(clientSecret, "the Value of the new client secret").not.toBe("");
  noteSecret(clientSecret);
  return { clientId, clientSecret };
}

/** Fills the form of a mail server of Microsoft up to the ids of its application. */
export async function fillServer(page: Page, name: string, mailbox: string): Promise<void> {
  const { microsoft, smtp } = await credentials();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Mailbox", { exact: true }).fill(mailbox);
  await page.getByText("Host, port and encryption").click();
  await page.getByLabel("Host", { exact: true }).fill(smtp.host);
  await page.getByLabel("Port", { exact: true }).fill(String(smtp.port));
  await page.getByLabel("Authority", { exact: true }).fill(microsoft.authority);
  await page.getByLabel("Certificate of your own authority").fill(smtp.ca);
}

/** What somebody does at Microsoft: chooses the account, and says yes or no where they are asked. */
export async function atMicrosoft(
  page: Page,
  account: string,
  answer: "Accept" | "Cancel" | "Return",
): Promise<void> {
  await page.getByRole("button", { name: account }).click();
  const button = answer === "Return" ? /Return to the application/ : answer;
  await page.getByRole("button", { name: button, exact: answer !== "Return" }).click();
}

/** Makes the domain in the simulated CXone and copies the table of records from its page, as a person does. */
export async function copyRecords(page: Page, domain: string): Promise<string> {
  await page.goto(`${product.sandboxUrl}/cxone/console/email/domains`);
  await page.getByLabel("Domain", { exact: true }).fill(domain);
  await page.locator("#create-domain").click();
  await expect(page.locator("#records")).toBeVisible();
  // What the clipboard would hold.
  return page.evaluate(() => {
    const selection = window.getSelection();
    const table = document.querySelector("#records");
    if (selection && table) selection.selectAllChildren(table);
    return selection?.toString() ?? "";
  });
}

type WantedRecord = { type: string; name: string; value: string; priority: number };

/** A domain that CXone and DNS have verified, without the pages of either. */
export async function addVerifiedDomain(ask: Ask, connectionId: string, name: string): Promise<string> {
  const { records } = await control<{ records: WantedRecord[] }>("email/domain", { name });
  const rows = records.map(({ type, name: host, value, priority }) =>
    [host, type, type === "MX" ? `${priority} ${value}` : value].join("\t"),
  );
  const body = { connectionId, name, region: "eu-central-1", paste: rows.join("\n") };
  const { id, version } = await ask<{ id: string; version: number }>("POST", "/api/email/domains", body);
  await ask("POST", `/api/email/domains/${id}/start`, { version, startedAt: new Date().toISOString() });
  await publishDomain(ask, id, name);
  return id;
}

/** Look-ups of Patchbay ask the DNS of the sandbox. */
export const useSandboxDns = async (ask: Ask) =>
  ask("PUT", "/api/name-servers", { servers: [(await credentials()).dns.server] });

/** Publishes the records of a domain at the simulated DNS provider, and has Patchbay look. */
export async function publishDomain(ask: Ask, id: string, name: string): Promise<void> {
  await control("email/domain", { name, publish: true });
  const { state } = await ask<{ state: string }>("POST", `/api/email/domains/${id}/look`, {});
  expect(state).toBe("verified");
}
