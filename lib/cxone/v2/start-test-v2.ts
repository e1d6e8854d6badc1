import { randomUUID } from "node:crypto";
import { type Behaviour, json, type ReceivedRequest, startTestServer } from "#lib/http/start-test-server.ts";

export const CLIENT_ID = "client-of-the-test";
export const SECRET = "secret-of-the-test";
export const ALL_SCOPES =
  "voice:call:control voice:queue:read routing:skill:read analytics:conversation:read user:presence:read voice:campaign:read outbound:call";

export interface TestV2 {
  readonly baseUrl: string;
  readonly host: string;
  readonly requests: ReceivedRequest[];
  /** To be changed by a test. */
  readonly state: {
    /** What is accepted. */
    secrets: string[];
    /** Left out of the answer when null. */
    scope: string | null;
    /** Which of the two token addresses there are. */
    tokenPaths: ("api" | "short")[];
    styles: ("basic" | "form")[];
    expiresIn: number;
    isDisabled: boolean;
  };
  /** What a path gets, such as `GET /api/v2/voice/queues`: one each, the last one stays. A token is asked for first. */
  on(route: string, ...behaviours: Behaviour[]): void;
  /** The same once, token or not; then as before. */
  once(route: string, behaviour: Behaviour): void;
  /** From now on no token that was given holds. */
  revoke(): void;
  count(route: string): number;
  reset(): void;
  close(): Promise<void>;
}

/** The API v2 as far as a test says what it answers: tokens are real, everything else is a script. For tests. */
export async function startTestV2(): Promise<TestV2> {
  const server = await startTestServer();
  const fresh = (): TestV2["state"] => ({
    secrets: [SECRET],
    scope: ALL_SCOPES,
    tokenPaths: ["api", "short"],
    styles: ["basic", "form"],
    expiresIn: 3_600,
    isDisabled: false,
  });
  const state = fresh();
  const valid = new Set<string>();
  const routes = new Map<string, Behaviour[]>();
  const onces = new Map<string, Behaviour[]>();

  const routeOf = ({ method, path }: ReceivedRequest) => `${method} ${path.replace(/\?.*$/, "")}`;
  const next = (list: Behaviour[] | undefined, keepsLast: boolean) =>
    list && (list.length > 1 || !keepsLast) ? list.shift() : list?.[0];

  function giveToken(request: ReceivedRequest): Behaviour {
    const form = new URLSearchParams(request.body);
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const style = basic ? "basic" : "form";
    const [id, secret] = basic
      ? Buffer.from(basic, "base64").toString().split(":")
      : [form.get("client_id"), form.get("client_secret")];
    if (form.get("grant_type") !== "client_credentials")
      return json(400, { error: "unsupported_grant_type" });
    if (!state.styles.includes(style) || id !== CLIENT_ID || !state.secrets.includes(secret ?? ""))
      return json(401, { error: "invalid_client", error_description: "The client is not known." });
    if (state.isDisabled)
      return json(401, { error: "invalid_client", error_description: "The client is disabled." });
    const token = randomUUID();
    valid.add(token);
    const { scope, expiresIn } = state;
    return json(200, {
      access_token: token,
      token_type: "Bearer",
      expires_in: expiresIn,
      ...(scope === null ? {} : { scope }),
    });
  }

  server.answer((response, request, socket) => {
    const route = routeOf(request);
    const answer = (): Behaviour => {
      const once = next(onces.get(route), false);
      if (once) return once;
      if (state.tokenPaths.includes("api") && route === "POST /api/v2/oauth/token") return giveToken(request);
      if (state.tokenPaths.includes("short") && route === "POST /oauth/token") return giveToken(request);
      const known = next(routes.get(route), true);
      if (!known) return json(404, { error: "not_found", message: "No such thing." });
      const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
      return valid.has(token) ? known : json(401, { error: "invalid_token" });
    };
    answer()(response, request, socket);
  });

  return {
    baseUrl: server.baseUrl,
    host: server.host,
    requests: server.requests,
    state,
    on: (route, ...behaviours) => void routes.set(route, behaviours),
    once: (route, behaviour) => void onces.set(route, [...(onces.get(route) ?? []), behaviour]),
    revoke: () => valid.clear(),
    count: (route) => server.requests.filter((request) => routeOf(request) === route).length,
    reset() {
      Object.assign(state, fresh());
      routes.clear();
      onces.clear();
      server.requests.length = 0;
    },
    close: () => server.close(),
  };
}
