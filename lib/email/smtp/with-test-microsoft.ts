import { afterAll, beforeAll, expect } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { type ConnectedSandbox, withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { type SmtpInput, smtpInputSchema } from "./schema.ts";

type Credentials = {
  microsoft: Record<
    "authority" | "tenantId" | "clientId" | "clientSecret" | "secretId" | "objectId" | "otherTenantId",
    string
  >;
  smtp: { host: string; port: number; user: string; password: string; ca: string };
};

/** The simulated Microsoft with a connection to the tenant beside it. At the top level, after `withTestDatabase()`. */
export function withTestMicrosoft() {
  const scene: ConnectedSandbox = withConnectedSandbox();
  let credentials: Credentials | undefined;
  const known = (): Credentials => {
    if (!credentials) throw new Error("The sandbox runs only while the tests do");
    return credentials;
  };
  beforeAll(async () => {
    credentials = (await (await fetch(`${scene.sandbox().baseUrl}/credentials.json`)).json()) as Credentials;
    await allowHost(testCtx("admin"), `127.0.0.1:${known().smtp.port}`, "mail of this test");
  });
  afterAll(closeSender);
  let made = 0;
  return {
    ...scene,
    known,
    /** What the form sends for the seeded application. */
    form: (more: Partial<SmtpInput> = {}): SmtpInput => ({
      connectionId: scene.connectionId(),
      name: `Mail ${++made}`,
      provider: "microsoft",
      host: known().smtp.host,
      port: known().smtp.port,
      security: "starttls",
      caCertificate: known().smtp.ca,
      mailbox: known().smtp.user,
      auth: "client_credentials",
      authority: known().microsoft.authority,
      tenantId: known().microsoft.tenantId,
      clientId: known().microsoft.clientId,
      secrets: { clientSecret: known().microsoft.clientSecret, password: "" },
      expiry: new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10),
      ...more,
    }),
    parse: (form: SmtpInput) => smtpInputSchema.parse(form),
    /** How often Entra was asked for a token. */
    tokenCalls: async () => {
      const answer = await scene.control("requests?system=microsoft", undefined, "GET");
      const { requests } = (await answer.json()) as { requests: { path: string }[] };
      return requests.filter(({ path }) => path.endsWith("/token")).length;
    },
    reset: async () => {
      await scene.control("reset", {});
      await db().mail.deleteMany();
      await db().$executeRaw`DELETE FROM rate_limit`;
    },
  };
}

/** Goes through the pages of the simulated sign-in as a person does; gives the address that Microsoft sends back to. */
export async function signInAtMicrosoft(
  url: string,
  account: string,
  decision: "accept" | "cancel" = "accept",
): Promise<URLSearchParams> {
  const jar = new Map<string, { value: string; path: string }>();
  const load = async (at: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...jar]
      .filter(([, { path }]) => new URL(at).pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const answer = await fetch(at, {
      redirect: "manual",
      headers: cookie ? { cookie } : {},
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      jar.set(name, { value, path: /path=([^;]+)/i.exec(line)?.[1] ?? "/" });
    }
    return answer;
  };
  let at = url;
  let form: Record<string, string> | undefined;
  for (let step = 0; step < 20; step++) {
    const answer = await load(at, form);
    form = undefined;
    const location = answer.headers.get("location");
    if (location) {
      at = new URL(location, at).href;
      if (new URL(at).pathname === "/api/email/oauth/callback") return new URL(at).searchParams;
      continue;
    }
    const text = await answer.text();
    // Who may not approve is offered nothing else.
    const decided = text.includes("without granting consent") ? "return" : decision;
    form = text.includes("Pick an account") ? { account } : { decision: decided };
    expect(answer.status, text.slice(0, 400)).toBe(200);
  }
  throw new Error("The sign-in goes round in circles");
}
