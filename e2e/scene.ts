import { randomInt, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { api, expect, noteSecret, product } from "./fixtures.ts";
import type { Things } from "./pages.ts";

export type Ask = <T = { id: string }>(method: string, path: string, body?: unknown) => Promise<T>;

/** A token made by the admin who is signed in on the page; what it does stands in the audit log under its name. */
export async function adminToken(page: Page, name = "journey"): Promise<string> {
  const { token } = await page.evaluate(async (name) => {
    const answer = await fetch("/api/tokens", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, role: "admin", expiresInDays: 1 }),
    });
    return (await answer.json()) as { token: string };
  }, name);
  noteSecret(token);
  return token;
}

/** Asks the API with a token; a refusal fails the test. */
export const asker =
  (token: string): Ask =>
  async <T>(method: string, path: string, body?: unknown) => {
    const answer = await api<T>(token, method, path, body);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };

export type Write = readonly [method: string, path: string, body: object];

/** Both have opened the same object and Berta saves first: Ann is told by a 409 who changed what, and keeps her own. */
export async function expectSecondIsTold(
  who: { ann: string; berta: string; bertaName: string },
  write: (who: "Ann" | "Berta") => Write,
  names: RegExp,
): Promise<void> {
  await asker(who.berta)(...write("Berta"));
  const late = await api<{ detail: string; fix: string }>(who.ann, ...write("Ann"));
  expect(late.status).toBe(409);
  expect(late.body.detail).toContain(who.bertaName);
  expect(late.body.detail).toMatch(names);
  expect(late.body.fix).toMatch(/still here/);
}

export const askAsAdmin = async (page: Page): Promise<Ask> => asker(await adminToken(page));

/** Lists the host of an address that only a journey uses, as an admin of a network with such a service would. */
export const allowHostOf = (ask: Ask, address: string): Promise<unknown> =>
  ask("POST", "/api/private-hosts", { host: new URL(address).host, reason: "A service of a journey" });

/** What the sandbox hands out for a connection to it. */
export async function connectionTo(sandboxUrl: string, name: string) {
  const { cxone } = (await (await fetch(`${sandboxUrl}/credentials.json`)).json()) as {
    cxone: Record<"issuer" | "accessKeyId" | "clientId" | "dfoBaseUrl", string> &
      Record<"accessKeySecret" | "clientSecret", string>;
  };
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } = cxone;
  noteSecret(accessKeySecret);
  noteSecret(clientSecret);
  return {
    name,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  };
}

/** A handover over the connection that is applied and live, without the wizard: what its pages do is tried elsewhere. */
export async function setUpHandover(ask: Ask, connectionId: string, sandboxUrl: string) {
  const mark = randomUUID().slice(0, 6);
  const name = `Scene ${mark}`;
  const { id } = await ask("POST", "/api/handovers", { name, platformIntegrated: false });
  const save = (step: string, input: object) =>
    ask("PUT", `/api/handovers/${id}/setup/${step}`, { input, version: 0 });
  await save("bot", { adapter: "demo" });
  await save("connection", { connectionId });
  const { secret } = await ask<{ secret: string }>("POST", `/api/handovers/${id}/setup/byoc/secret`, {});
  noteSecret(secret);
  await save("byoc", { integrationId: await addIntegration(sandboxUrl, `Patchbay ${name}`, id, secret) });
  await save("skill", {
    mode: "create",
    skillName: `Scene_${mark}`,
    campaignId: 310001,
    campaignName: "Default Campaign",
    agents: [{ agentId: 30103, name: "Jonas Weber" }],
  });
  await save("settings", {});
  const plan = await ask("POST", `/api/handovers/${id}/plan`, { intent: "apply" });
  const run = await ask("POST", `/api/handovers/${id}/runs`, { planId: plan.id });
  const state = async () => (await ask<{ state: string }>("GET", `/api/handovers/runs/${run.id}`)).state;
  await expect.poll(state, { timeout: 60_000 }).toBe("done");
  return { handoverId: id, runId: run.id, skillName: `Scene_${mark}` };
}

/** Adds the integration in the sandbox's console, as a person would: CXone has no API for it. */
async function addIntegration(sandboxUrl: string, name: string, providerId: string, clientSecret: string) {
  const box = `${product.url}/handover/niceCxOne`;
  const fields = {
    name,
    boxUrl: box,
    authorizationUrl: `${box}/${providerId}/auth/token`,
    addUrl: `${box}/add`,
    reconnectUrl: `${box}/reconnect`,
    removeUrl: `${box}/remove`,
    clientId: "any",
    clientSecret,
  };
  const saved = await fetch(`${sandboxUrl}/cxone/console/byoc`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return new URL(saved.headers.get("location") ?? "", sandboxUrl).searchParams.get("saved") ?? "";
}

/** A visitor at the webchat asks for a person; gives the conversation. */
export async function startConversation(providerId: string): Promise<string> {
  const base = `${product.url}/handover/webchat/${providerId}/conversations`;
  const headers = { "content-type": "application/json" };
  const opened = await fetch(base, { method: "POST", headers, body: '{"visitorName":"Kim"}' });
  const { conversationId, visitorToken } = (await opened.json()) as Record<string, string>;
  noteSecret(visitorToken ?? "");
  await fetch(`${base}/${conversationId}/actions`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${visitorToken}` },
    body: JSON.stringify({ id: randomUUID(), action: "request_human" }),
  });
  return conversationId ?? "";
}

/** A connection by the seeds' own dialect to the telephony of a sandbox. */
export async function connectVoice(ask: Ask, sandboxUrl: string, name: string): Promise<string> {
  const { cxoneV2 } = (await (await fetch(`${sandboxUrl}/credentials.json`)).json()) as {
    cxoneV2: Record<string, string>;
  };
  const { baseUrl, clientId, clientSecret = "" } = cxoneV2;
  noteSecret(clientSecret);
  const settings = { baseUrl, clientId };
  const connection = { kind: "cxone-v2", name, settings, secrets: { clientSecret } };
  return (await ask<{ id: string }>("POST", "/api/connections", connection)).id;
}

/** A Personal Connection call that has ended, as it shows in the history, and a call list that was not started. */
async function placeCall(ask: Ask, sandboxUrl: string): Promise<{ outboundId: string; callListId: string }> {
  const connectionId = await connectVoice(ask, sandboxUrl, `Calls ${randomUUID().slice(0, 6)}`);
  type List = { items: { id: string; name: string }[] };
  const campaigns = await ask<List>("GET", `/api/outbound-calls/campaigns?connection=${connectionId}`);
  const campaignId = campaigns.items.find(({ name }) => /callback/i.test(name))?.id ?? "";
  const agents = await ask<List>(
    "GET",
    `/api/outbound-calls/agents?connection=${connectionId}&campaign=${campaignId}`,
  );
  const phoneNumber = `+4930${String(Math.trunc(Math.random() * 1e8)).padStart(8, "1")}`;
  const { contact } = await ask<{ contact: { id: string } }>("POST", "/api/outbound-calls/contacts", {
    connectionId,
    name: "Scene",
    phoneNumber,
  });
  const agentId = agents.items.at(-1)?.id ?? "";
  const wish = { connectionId, campaignId, contactId: contact.id, phoneNumber, agentId };
  const control = (deed: string, body: object) =>
    fetch(`${sandboxUrl}/control/voice/${deed}`, { method: "POST", body: JSON.stringify(body) });
  // Another journey may have the agent on the line for a moment.
  await expect
    .poll(async () => {
      await control("agent", { agentId, state: "Available" });
      return (await ask<{ ok: boolean }>("POST", "/api/outbound-calls/preflight", wish)).ok;
    })
    .toBe(true);
  const { id } = await ask<{ id: string }>("POST", "/api/outbound-calls", { ...wish, confirmed: true });
  const one = () =>
    ask<{ vendorRequestId: string | null; outcome: string | null }>("GET", `/api/outbound-calls/${id}`);
  await expect.poll(async () => (await one()).vendorRequestId).not.toBeNull();
  await control("outbound", { callId: (await one()).vendorRequestId, result: "no_answer" });
  await expect.poll(async () => (await one()).outcome).toBe("no_answer");
  const { id: callListId } = await ask("POST", "/api/outbound-lists", {
    name: "Scene",
    connectionId,
    campaignId,
    agentId,
    rows: [
      { line: 2, phoneNumber },
      { line: 3, phoneNumber: "12" },
    ],
  });
  return { outboundId: id, callListId };
}

/** One of each thing that has a page: a tenant, a handover over it, a conversation, and what they left in the logs. */
export async function makeThings(ask: Ask, sandboxUrl: string): Promise<Things> {
  const connection = await connectionTo(sandboxUrl, `Scene ${randomUUID().slice(0, 6)}`);
  const { id: connectionId } = await ask("POST", "/api/connections", connection);
  const { handoverId, runId, skillName } = await setUpHandover(ask, connectionId, sandboxUrl);
  const conversationId = await startConversation(handoverId);
  const first = async <Row>(path: string) => {
    const { items } = await ask<{ items: Row[] }>("GET", path);
    const [row] = items;
    if (!row) throw new Error(`Nothing at ${path}`);
    return row;
  };
  const tenant = `/api/connections/${connectionId}`;
  const { channelId } = await ask<{ channelId: string }>("GET", `/api/handovers/${handoverId}`);
  const { skillId } = await first<{ skillId: number }>(`${tenant}/skills?q=${skillName}`);
  const script = await first<{ path: string }>(`${tenant}/scripts?q=${handoverId}`);
  const delivery = await first<{ id: number }>(`/api/deliveries?handover=${handoverId}`);
  const call = await first<{ key: string }>(`/api/requests?connection=${connectionId}`);
  const entry = await first<{ seq: number }>(`/api/audit?object=connection:${connectionId}`);
  const person = await first<{ id: string }>("/api/users");
  const { id: policyId } = await ask("POST", "/api/transfer-policies", {
    connectionId,
    name: `Scene ${randomUUID().slice(0, 6)}`,
    body: {
      routes: [{ targetType: "QUEUE", targetId: "4711", targetName: "Sales DE" }],
      voicemail: { targetType: "EXTENSION", targetId: "999" },
    },
  });
  const { id: transferId } = await ask("POST", "/api/transfers", {
    policyId,
    callId: String(randomInt(1_000_000_000, 9_000_000_000)),
  });
  const { outboundId, callListId } = await placeCall(ask, sandboxUrl);
  const emailName = `Scene ${randomUUID().slice(0, 6)}`;
  const { id: emailChannelId } = await ask("POST", "/api/email/channels", { connectionId, name: emailName });
  const domainName = `scene-${randomUUID().slice(0, 6)}.example`;
  const { id: smtpId } = await ask("POST", "/api/email/smtp", {
    connectionId,
    name: `Mail of the scene ${randomUUID().slice(0, 6)}`,
    provider: "other",
    host: "mail.example",
    port: 587,
    security: "starttls",
    mailbox: "support@mail.example",
    auth: "none",
  });
  const { id: emailTemplateId } = await ask("POST", "/api/email/templates", {
    connectionId,
    name: emailName,
    html: "<p>{{message.body}}</p>",
  });
  const { id: signatureId } = await ask("POST", "/api/email/signatures", {
    connectionId,
    name: emailName,
    plain: "{{agent.name}}",
    html: "",
  });
  const { id: emailDomainId } = await ask("POST", "/api/email/domains", {
    connectionId,
    name: domainName,
    region: "us-west-2",
  });
  return {
    connectionId,
    handoverId,
    runId,
    skillId: String(skillId),
    campaignId: "310001",
    agentId: "30103",
    channelId,
    scriptPath: script.path,
    conversationId,
    deliveryId: String(delivery.id),
    transferId,
    outboundId,
    callListId,
    callId: call.key,
    auditSeq: String(entry.seq),
    personId: person.id,
    policyId,
    emailChannelId,
    emailDomainId,
    smtpId,
    emailTemplateId,
    signatureId,
  };
}
