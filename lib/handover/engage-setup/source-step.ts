import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { readRealtimeUrl, realtimeUrlOf } from "#lib/engage/object-address.ts";
import { AppError } from "#lib/errors.ts";
import { noConnection } from "#lib/handover/setup-steps/load-handover.ts";
import type { DesiredObject, Guide, ObservedObject, Step } from "#lib/setup/step.ts";
import { putSecret, readSecret } from "#lib/vault/secrets.ts";
import { adminPage, baseUriOf, type EngageContext, SYSTEM } from "./context.ts";
import { type KeptSource, type SourceInput, sourceInput } from "./schema.ts";
import { sourceChecks } from "./source-checks.ts";
import { requireSuitable, tryKey } from "./try-source.ts";
import { targetOf, writeTarget } from "./write-target.ts";

const PATH = ["Engage", "Admin", "Sources", "+", "Engage Digital Source SDK"];

const fieldError = (field: string, sentence: string) =>
  new AppError("bad_input", { fields: { [field]: sentence } });

/** The source that an input means: chosen, or named by its realtime endpoint (E-34). */
function readPlace(context: EngageContext, input: SourceInput): { sourceId: string; realtimeUrl: string } {
  const { connection } = context;
  if (!connection) throw noConnection();
  const { uiBaseUrl } = connection;
  const sourceId = input.sourceId.toLowerCase();
  if (input.realtimeUrl === "") return { sourceId, realtimeUrl: realtimeUrlOf(uiBaseUrl, sourceId) };
  const read = readRealtimeUrl(input.realtimeUrl, { uiBaseUrl, ...(sourceId ? { sourceId } : {}) });
  if (!read.ok) throw fieldError("realtimeUrl", read.problem);
  if (!read.realtimeUrl.startsWith("https:") && connection.environment !== "sandbox") {
    throw fieldError("realtimeUrl", "Use https: messages would travel without encryption.");
  }
  return { sourceId: read.sourceId, realtimeUrl: read.realtimeUrl };
}

/** Refuses what cannot serve, and tries the token with Engage before it is kept. */
async function verify(ctx: Ctx, context: EngageContext, input: SourceInput): Promise<void> {
  if (input.realtimeToken !== "") {
    requireRole(ctx, "admin");
    requireFresh(ctx);
  }
  const place = readPlace(context, input);
  const other = await db().handoverProvider.findFirst({
    where: { channelId: place.sourceId, id: { not: context.provider.id } },
    select: { name: true },
  });
  if (other) throw fieldError("sourceId", `The handover ${other.name} has this source. Each has its own.`);
  const source = await requireSuitable(context, place.sourceId);
  const isSame = context.source?.sourceId === place.sourceId;
  const kept = isSame ? await readSecret(db(), context.subject, "realtimeToken") : undefined;
  const realtimeToken = input.realtimeToken || kept;
  if (!realtimeToken) {
    throw fieldError("realtimeToken", "Paste the field API access token of this source.");
  }
  const ofConnection = await readSecret(db(), `connection:${context.connection?.id}`, "apiToken");
  if (realtimeToken === ofConnection) {
    const sentence =
      "This is the API access token of the connection. The source has one of its own, in the field API access token of its page.";
    throw fieldError("realtimeToken", sentence);
  }
  await tryKey(context, source, { ...place, realtimeToken });
}

/** No API makes a source: one that was chosen counts as added as we said. */
function desired({ source, provider }: EngageContext): DesiredObject[] {
  const name = source?.sourceName ?? provider.name;
  return [
    {
      lineId: "source",
      system: SYSTEM,
      kind: "source",
      name,
      naturalKey: source?.sourceId ?? "",
      fields: { active: true },
      manual: `Add the source ${name} of the type Engage Digital Source SDK, and choose it at step Source`,
      titles: { keep: `The source ${name}, added by hand` },
      foreign: "refuse",
    },
  ];
}

async function observe(context: EngageContext): Promise<ObservedObject[]> {
  const { source, connection } = context;
  if (!source || !connection) return [];
  const found = (await context.account.sources()).find(({ id }) => id === source.sourceId);
  return found
    ? [{ lineId: "source", remoteId: found.id, fields: { active: found.active }, ours: true }]
    : [];
}

export const sourceStep: Step<EngageContext> = {
  id: "source",
  title: "Source",
  why: "Conversations enter Engage through a source that only a person can add. Everything to type there stands here, ready to copy; its token and address come back.",
  who: "An administrator of Engage",
  minutes: 4,
  docs: {
    path: PATH,
    link: "https://developers.ringcentral.com/engage/digital/guide/sdks/source-sdk/bootstrap",
    doesNotProve:
      "That the Base URI was pasted as it stands here. Engage shows that when it asks Patchbay what it can do.",
  },
  notes: [
    {
      tone: "info",
      text: "Engage asks the Base URI what it can do when you save the source, and again at each synchronisation. It gets an answer once the realtime token is stored here: then press Save in Engage once more.",
      source: "facts/engage.md §2.1",
    },
    {
      tone: "info",
      text: "The source's own API access token is the realtime token. The token of the connection is another one.",
      source: "E-33",
    },
  ],
  mode: () => "guided",
  input: sourceInput,
  value: ({ source, secrets }) => ({
    sourceId: source?.sourceId ?? "",
    realtimeUrl: source?.realtimeUrl ?? "",
    realtimeToken: "",
    // Shown as "Set · ends 4f2a"; never sent back.
    stored: secrets.realtimeToken,
  }),
  verify: (ctx, context, input) => verify(ctx, context, input as SourceInput),
  save: async (tx, ctx, context, input) => {
    const { realtimeToken } = input as SourceInput;
    const place = readPlace(context, input as SourceInput);
    // Answered before, by `verify`: nothing is called within the transaction.
    const sources = await context.account.sources();
    const sourceName = sources.find(({ id }) => id === place.sourceId)?.name ?? place.sourceId;
    const kept: KeptSource = { ...place, sourceName };
    if (realtimeToken !== "") {
      await putSecret(tx, context.subject, "realtimeToken", realtimeToken, { now: ctx.now() });
    }
    // What is live goes on; another source is the target once its plan is applied.
    const isLive = targetOf(context, context.source)?.sourceId === place.sourceId;
    if (isLive) await writeTarget(tx, ctx, context, kept);
    return kept;
  },
  todo: ({ source, secrets }) => {
    if (!source) return "Add the source in Engage, choose it here and paste its realtime token.";
    return secrets.realtimeToken.set ? null : "Paste the realtime token of the source.";
  },
  desired,
  observe,
  byHand: (context) =>
    context.source
      ? [
          {
            id: "source",
            text: `Delete the source ${context.source.sourceName}, or take the Base URI out of it`,
            path: PATH.slice(0, 3),
            link: adminPage(context, `content_sources/${context.source.sourceId}/edit`),
            values: [
              { label: "Name", value: context.source.sourceName },
              { label: "Base URI", value: baseUriOf(context) },
            ],
          },
        ]
      : [],
  checks: sourceChecks,
  guide: (context): Guide => ({
    system: SYSTEM,
    path: PATH,
    link: adminPage(context, "content_sources"),
    values: [
      { label: "Type", value: "Engage Digital Source SDK", secret: false, copy: false },
      { label: "Name", value: context.provider.name, secret: false, copy: true },
      { label: "Community", value: context.community?.communityName ?? "", secret: false, copy: true },
      { label: "Base URI", value: baseUriOf(context), secret: false, copy: true },
      { label: "Active", value: "on", secret: false, copy: false },
      { label: "Verify signature", value: "on", secret: false, copy: false },
      { label: "Alternative signature", value: "off", secret: false, copy: false },
    ],
  }),
};
