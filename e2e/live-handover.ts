import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, noteSecret, product } from "./fixtures.ts";

/** What the console itself would ask the server, with the session of the page. */
export async function ask<T>(
  page: Page,
  path: string,
  body?: unknown,
  method = body ? "POST" : "GET",
): Promise<T> {
  const [status, answer] = await page.evaluate(
    async ([at, sent, how]) => {
      const response = await fetch(at as string, {
        method: how as string,
        ...(sent ? { headers: { "content-type": "application/json" }, body: JSON.stringify(sent) } : {}),
      });
      const text = await response.text();
      return [response.status, text ? JSON.parse(text) : null] as const;
    },
    [path, body, method] as const,
  );
  expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  return answer as T;
}

/** What a person sends from a page of the simulated CXone. */
export const inCxone = (path: string, fields: Record<string, string>) =>
  fetch(`${product.sandboxUrl}/cxone/console/${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

export type LiveHandover = { id: string; name: string; channelId: string; skillId: number };

/** A handover of its own that is live, with a skill that was made for it; what people do in CXone is done. */
export async function setUpLive(page: Page): Promise<LiveHandover> {
  const mark = randomUUID().slice(0, 8);
  const name = `Life ${mark}`;
  const { cxone } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    cxone: Record<string, string>;
  };
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret = "", clientSecret = "" } = cxone;
  noteSecret(accessKeySecret);
  noteSecret(clientSecret);
  const connection = await ask<{ id: string }>(page, "/api/connections", {
    name: `Acme ${mark}`,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  });
  const { id } = await ask<{ id: string }>(page, "/api/handovers", { name });
  const base = `/api/handovers/${id}`;
  const save = async (stepId: string, input: unknown) => {
    const { steps } = await ask<{ steps: { id: string; inputVersion: number }[] }>(page, `${base}/setup`);
    const version = steps.find((step) => step.id === stepId)?.inputVersion ?? 0;
    await ask(page, `${base}/setup/${stepId}`, { input, version }, "PUT");
  };
  await save("bot", { adapter: "demo" });
  await save("connection", { connectionId: connection.id });
  const { secret } = await ask<{ secret: string }>(page, `${base}/setup/byoc/secret`, {});
  noteSecret(secret);
  const box = `${product.url}/handover/niceCxOne`;
  const added = await inCxone("byoc", {
    name: `Patchbay ${name}`,
    boxUrl: box,
    authorizationUrl: `${box}/${id}/auth/token`,
    addUrl: `${box}/add`,
    reconnectUrl: `${box}/reconnect`,
    removeUrl: `${box}/remove`,
    clientId: `patchbay-${id}`,
    clientSecret: secret,
  });
  const integrationId = new URL(added.headers.get("location") ?? "", product.url).searchParams.get("saved");
  await save("byoc", { integrationId });
  const agents = [{ agentId: 30103, name: "Jonas" }];
  const campaign = { campaignId: 310001, campaignName: "Default Campaign" };
  await save("skill", { mode: "create", skillName: `Life_${mark}`, ...campaign, agents });
  await save("settings", {});
  const plan = await ask<{ id: string }>(page, `${base}/plan`, {});
  const { id: runId } = await ask<{ id: string }>(page, `${base}/runs`, { planId: plan.id });
  type Run = { state: string; steps: { kind: string; remoteId: string | null }[] };
  const read = () => ask<Run>(page, `/api/handovers/runs/${runId}`);
  await expect.poll(async () => (await read()).state, { timeout: 60_000 }).toBe("done");
  const skillId = Number((await read()).steps.find(({ kind }) => kind === "skill")?.remoteId);
  const { channelId } = await ask<{ channelId: string }>(page, base);
  await inCxone(`points-of-contact/${channelId}`, {
    defaultSkillId: String(skillId),
    studioScript: `Cognigy\\Cognigy Handover Script ${id}`,
  });
  await ask(page, `${base}/checks`, {});
  return { id, name, channelId, skillId };
}
