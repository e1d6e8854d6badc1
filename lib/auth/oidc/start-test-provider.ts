import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** Somebody the provider knows. */
export type TestAccount = { email?: string; email_verified?: boolean; name?: string; groups?: string[] };

export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** By subject; may be changed between sign-ins. */
  accounts: Map<string, TestAccount>;
  close(): Promise<void>;
};

const CLIENT = { id: "patchbay", secret: "oidc-canary-client-secret-5Tq8" };
const PAGE = (title: string) => `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>
  <form method="post"><label>Account <input name="account"></label>
  <button>Continue</button> <button name="deny" value="1">Cancel</button></form></html>`;

/**
 * A real OpenID provider (npm oidc-provider) on 127.0.0.1, for tests: PKCE required, claims from its userinfo endpoint
 * alone, a page that asks which account it is, and consent given in advance.
 */
export async function startTestProvider(redirectUri: string): Promise<TestProvider> {
  const accounts = new Map<string, TestAccount>();
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups"],
    },
    cookies: { keys: ["only for tests"] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) =>
      accounts.has(sub) ? { accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) } : undefined,
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope("openid email profile groups");
      await grant.save();
      return grant;
    },
  });
  const standard = provider.callback();
  handle = (request, response) => {
    if (!request.url?.startsWith("/interaction/")) standard(request, response);
    else void interact(provider, request, response).catch(() => response.writeHead(400).end());
  };
  return {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    accounts,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method === "GET") {
    const { prompt } = await provider.interactionDetails(request, response);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(PAGE(`Test provider: ${prompt.name}`));
    return;
  }
  const chunks: Buffer[] = await request.toArray();
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const result = form.has("deny")
    ? { error: "access_denied", error_description: "The person cancelled." }
    : { login: { accountId: form.get("account") ?? "", remember: true } };
  await provider.interactionFinished(request, response, result);
}
