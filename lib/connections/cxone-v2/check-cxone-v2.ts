import "server-only";
import { CxoneError } from "#lib/cxone/errors.ts";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { type CxoneV2Client, createCxoneV2Client } from "#lib/cxone/v2/client.ts";
import { listQueues, type V2Queue } from "#lib/cxone/v2/queues.ts";
import { listSecurityProfiles } from "#lib/cxone/v2/security-profiles.ts";
import type { V2Token } from "#lib/cxone/v2/token.ts";
import { type Candidate, signInWithAny } from "../credentials.ts";
import { egress } from "../egress.ts";
import type { CheckContext } from "../kind.ts";
import { createCheckRun, type Finding } from "../run-checks.ts";
import type { CheckReport } from "../schema.ts";
import { judgeOutboundScopes, judgeProfiles, judgeVoiceScopes } from "./judge-scopes.ts";
import { signInToV2 } from "./request-token.ts";

const NAMES = {
  address: {
    name: "CXone answers at this address",
    doesNotProve: "That your tenant lives there.",
  },
  token: {
    name: "Token by client credentials",
    doesNotProve: "That the client stays enabled, or that its secret does not expire.",
  },
  voiceScopes: {
    name: "Scopes for voice transfers",
    doesNotProve: "That a transfer is allowed: the security profile of the client decides too.",
  },
  outboundScopes: {
    name: "Scopes for Personal Connection",
    doesNotProve: "That a campaign may be dialled through the API: each campaign says so for itself.",
  },
  securityProfile: {
    name: "Security profile",
    doesNotProve: "That the profile shown is the one this client has.",
  },
  queues: {
    name: "Queues can be read",
    doesNotProve: "That calls may be sent to each of them.",
  },
} as const;

/** Failures of the sign-in in which something that gives tokens has answered. */
const ANSWERED: ReadonlySet<string> = new Set([
  "wrong_client",
  "client_disabled",
  "credentials_rejected",
  "forbidden",
  "rejected",
  "rate_limited",
]);

/**
 * Tries a client against the live tenant without keeping or changing anything: named checks, each with what it does not
 * prove (T-01, T-70, T-71, P-02, P-30). A scope that is missing is named, and fails nothing unless neither transfers nor
 * calls could go on.
 */
export async function checkV2Candidates(
  candidates: readonly [Candidate<"cxone-v2">, ...Candidate<"cxone-v2">[]],
  context: CheckContext,
): Promise<CheckReport<"cxone-v2">> {
  const [{ settings }] = candidates;
  const { checks, run, withRest } = createCheckRun(NAMES, explainCxoneError);
  const send = egress().send;
  const host = new URL(settings.baseUrl).host;
  try {
    const { signedIn, refusal } = await run("address", () => answerAt(host, candidates, context));
    const token = await run("token", async () => {
      if (!signedIn) throw refusal;
      return acceptedBy(signedIn);
    });
    await run("voiceScopes", async () => judgeVoiceScopes(token.scopes));
    await run("outboundScopes", async () => judgeOutboundScopes(token.scopes));
    const client = createCxoneV2Client({
      baseUrl: settings.baseUrl,
      send,
      getAccessToken: async () => token.accessToken,
      ...context,
    });
    await run("securityProfile", async () => judgeProfiles(await allowed(listSecurityProfiles(client))));
    await run("queues", () => readQueues(client, token.scopes));
    const tenant = {
      baseUrl: settings.baseUrl,
      tokenUrl: token.place.url,
      tokenStyle: token.place.style,
      scopes: token.scopes && [...token.scopes],
    };
    const ok = !checks.some(({ state }) => state === "failed");
    return { ok, checks, tenant, previous: signedIn?.used.previous ?? [] };
  } catch (error) {
    if (!(error instanceof CxoneError)) throw error;
    const failed = checks.at(-1);
    const sentence = `${failed?.message ?? error.message} ${failed?.fix ?? ""}`.trim();
    const field = checks.length > 1 ? "secrets.clientSecret" : placeField(settings);
    return { ok: false, checks: withRest(), fields: { [field]: sentence } };
  }
}

type SignedIn = { set: V2Token; used: Candidate<"cxone-v2"> };

/** A refusal of the client proves the address as well as a token does. */
async function answerAt(
  host: string,
  candidates: readonly Candidate<"cxone-v2">[],
  context: CheckContext,
): Promise<Finding<{ signedIn: SignedIn | null; refusal: CxoneError | null }>> {
  const message = `${host} gives tokens of CXone.`;
  try {
    const signedIn = await signInWithAny(candidates, (one) => signInToV2(egress().send, one, context));
    return { message, value: { signedIn, refusal: null } };
  } catch (error) {
    if (!(error instanceof CxoneError) || !ANSWERED.has(error.code)) throw error;
    return { message, value: { signedIn: null, refusal: error } };
  }
}

function acceptedBy({ set, used }: SignedIn): Finding<V2Token> {
  const minutes = Math.round(set.expiresInSeconds / 60);
  const message = `Signed in at ${new URL(set.place.url).pathname}; the token lasts ${minutes} min.`;
  if (used.previous.length === 0) return { message, value: set };
  return {
    state: "warning",
    message: `${message} CXone refuses the new client secret; the previous one was used.`,
    fix: "Enter the new client secret again, or make another one in CXone.",
    value: set,
  };
}

async function readQueues(client: CxoneV2Client, scopes: V2Token["scopes"]): Promise<Finding<null>> {
  // Asking all the same would count a failed call every five minutes, for ever.
  if (scopes && !scopes.includes("voice:queue:read")) {
    const message = "Not asked: the token lacks the scope voice:queue:read, see above.";
    return { state: "warning", message, value: null };
  }
  let queues: V2Queue[] | null;
  try {
    queues = await listQueues(client, "");
  } catch (error) {
    if (!(error instanceof CxoneError) || error.code !== "forbidden") throw error;
    const { detail = "", fix = "" } = explainCxoneError(error) ?? {};
    return { state: "warning", message: detail, fix, value: null };
  }
  if (!queues) {
    return {
      state: "warning",
      message: "CXone has no list of queues at this address.",
      fix: "Transfers work without it; the ids of queues are typed instead of chosen.",
      value: null,
    };
  }
  return {
    message: queues.length === 1 ? "1 queue can be read." : `${queues.length} queues can be read.`,
    value: null,
  };
}

/** Null where it may not be read or is not there; other failures are failures. */
async function allowed<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CxoneError && ["forbidden", "not_found", "unexpected_answer"].includes(error.code))
      return null;
    throw error;
  }
}

/** Field of the form where an address that does not answer is mended. */
const placeField = ({ tokenUrl }: Candidate<"cxone-v2">["settings"]) =>
  tokenUrl ? "settings.tokenUrl" : "settings.baseUrl";
