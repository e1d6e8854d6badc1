import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";
import { voiceFor } from "#lib/connections/voice-for.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { db, pool } from "#lib/db/client.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import type { CallView } from "#lib/sandbox/control/voice-views.ts";
import { voiceIds } from "#lib/sandbox/state/seed-voice.ts";
import { uuidOf } from "#lib/sandbox/telephony/ids.ts";
import { type TestTenant, testTenant } from "#lib/sandbox/test-tenant.ts";
import { getTransfer } from "../reads.ts";
import type { PolicyBody, PolicyRoute } from "../schema.ts";
import { cancelTransfer } from "./cancel-transfer.ts";
import { makePolicy } from "./scene.ts";
import { startInput, type TransferDetail } from "./schema.ts";
import { type RunnerOptions, startTransferRunner } from "./start-runner.ts";
import { startTransfer } from "./start-transfer.ts";

/** The whole house for tests of transfers: a simulated contact centre, a connection in one of its dialects, and a runner. */

export const auditor = testCtx("auditor");
const ann = testCtx("supervisor", { id: "usr_ann", name: "Ann" });

/** Agents of the sandbox by where they work; Elif holds the calls that are transferred. */
export const AGENTS = { priya: 30107, tomasz: 30108, amara: 30109, elif: 30110, luca: 30105 } as const;
const SALES = [AGENTS.priya, AGENTS.tomasz, AGENTS.amara, AGENTS.luca];

type Options = {
  watch?: Partial<PolicyBody["watch"]>;
  switches?: Record<string, unknown>;
  runner?: false | Partial<RunnerOptions>;
};
export type TransferHouse = Awaited<ReturnType<typeof openTransferHouse>>;

export async function openTransferHouse(dialect: Dialect, options: Options = {}) {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { voiceAgentsAnswer: "atOnce", ...options.switches });
  const connectionId = await connect(tenant, dialect);
  const queue = (id: number) => (dialect === "v2" ? uuidOf("queue", id) : String(id));
  const skill = (id: number) => (dialect === "v2" ? uuidOf("skill", id) : String(id));
  const to = (id: number, name: string, more: Partial<PolicyRoute> = {}): PolicyRoute => ({
    transferType: "BLIND",
    targetType: "QUEUE",
    targetId: queue(id),
    targetName: name,
    priority: 1,
    ...more,
  });
  const sales = (more: Partial<PolicyRoute> = {}) => to(voiceIds.sales, "Sales DE", more);
  const service = (more: Partial<PolicyRoute> = {}) => to(voiceIds.service, "Service DE", more);
  const bodyOf = (routes: PolicyRoute[]): PolicyBody => ({
    routes,
    voicemail: { targetType: "EXTENSION", targetId: "999", targetName: "" },
    watch: { pollSeconds: 1, timeoutSeconds: 5, unknownMinutes: 1, ...options.watch },
  });
  const voice = async (deed: string, sent: Record<string, unknown> = {}): Promise<CallView> => {
    const answer = await tenant.control("POST", `/voice/${deed}`, sent);
    if (answer.status !== 200) throw new Error(`${deed}: ${JSON.stringify(answer.body)}`);
    return answer.body as CallView;
  };
  if (options.runner !== false) startTestRunner(options.runner);

  return {
    tenant,
    connectionId,
    /** Another connection to the same contact centre; its id. */
    connect: () => connect(tenant, dialect),
    dialect,
    queue,
    skill,
    to,
    sales,
    service,
    bodyOf,
    voice,
    /** A call that Elif has taken; its id in the dialect. */
    call: async (): Promise<string> => {
      const { callId, contactId } = await voice("call", { agentId: AGENTS.elif, from: "+49301234711" });
      return dialect === "v2" ? callId : String(contactId);
    },
    /** The id of a call in the dialect, by its UUID. */
    idOf: async (callId: string): Promise<string> => {
      if (dialect === "v2") return callId;
      const { body } = await tenant.control("GET", `/voice/calls/${callId}`);
      return String((body as CallView).contactId);
    },
    nobodyInSales: async () => {
      for (const agentId of SALES) await voice("agent", { agentId, state: "Unavailable" });
    },
    start: async (callId: string, routes: PolicyRoute[]): Promise<string> => {
      const policy = await makePolicy(bodyOf(routes), { connectionId });
      const input = startInput.parse({ policyId: policy.id, callId, caller: "+49301234711" });
      return (await startTransfer(ann, input)).transfer.id;
    },
    cancel: (id: string) => cancelTransfer(ann, id),
    fault: (body: Record<string, unknown>) =>
      tenant.control("POST", "/faults", { system: dialect === "v2" ? "cxoneV2" : "cxone", ...body }),
    fillService: async () => {
      for (const agentId of [AGENTS.tomasz, AGENTS.luca])
        await voice("agent", { agentId, state: "Unavailable" });
    },
    switch: (change: Record<string, unknown>) => tenant.control("POST", "/switches", change),
    /** Transfers that the contact centre carried out or began. */
    transfersOf: async (callId: string) => {
      const { body } = await tenant.control("GET", `/voice/calls/${callId}`);
      return (body as CallView).transfers;
    },
  };
}

export function startTestRunner(options: Partial<RunnerOptions> = {}) {
  const runner = startTransferRunner({ pool: pool(), voiceFor, sleepMs: 50, ...options });
  onTestFinished(() => runner.stop());
  return runner;
}

/** The transfer once it has ended. */
export const ended = (id: string): Promise<TransferDetail> =>
  until(async () => {
    const transfer = await getTransfer(auditor, id);
    return transfer.open ? undefined : transfer;
  });

/** The transfer once its timeline says so. */
export const told = (id: string, text: RegExp): Promise<TransferDetail> =>
  until(async () => {
    const transfer = await getTransfer(auditor, id);
    return transfer.timeline.some((event) => text.test(event.text)) ? transfer : undefined;
  });

export const kindsOf = ({ timeline }: TransferDetail) => timeline.map(({ kind }) => kind);
export const textOf = ({ timeline }: TransferDetail) => timeline.map(({ text }) => text).join("\n");
export const auditOf = (id: string) =>
  db().auditEntry.findMany({ where: { object: `transfer:${id}` }, orderBy: { seq: "asc" } });

/** Time passes for one transfer: as if it had waited so much longer. */
export const pass = (id: string, seconds: number): Promise<true> =>
  until(async () => {
    const { rowCount } = await pool().query(
      "UPDATE due SET waited_ms = waited_ms + $2, next_at = now() WHERE id = $1 AND lease_until IS NULL",
      [id, seconds * 1_000],
    );
    return rowCount === 1 ? true : undefined;
  });

export async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await read();
    if (seen !== undefined) return seen;
    await pause(40);
  }
}

async function connect(tenant: TestTenant, dialect: Dialect): Promise<string> {
  const ctx = systemCtx("test");
  await allowHost(ctx, new URL(tenant.baseUrl).host, "the sandbox of this test");
  const { body } = await tenant.raw("/credentials.json");
  const { cxone, cxoneV2 } = body as Record<"cxone" | "cxoneV2", Record<string, string>>;
  const name = `Tenant ${crypto.randomUUID()}`;
  const input =
    dialect === "v2"
      ? {
          kind: "cxone-v2",
          name,
          settings: { baseUrl: cxoneV2.baseUrl, clientId: cxoneV2.clientId },
          secrets: { clientSecret: cxoneV2.clientSecret },
        }
      : {
          kind: "cxone",
          name,
          settings: {
            issuer: cxone.issuer,
            accessKeyId: cxone.accessKeyId,
            clientId: cxone.clientId,
            dfoBaseUrl: cxone.dfoBaseUrl,
          },
          secrets: { accessKeySecret: cxone.accessKeySecret, clientSecret: cxone.clientSecret },
        };
  return (await createConnection(ctx, connectionInputSchema.parse(input))).id;
}
