import "server-only";
import { createEngageClient, type EngageClient } from "#lib/engage/client.ts";
import { listCommunities } from "#lib/engage/communities.ts";
import { EngageError, type EngageErrorCode } from "#lib/engage/errors.ts";
import { explainEngageError } from "#lib/engage/explain-engage-error.ts";
import { getRole, type Role } from "#lib/engage/roles.ts";
import { getSettings, type Settings } from "#lib/engage/settings.ts";
import { type User, whoAmI } from "#lib/engage/users.ts";
import { egress } from "../egress.ts";
import type { CheckContext } from "../kind.ts";
import { createCheckRun, type Finding } from "../run-checks.ts";
import type { CheckReport } from "../schema.ts";
import { judgeCommunities, judgeRights, judgeSources } from "./judge-account.ts";
import { apiBaseUrlOf, type EngageSecrets, type EngageSettings } from "./schema.ts";

const NAMES = {
  address: {
    name: "Engage answers at this address",
    doesNotProve: "That it is the account you meant: compare the domain.",
  },
  token: {
    name: "API access token",
    doesNotProve: "That it stays valid: it ends when somebody deletes it or disables its agent in Engage.",
  },
  owner: {
    name: "Whose token it is",
    doesNotProve: "That this agent is the one who is to handle chats: compare the name.",
  },
  rights: {
    name: "Rights of the role",
    doesNotProve: "That each call is allowed: rights on a single source come on top.",
  },
  sources: {
    name: "Read and reply on sources",
    doesNotProve: "That the source of a new handover is among them: a new source gives nobody access.",
  },
  community: {
    name: "A community exists",
    doesNotProve: "That it is the one your source is to stand in.",
  },
} as const;

const REFUSALS: ReadonlySet<EngageErrorCode> = new Set(["bad_token", "token_disabled", "forbidden"]);

/**
 * Tries a token against the live account without keeping or changing anything: named checks, each with what it does not
 * prove (E-01, E-10, E-60). Stops at the first call that fails; a right that is missing is named, and stops nothing
 * unless no set-up could go on without it.
 */
export async function checkEngage(
  settings: EngageSettings,
  { apiToken = "" }: EngageSecrets,
  context: CheckContext,
): Promise<CheckReport<"engage">> {
  const { uiBaseUrl } = settings;
  const apiBaseUrl = apiBaseUrlOf(settings);
  const { checks, run, withRest } = createCheckRun(NAMES, explainEngageError);
  const client = createEngageClient({
    uiBaseUrl,
    apiBaseUrl,
    getToken: async () => apiToken,
    send: egress().send,
    // A person waits for this: a limit that is running is the answer.
    waits: { limitMs: [] },
    ...context,
  });
  try {
    const { account, refusal } = await run("address", () => callAt(client));
    await run("token", async () => {
      if (refusal && refusal.code !== "forbidden") throw refusal;
      return { message: "Engage accepts it.", value: null };
    });
    const user = await run("owner", () => findOwner(client));
    const role = await run("rights", async () => judgeRights(await roleOf(client, user)));
    await run("sources", () => judgeSources(client, user));
    const communities = await run("community", async () =>
      judgeCommunities(await allowed(listCommunities(client)), role),
    );
    const tenant = {
      domain: new URL(uiBaseUrl).host,
      uiBaseUrl,
      apiBaseUrl,
      accountId: account?.id ?? null,
      taskMode: account?.taskMode ?? null,
      user: user && { id: user.id, name: nameOf(user), email: user.email, roleName: role?.label ?? null },
      communities: communities.map(({ id, name }) => ({ id, name })),
    };
    return { ok: !checks.some(({ state }) => state === "failed"), checks, tenant };
  } catch (error) {
    if (!(error instanceof EngageError)) throw error;
    const failed = checks.at(-1);
    const sentence = `${failed?.message ?? error.message} ${failed?.fix ?? ""}`.trim();
    return { ok: false, checks: withRest(), fields: { [fieldOf(error, settings, checks.length)]: sentence } };
  }
}

/** Calls what needs no right. A refusal of the token proves the address as well as an answer does. */
async function callAt(
  client: EngageClient,
): Promise<Finding<{ account: Settings | null; refusal: EngageError | null }>> {
  const { host } = new URL(client.apiBaseUrl);
  const message = `${host} is the API of an Engage account.`;
  try {
    const account = await getSettings(client);
    // Some other API may answer with JSON as well.
    if (!account.id && !account.name) {
      throw new EngageError("unexpected_answer", "There is an API, but it does not answer as Engage does.", {
        operation: "engage.settings.get",
        host,
      });
    }
    return { message, value: { account, refusal: null } };
  } catch (error) {
    if (!(error instanceof EngageError) || !REFUSALS.has(error.code)) throw error;
    return { message, value: { account: null, refusal: error } };
  }
}

async function findOwner(client: EngageClient): Promise<Finding<User | null>> {
  const user = await whoAmI(client);
  if (!user) {
    return {
      state: "warning",
      message: "Engage does not say whose token this is.",
      fix: "Look it up in Engage: Admin > API access tokens. All that Patchbay does is done in that agent's name.",
      value: null,
    };
  }
  return {
    message: `${nameOf(user)}${user.email ? ` (${user.email})` : ""}: all that Patchbay does is done in this name.`,
    value: user,
  };
}

const nameOf = ({ firstName, lastName, nickname, email, id }: User): string =>
  `${firstName} ${lastName}`.trim() || nickname || email || id;

async function roleOf(client: EngageClient, user: User | null): Promise<Role | null> {
  return user?.roleId ? getRole(client, user.roleId) : null;
}

/** Null where the token's agent lacks the right; other failures are failures. */
async function allowed<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EngageError && error.code === "forbidden") return null;
    throw error;
  }
}

/** Field of the form that a failure is about, so that its sentence stands where it can be mended. */
function fieldOf({ code }: EngageError, { apiBaseUrl }: EngageSettings, ran: number): string {
  if (code === "bad_token" || code === "token_disabled" || ran > 1) return "secrets.apiToken";
  return apiBaseUrl ? "settings.apiBaseUrl" : "settings.uiBaseUrl";
}
