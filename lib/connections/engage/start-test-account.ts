import { type Behaviour, json, type ReceivedRequest, startTestServer } from "#lib/http/start-test-server.ts";

export type TestAccount = {
  baseUrl: string;
  host: string;
  requests: readonly ReceivedRequest[];
  /** What the server answers from; to be changed as a test likes. */
  state: AccountState;
  close(): Promise<void>;
};

type AccountState = {
  settings: { id: string; name: string };
  tokens: Record<string, "valid" | "disabled">;
  /** False: the path for the token's own agent is not there. */
  tellsOwner: boolean;
  user: Record<string, string>;
  role: Record<string, string | boolean>;
  mayReadRole: boolean;
  sources: { id: string; name: string }[];
  permissions: Record<string, string[]>;
  communities: { id: string; name: string; active: boolean }[];
  /** Answers everything in place of the account. */
  instead: Behaviour | null;
};

const id = (character: string) => character.repeat(24);

const RIGHTS = [
  "read_community",
  "read_content_source",
  "manage_categories",
  "update_content_source",
  "read_user",
  "update_user",
  "read_identity",
  "manage_folders",
  "manage_api_access_tokens",
  "update_intervention",
];

const startState = (): AccountState => ({
  settings: { id: id("a"), name: "Acme" },
  tokens: { "token-of-bot-admin": "valid", "token-switched-off": "disabled" },
  tellsOwner: true,
  user: { id: id("1"), firstname: "Bo", lastname: "Admin", email: "bo@acme.example", role_id: id("2") },
  role: {
    id: id("2"),
    label: "Patchbay",
    ...Object.fromEntries(RIGHTS.map((right): [string, boolean] => [right, true])),
  },
  mayReadRole: true,
  sources: [{ id: id("3"), name: "Website" }],
  permissions: { [id("3")]: ["read", "reply"] },
  communities: [{ id: id("4"), name: "Acme Community", active: true }],
  instead: null,
});

/** A real server that answers the reads of a check as an Engage account would, under `/engage-api/1.0`. For tests. */
export async function startTestAccount(): Promise<TestAccount> {
  const server = await startTestServer();
  const state = startState();
  server.answer((response, request, socket) => {
    const answer = state.instead ?? answerOf(state, request);
    answer(response, request, socket);
  });
  const { baseUrl, host, requests, close } = server;
  return { baseUrl, host, requests, state, close };
}

function answerOf(state: AccountState, { path, headers }: ReceivedRequest): Behaviour {
  const { pathname } = new URL(path, "http://test.invalid");
  if (!pathname.startsWith("/engage-api/1.0/")) {
    return json(200, "<!doctype html><title>Sign in</title>", { "content-type": "text/html" });
  }
  const token = String(headers.authorization).replace("Bearer ", "");
  const standing = state.tokens[token];
  if (standing !== "valid") {
    const message = standing === "disabled" ? "Access token is disabled" : "Invalid access token";
    return json(401, { error: "unauthorized", message, status: 401 });
  }
  const resource = pathname.slice("/engage-api/1.0/".length);
  const right = resource === "communities" ? "read_community" : "read_content_source";
  switch (resource) {
    case "settings":
      return json(200, state.settings);
    case "users/me":
      return state.tellsOwner ? json(200, state.user) : refusal(404, "not_found");
    case `roles/${id("2")}`:
      return state.mayReadRole ? json(200, state.role) : refusal(403, "forbidden");
    case "communities":
    case "content_sources":
      return state.role[right] === true
        ? page(resource === "communities" ? state.communities : state.sources)
        : refusal(403, "forbidden");
    case `users/${id("1")}/sources_permissions`:
      return json(200, state.permissions);
    default:
      return refusal(resource === "roles" ? 403 : 404, "forbidden");
  }
}

const page = (records: readonly unknown[]) =>
  json(200, { count: records.length, offset: 0, limit: 150, records });

const refusal = (status: number, error: string) =>
  json(status, { error, message: "You are not allowed", status });
