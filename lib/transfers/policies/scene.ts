import { beforeAll } from "vitest";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import type { PolicyBody, PolicyRoute } from "../schema.ts";
import type { PolicyChange, PolicyInput, PolicyView } from "./schema.ts";

/** Gives a test file connections that nobody calls. At the top level, after `withTestDatabase()`. */
export function withVoiceConnections(): { acd(): string; engage(): string } {
  const [acd, engage] = [newId("con"), newId("con")];
  beforeAll(async () => {
    await db().connection.createMany({
      data: [
        {
          id: acd,
          kind: "cxone",
          name: "Acme",
          environment: "live",
          settings: { issuer: "https://cxone.example.com", accessKeyId: "key" },
        },
        {
          id: engage,
          kind: "engage",
          name: "Acme Engage",
          environment: "live",
          settings: { uiBaseUrl: "https://acme.engagement.dimelo.com" },
        },
      ],
    });
  });
  return { acd: () => acd, engage: () => engage };
}

export const route = (targetId: string, other: Partial<PolicyRoute> = {}): PolicyRoute => ({
  transferType: "BLIND",
  targetType: "QUEUE",
  targetId,
  targetName: "Sales DE",
  priority: 1,
  ...other,
});

/** A body whose only target is that queue. */
export const bodyTo = (targetId: string, other: Partial<PolicyRoute> = {}): PolicyBody => ({
  routes: [route(targetId, other)],
  voicemail: { targetType: "EXTENSION", targetId: "999", targetName: "" },
  watch: { pollSeconds: 3, timeoutSeconds: 30, unknownMinutes: 10 },
});

export const policyTo = (connectionId: string, name: string, body = bodyTo("4711")): PolicyInput => ({
  connectionId,
  name,
  description: "",
  note: "",
  allowFailingCases: false,
  body,
});

/** A change of a policy that leaves what is not named. */
export const change = (policy: PolicyView, other: Partial<PolicyChange>): PolicyChange => ({
  version: policy.version,
  name: policy.name,
  description: policy.description,
  body: policy.body,
  note: "",
  allowFailingCases: false,
  ...other,
});

/** A transfer under way by a policy, as a row; its id. */
export async function startTransfer(policy: PolicyView): Promise<string> {
  const id = newId("trf");
  await db().transferRun.create({
    data: {
      id,
      connectionId: policy.connection.id,
      callId: id,
      policyId: policy.id,
      policyName: policy.name,
      policyVersion: policy.version,
      policy: policy.body,
      state: {},
      source: "console",
      actor: {},
      actorName: "Ann",
      requestId: newId("req"),
    },
  });
  return id;
}
