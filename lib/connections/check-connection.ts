import "server-only";
import { getBusinessUnit } from "#lib/cxone/business-unit.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import { createCxoneClient } from "#lib/cxone/client.ts";
import { acdBaseUrlOfCluster, deriveDfoBaseUrl } from "#lib/cxone/derive.ts";
import { discoverCxone, discoverOpenId } from "#lib/cxone/discovery.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { type Candidate, CREDENTIAL_NAME, requestTokenOfAny } from "./credentials.ts";
import { egress } from "./egress.ts";
import type { CxoneSecrets } from "./request-token.ts";
import type { CheckReport, CxoneSettings, NamedCheck, Tenant } from "./schema.ts";

type Context = { connectionId?: string; requestId?: string };

const NAMES = {
  issuer: {
    name: "CXone answers at this address",
    doesNotProve: "That your tenant lives there.",
  },
  token: {
    name: "Token by access key",
    doesNotProve: "That the access key's owner may do everything a set-up needs.",
  },
  discovery: {
    name: "Addresses of the tenant",
    doesNotProve: "That firewalls let calls through later.",
  },
  businessUnit: {
    name: "Tenant and business unit",
    doesNotProve: "That this is the business unit you meant: compare the name.",
  },
  digital: {
    name: "Digital API",
    doesNotProve: "That channels may be created: creating one would.",
  },
} as const;
type CheckId = keyof typeof NAMES;

/** Field of the form that a failure is about, so that its sentence stands where it can be mended. */
const FIELD_OF: Partial<Record<string, string>> = {
  wrong_issuer: "settings.issuer",
  html_answer: "settings.issuer",
  unknown_host: "settings.issuer",
  address_not_allowed: "settings.issuer",
  wrong_client: "secrets.clientSecret",
  client_disabled: "settings.clientId",
  wrong_access_key: "secrets.accessKeySecret",
};

/**
 * Tries credentials against the live tenant without keeping or changing anything: five named checks, each with what it
 * does not prove, and the tenant and business unit they lead to (H-12, H-13). Stops at the first that fails.
 */
export async function checkCxone(
  settings: CxoneSettings,
  secrets: CxoneSecrets,
  context: Context,
): Promise<CheckReport> {
  return checkCandidates([{ settings, secrets, previous: [] }], context);
}

/** The same for credentials of which older ones may stand in: that they had to is a warning. */
export async function checkCandidates(
  candidates: readonly [Candidate, ...Candidate[]],
  context: Context,
): Promise<CheckReport> {
  const { settings } = candidates[0];
  const checks: NamedCheck[] = [];
  const send = egress().send;
  let previous: Candidate["previous"] = [];
  try {
    await run(checks, "issuer", async () => {
      await discoverOpenId(send, settings.issuer, context);
      return `${new URL(settings.issuer).host} is a CXone sign-in service.`;
    });
    const token = await run(checks, "token", async () => {
      const { set, used } = await requestTokenOfAny(send, candidates, context);
      previous = used.previous;
      return [
        `Signed in${set.claims?.userName ? ` as ${set.claims.userName}` : ""}; the token lasts ${Math.round(set.expiresInSeconds / 60)} min.`,
        set,
      ] as const;
    });
    if (previous.length > 0) warnOfFallback(checks, previous);
    const places = await run(checks, "discovery", async () => {
      const found = await findPlaces(settings, token.claims, context);
      return [
        `API at ${new URL(found.apiBaseUrl).host}, digital API at ${new URL(found.dfoBaseUrl).host}.`,
        found,
      ] as const;
    });
    const client = createCxoneClient({
      ...places,
      send,
      getAccessToken: async () => token.accessToken,
      ...context,
    });
    const unit = await run(checks, "businessUnit", async () => {
      const found = await getBusinessUnit(client);
      return [`Business unit ${found.businessUnitId}, ${found.businessUnitName}.`, found] as const;
    });
    await run(checks, "digital", async () => `${(await listChannels(client)).length} channels can be read.`);
    const tenant: Tenant = {
      tenantId: unit.tenantId || token.claims?.tenantId || "",
      tenantName: token.claims?.tenantName ?? null,
      businessUnitId: String(unit.businessUnitId),
      businessUnitName: unit.businessUnitName,
      timeZone: unit.defaultTimeZone || null,
      ...places,
    };
    return { ok: true, checks, tenant, previous };
  } catch (error) {
    if (!(error instanceof CxoneError)) throw error;
    const field = FIELD_OF[error.code];
    const failed = checks.at(-1);
    const sentence = `${failed?.message ?? error.message} ${failed?.fix ?? ""}`.trim();
    return { ok: false, checks: withRest(checks), ...(field ? { fields: { [field]: sentence } } : {}) };
  }
}

function warnOfFallback(checks: NamedCheck[], previous: Candidate["previous"]): void {
  const names = previous.map((kind) => CREDENTIAL_NAME[kind]).join(" and ");
  const signIn = checks.pop();
  if (!signIn) return;
  checks.push({
    ...signIn,
    state: "warning",
    message: `${signIn.message} CXone refuses the new ${names}; the previous one was used.`,
    fix: `Enter the new ${names} again, or make another one in CXone.`,
  });
}

async function run<T>(
  checks: NamedCheck[],
  id: CheckId,
  work: () => Promise<string | readonly [string, T]>,
): Promise<T> {
  const started = performance.now();
  const base = { id, ...NAMES[id] };
  try {
    const result = await work();
    const [message, value] = typeof result === "string" ? [result, undefined as T] : result;
    checks.push({ ...base, state: "passed", message, durationMs: Math.round(performance.now() - started) });
    return value;
  } catch (error) {
    if (error instanceof CxoneError) {
      const explained = explainCxoneError(error);
      const durationMs = Math.round(performance.now() - started);
      const message = explained ? `${explained.title}. ${explained.detail}` : error.message;
      checks.push({
        ...base,
        state: "failed",
        message,
        durationMs,
        ...(explained ? { fix: explained.fix, title: explained.title, code: explained.code } : {}),
        ...(error.requestLogId ? { requestLogId: error.requestLogId } : {}),
      });
    }
    throw error;
  }
}

function withRest(done: readonly NamedCheck[]): NamedCheck[] {
  const rest = (Object.keys(NAMES) as CheckId[]).slice(done.length);
  const waiting = rest.map(
    (id): NamedCheck => ({ id, ...NAMES[id], state: "not_run", message: "Runs when the one above passes." }),
  );
  return [...done, ...waiting];
}

async function findPlaces(
  settings: CxoneSettings,
  claims: {
    issuer?: string | undefined;
    tenantId?: string | undefined;
    clusterId?: string | undefined;
    area?: string | undefined;
  } | null,
  context: Context,
): Promise<{ apiBaseUrl: string; dfoBaseUrl: string }> {
  const operation = "cxone.discovery.configuration";
  const found = await discoverCxone(
    egress().send,
    claims?.issuer ?? settings.issuer,
    claims?.tenantId ?? "",
    context,
  ).catch((error: unknown) => {
    // Some tenants have no such document; the token then still names the cluster (facts/cxone.md §1.5).
    if (error instanceof CxoneError && error.code === "not_found" && claims?.clusterId) return undefined;
    throw error;
  });
  const apiBaseUrl = found?.apiEndpoint ?? acdBaseUrlOfCluster(claims?.clusterId ?? "");
  const dfoBaseUrl =
    settings.dfoBaseUrl ?? deriveDfoBaseUrl({ area: found?.area ?? claims?.area, domain: found?.domain });
  if (!dfoBaseUrl) {
    throw new CxoneError(
      "unexpected_answer",
      "CXone did not say where the digital API is: enter its address under Advanced.",
      { operation },
    );
  }
  return { apiBaseUrl, dfoBaseUrl };
}
