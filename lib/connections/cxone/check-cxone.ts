import "server-only";
import { getBusinessUnit } from "#lib/cxone/business-unit.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import { createCxoneClient } from "#lib/cxone/client.ts";
import { acdBaseUrlOfCluster, deriveDfoBaseUrl } from "#lib/cxone/derive.ts";
import { discoverCxone, discoverOpenId } from "#lib/cxone/discovery.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { type Candidate, CREDENTIAL_NAME, requestTokenOfAny } from "../credentials.ts";
import { egress } from "../egress.ts";
import type { CheckContext } from "../kind.ts";
import { createCheckRun } from "../run-checks.ts";
import type { CheckReport } from "../schema.ts";
import type { CxoneSecrets, CxoneSettings, CxoneTenant } from "./schema.ts";

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
  context: CheckContext,
): Promise<CheckReport<"cxone">> {
  return checkCandidates([{ settings, secrets, previous: [] }], context);
}

/** The same for credentials of which older ones may stand in: that they had to is a warning. */
export async function checkCandidates(
  candidates: readonly [Candidate, ...Candidate[]],
  context: CheckContext,
): Promise<CheckReport<"cxone">> {
  const { settings } = candidates[0];
  const { checks, run, withRest } = createCheckRun(NAMES, explainCxoneError);
  const send = egress().send;
  let previous: Candidate["previous"] = [];
  try {
    await run("issuer", async () => {
      await discoverOpenId(send, settings.issuer, context);
      return { message: `${new URL(settings.issuer).host} is a CXone sign-in service.`, value: null };
    });
    const token = await run("token", async () => {
      const { set, used } = await requestTokenOfAny(send, candidates, context);
      previous = used.previous;
      const minutes = Math.round(set.expiresInSeconds / 60);
      const who = set.claims?.userName ? ` as ${set.claims.userName}` : "";
      const message = `Signed in${who}; the token lasts ${minutes} min.`;
      return { value: set, message, ...(previous.length > 0 ? fallback(message, previous) : {}) };
    });
    const places = await run("discovery", async () => {
      const found = await findPlaces(settings, token.claims, context);
      const [api, digital] = [new URL(found.apiBaseUrl).host, new URL(found.dfoBaseUrl).host];
      return { message: `API at ${api}, digital API at ${digital}.`, value: found };
    });
    const client = createCxoneClient({
      ...places,
      send,
      getAccessToken: async () => token.accessToken,
      ...context,
    });
    const unit = await run("businessUnit", async () => {
      const found = await getBusinessUnit(client);
      return { message: `Business unit ${found.businessUnitId}, ${found.businessUnitName}.`, value: found };
    });
    await run("digital", async () => {
      const channels = await listChannels(client);
      return { message: `${channels.length} channels can be read.`, value: null };
    });
    const tenant: CxoneTenant = {
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
    return { ok: false, checks: withRest(), ...(field ? { fields: { [field]: sentence } } : {}) };
  }
}

/** That older credentials had to step in. */
function fallback(message: string, previous: Candidate["previous"]) {
  const names = previous.map((kind) => CREDENTIAL_NAME[kind]).join(" and ");
  return {
    state: "warning" as const,
    message: `${message} CXone refuses the new ${names}; the previous one was used.`,
    fix: `Enter the new ${names} again, or make another one in CXone.`,
  };
}

async function findPlaces(
  settings: CxoneSettings,
  claims: {
    issuer?: string | undefined;
    tenantId?: string | undefined;
    clusterId?: string | undefined;
    area?: string | undefined;
  } | null,
  context: CheckContext,
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
