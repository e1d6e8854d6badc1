import type { CallView } from "../control/voice-views.ts";
import { voiceIds } from "../state/seed-voice.ts";
import type { Switches } from "../state/switches.ts";
import { uuidOf } from "../telephony/ids.ts";
import { type TestTenant, testTenant } from "../test-tenant.ts";

/** What the tests of the seeds' dialect share: a signed-in client, and the deeds of customers and agents. */

export type V2 = Awaited<ReturnType<typeof testV2>>;

export const ids = {
  sales: uuidOf("queue", voiceIds.sales),
  service: uuidOf("queue", voiceIds.service),
  inactive: uuidOf("queue", voiceIds.inactive),
  salesSkill: uuidOf("skill", voiceIds.sales),
  german: uuidOf("skill", voiceIds.german),
  english: uuidOf("skill", voiceIds.english),
  callbacks: uuidOf("campaign", voiceIds.campaigns.callbacks),
  leads: uuidOf("campaign", voiceIds.campaigns.leads),
  priya: "11ec9f00-2b7e-4a6d-9c3f-000000030107",
  tomasz: "11ec9f00-2b7e-4a6d-9c3f-000000030108",
  amara: "11ec9f00-2b7e-4a6d-9c3f-000000030109",
  elif: "11ec9f00-2b7e-4a6d-9c3f-000000030110",
  nobody: "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59",
  zero: "00000000-0000-0000-0000-000000000000",
} as const;

type Client = { baseUrl: string; clientId: string; clientSecret: string };

/** Signs in as seed 001 does, or as seed 003 does. */
export function v2Token(tenant: Pick<TestTenant, "raw">, client: Client, style: "basic" | "form") {
  const { clientId, clientSecret } = client;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  return tenant.raw(style === "basic" ? "/cxone-v2/api/v2/oauth/token" : "/cxone-v2/oauth/token", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(style === "basic" ? { authorization: `Basic ${basic}` } : {}),
    },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      ...(style === "form" ? { client_id: clientId, client_secret: clientSecret } : {}),
    }).toString(),
  });
}

/** A sandbox that ends with the test, and a client of it. */
export async function testV2(switches: Partial<Switches> = {}) {
  const tenant = await testTenant();
  const { body } = await tenant.raw("/credentials.json?system=cxoneV2");
  const client = (body as { cxoneV2: Client }).cxoneV2;
  await tenant.control("POST", "/switches", switches);
  let accessToken = "";
  const signIn = async () => {
    const answer = await v2Token(tenant, client, "basic");
    accessToken = (answer.body as { access_token?: string }).access_token ?? "";
    return answer;
  };
  await signIn();
  const api = (method: string, path: string, sent?: unknown) =>
    tenant.raw(`/cxone-v2/api${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
  const voice = async (deed: string, sent: Record<string, unknown> = {}) => {
    const answer = await tenant.control("POST", `/voice/${deed}`, sent);
    if (answer.status !== 200) throw new Error(`${deed}: ${JSON.stringify(answer.body)}`);
    return answer.body as CallView;
  };
  return {
    ...tenant,
    client,
    signIn,
    api,
    voice,
    switch: (change: Partial<Switches>) => tenant.control("POST", "/switches", change),
    advance: (advanceSeconds: number) => tenant.control("POST", "/clock", { advanceSeconds }),
    transfer: (callId: string, wish: Record<string, unknown>) =>
      api("POST", `/v2/voice/calls/${callId}/transfer`, wish),
    state: async (callId: string) =>
      ((await api("GET", `/v2/voice/calls/${callId}`)).body as { state?: string }).state,
  };
}
