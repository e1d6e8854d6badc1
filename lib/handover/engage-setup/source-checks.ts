import "server-only";
import { db } from "#lib/db/client.ts";
import { isSdkSource } from "#lib/engage/content-sources.ts";
import { EngageError } from "#lib/engage/errors.ts";
import { getSourcesPermissions } from "#lib/engage/source-permissions.ts";
import { publicAddress } from "#lib/handover/setup-steps/public-address.ts";
import type { Check, CheckOutcome } from "#lib/setup/step.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { baseUriOf, type EngageContext, nameOfUser, SYSTEM } from "./context.ts";
import { ACCESS_PATH, introduce } from "./try-source.ts";
import { lastQuestionOf } from "./what-arrived.ts";

const NOT_CHOSEN: CheckOutcome = { state: "not_applicable", message: "No source is chosen yet." };
const PATH = ["Engage", "Admin", "Sources", "the source"];

/** E-30: there, active, of the right type, in the chosen community, and within reach of the token's agent. */
async function exists(context: EngageContext): Promise<CheckOutcome> {
  const { source: chosen, community } = context;
  if (!chosen) return NOT_CHOSEN;
  const source = (await context.account.sources()).find(({ id }) => id === chosen.sourceId);
  const failed = (message: string, sentence: string, path: readonly string[] = PATH): CheckOutcome => ({
    state: "failed",
    message,
    fix: { sentence, path },
  });
  if (!source) {
    const message = `Engage does not show ${chosen.sourceName}: it was deleted, or the agent of the API token lacks read on it.`;
    return failed(message, "Give that agent read and reply on the source.", ACCESS_PATH);
  }
  const evidence = { sourceId: source.id, type: source.type, status: source.status };
  if (!isSdkSource(source))
    return failed(`${source.name} is of the type ${source.type}.`, "Add another one.");
  if (!source.active) return failed(`${source.name} is switched off.`, "Switch it on and save.");
  if (source.status !== "" && !/^(ok|active|enabled)$/i.test(source.status)) {
    const said = source.errorMessage ? `: ${source.errorMessage}` : "";
    return failed(
      `Engage reports ${source.status} for ${source.name}${said}.`,
      "Open it and save it once more.",
    );
  }
  if (community && source.communityId !== null && source.communityId !== community.communityId) {
    return failed(`${source.name} stands in another community.`, "Choose its community, or another source.");
  }
  return { state: "passed", message: `${source.name} is active.`, evidence };
}

/** Without read on the source the token sees no conversation, and changes no category (facts/engage.md §5). */
async function ownAccess(context: EngageContext): Promise<CheckOutcome> {
  const { source } = context;
  if (!source) return NOT_CHOSEN;
  const me = await context.account.me();
  if (!me) return { state: "not_applicable", message: "Engage does not say whose token this is." };
  const permissions = await getSourcesPermissions(await context.engage(), me.id);
  const own = permissions?.[source.sourceId] ?? [];
  const missing = ["read", "reply"].filter((word) => !own.includes(word));
  const evidence = { agent: nameOfUser(me), permissions: [...own] };
  if (missing.length === 0) {
    return { state: "passed", message: `${nameOfUser(me)} has read and reply on it.`, evidence };
  }
  return {
    state: missing.includes("read") ? "failed" : "warning",
    message: `${nameOfUser(me)}, whose token this is, lacks ${missing.join(" and ")} on ${source.sourceName}.`,
    evidence,
    fix: { sentence: "Give this agent read and reply on the source.", path: ACCESS_PATH },
  };
}

/** E-33, E-34: the token fits the source, told apart from a wrong API token. */
async function keyFits(context: EngageContext): Promise<CheckOutcome> {
  const { source } = context;
  const realtimeToken = await readSecret(db(), context.subject, "realtimeToken");
  if (!source || !realtimeToken) return NOT_CHOSEN;
  const evidence = { realtimeUrl: source.realtimeUrl };
  try {
    await introduce(context, { realtimeUrl: source.realtimeUrl, realtimeToken });
    return { state: "passed", message: "Engage took signed calls and answered ok.", evidence };
  } catch (error) {
    if (!(error instanceof EngageError) || error.code !== "wrong_realtime_token") throw error;
    return {
      state: "failed",
      message: `Engage does not accept the realtime token for ${source.sourceName}. The API token of the connection has nothing to do with it.`,
      evidence,
      fix: {
        sentence: "Copy the field API access token of this source and replace the realtime token here.",
        path: PATH,
      },
    };
  }
}

/** E-31: Engage has asked what we can do, at the address we gave, signed with the token that is kept. */
async function hasAsked(context: EngageContext): Promise<CheckOutcome> {
  const { source, records } = context;
  if (!source) return NOT_CHOSEN;
  const last = await lastQuestionOf(context.provider.id);
  const since = records.source?.updatedAt;
  if (last && (!since || last.at >= since)) {
    return {
      state: "passed",
      message: "Engage has asked what Patchbay can do, signed with the token of this source.",
      evidence: { at: last.at.toISOString() },
    };
  }
  return {
    state: "not_applicable",
    message: last
      ? "Engage has asked, but not since this step was saved: it asks again at its next synchronisation, or when you save the source."
      : `Nothing has come from this source yet. Engage asks at ${baseUriOf(context)} when you save the source, and at each synchronisation.`,
  };
}

export const sourceChecks: readonly Check<EngageContext>[] = [
  publicAddress("source.public-address", SYSTEM),
  {
    id: "source.exists",
    title: "The source is there, active and of the type Source SDK",
    doesNotProve: "That the Base URI stands there as it should: no API shows it.",
    run: exists,
  },
  {
    id: "source.own-access",
    title: "The agent of the API token may read and reply there",
    doesNotProve: "That other agents may: step Agents gives them that.",
    run: ownAccess,
  },
  {
    id: "source.key",
    title: "The realtime token opens the realtime endpoint",
    doesNotProve:
      "That messages are imported: Engage says ok before it does that. Nor that Engage can call us.",
    run: keyFits,
  },
  {
    id: "source.asked-us",
    title: "Engage has asked Patchbay what it can do",
    doesNotProve: "That the settings to tick are ticked, or that replies arrive.",
    run: hasAsked,
  },
];
