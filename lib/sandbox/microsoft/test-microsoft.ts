import { createTransport } from "nodemailer";
import { expect, onTestFinished } from "vitest";
import { startSandbox } from "../start-sandbox.ts";

/** What the tests of the simulated Microsoft share: a sandbox, a browser that keeps cookies, and a mail client. */

type MicrosoftCredentials = {
  authority: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  secretId: string;
  objectId: string;
  appObjectId: string;
  otherTenantId: string;
};
type SmtpCredentials = { host: string; port: number; user: string; password: string; ca: string };
export type TokenAnswer = {
  status: number;
  body: Record<string, unknown> & { error_codes?: number[]; error_description?: string };
};

export const redirectUri = "http://127.0.0.1:3999/api/email/oauth/callback";
export const delegatedScope = "https://outlook.office.com/SMTP.Send offline_access openid email";
export const appScope = "https://outlook.office365.com/.default";

/** Follows the pages of a sign-in as a browser does: cookies by path, redirects by hand. */
export function browser() {
  const jar = new Map<string, { value: string; path: string }>();
  const load = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const { pathname } = new URL(url);
    const cookie = [...jar]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const answer = await fetch(url, {
      redirect: "manual",
      headers: cookie === "" ? {} : { cookie },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value === "") jar.delete(name);
      else jar.set(name, { value, path: /path=([^;]+)/i.exec(line)?.[1] ?? "/" });
    }
    return answer;
  };
  /** Goes on until a page wants something of its person, or the app is reached. */
  const go = async (
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: URL; status: number; text: string }> => {
    let at = new URL(url);
    let answer = await load(at.href, form);
    for (let hops = 0; hops < 10; hops += 1) {
      const location = answer.headers.get("location");
      if (!location) return { url: at, status: answer.status, text: await answer.text() };
      at = new URL(location, at);
      if (at.href.startsWith(redirectUri)) return { url: at, status: 200, text: "" };
      answer = await load(at.href);
    }
    throw new Error(`The sign-in goes round in circles at ${at.href}`);
  };
  return { go };
}

/** A sandbox that ends with the test. */
export async function testMicrosoft(dataDir: string | null = null) {
  const ms = await startMicrosoft(dataDir);
  onTestFinished(() => ms.close());
  return ms;
}

/** A sandbox that whoever starts it has to end. */
export async function startMicrosoft(dataDir: string | null = null) {
  const sandbox = await startSandbox({ port: 0, dataDir });
  const { baseUrl } = sandbox;
  const answer = await fetch(`${baseUrl}/credentials.json`);
  const { microsoft, smtp } = (await answer.json()) as {
    microsoft: MicrosoftCredentials;
    smtp: SmtpCredentials;
  };
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${baseUrl}/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
  };
  const token = async (fields: Record<string, string>, tenantId = microsoft.tenantId) => {
    const response = await fetch(`${microsoft.authority}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: microsoft.clientId,
        client_secret: microsoft.clientSecret,
        ...fields,
      }),
    });
    return { status: response.status, body: await response.json() } as TokenAnswer;
  };
  const form = (path: string, fields: Record<string, string> = {}) =>
    fetch(`${baseUrl}${path}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return {
    ...sandbox,
    microsoft,
    smtp,
    control,
    token,
    form,
    switches: (change: Record<string, unknown>) => control("POST", "/switches", change),
    appToken: async () =>
      String((await token({ grant_type: "client_credentials", scope: appScope })).body.access_token),
  };
}

export type TestMicrosoft = Awaited<ReturnType<typeof testMicrosoft>>;

type MailClient = {
  user?: string;
  pass?: string;
  accessToken?: string;
  tls?: object;
  requireTLS?: boolean;
  timeouts?: number;
};

/** Nodemailer, as a product would use it: STARTTLS required, the sandbox's authority trusted. */
export function mailClient(ms: TestMicrosoft, client: MailClient) {
  const user = client.user ?? ms.smtp.user;
  const transport = createTransport({
    host: ms.smtp.host,
    port: ms.smtp.port,
    requireTLS: client.requireTLS ?? true,
    tls: { ca: ms.smtp.ca, ...client.tls },
    socketTimeout: client.timeouts ?? 10_000,
    greetingTimeout: 10_000,
    auth: client.accessToken
      ? { type: "OAuth2", user, accessToken: client.accessToken }
      : { user, pass: client.pass ?? ms.smtp.password },
  });
  onTestFinished(() => transport.close());
  return transport;
}

/** What went wrong with a mail, as nodemailer tells it; fails when nothing did. */
export async function refusalOf(
  sending: Promise<unknown>,
): Promise<{ code?: string; responseCode?: number; response?: string; message: string }> {
  return sending.then(
    () => expect.fail("The mail was accepted"),
    (error: Error) => error,
  );
}
