import "server-only";
import { deleteChannel, upsertChannel } from "#lib/cxone/channels.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import { FailureAtStep } from "#lib/setup/explain-failure.ts";
import type { Applied, Change, DesiredObject, ObservedObject, Step } from "#lib/setup/step.ts";
import { channelIdOf } from "../channel-id.ts";
import { scriptPath } from "../studio-script.ts";
import { INTEGRATION_ID_FIX } from "./byoc-texts.ts";
import { type HandoverContext, SYSTEM } from "./context.ts";
import { namesake } from "./name-step.ts";

function desired(context: HandoverContext): DesiredObject[] {
  const { provider, integrationId } = context;
  return [
    {
      lineId: "channel",
      system: SYSTEM,
      kind: "channel",
      name: provider.name,
      naturalKey: channelIdOf(provider.id),
      fields: {
        name: provider.name,
        integrationId: integrationId ?? "",
        studioScript: scriptPath(provider.id),
        private: true,
      },
      dependsOn: ["byoc", "script"],
      foreign: "refuse",
      ...blockedBy(context),
    },
  ];
}

function blockedBy({ connection, integrationId }: HandoverContext): { blocked?: string } {
  if (!connection) return { blocked: "No connection is chosen: finish step Connection." };
  return integrationId
    ? {}
    : { blocked: "The Integration ID is missing: finish step Bring Your Own Channel." };
}

/** Our channel by its id, or a foreign one that has our name (H-10). */
async function observe(context: HandoverContext): Promise<ObservedObject[]> {
  if (!context.connection) return [];
  const channels = await context.channels();
  const own = channels.find((channel) => channel.id === channelIdOf(context.provider.id));
  if (own) {
    const fields = {
      name: own.name,
      integrationId: own.channelIntegrationId,
      studioScript: own.studioScript,
      private: own.isPrivate,
    };
    return [{ lineId: "channel", remoteId: own.id, fields, ours: true }];
  }
  const other = namesake(channels, context.provider.id, context.provider.name);
  if (!other) return [];
  const refusal = `CXone already has a channel named ${other.name} that is not of this handover (${other.id}). Rename the handover at step Name, or that channel in CXone, then plan again.`;
  return [{ lineId: "channel", remoteId: other.id, fields: {}, ours: false, refusal }];
}

/** An upsert by an id of our own: the same call again changes nothing (facts/cxone.md §3.1). */
async function apply(change: Change, context: HandoverContext): Promise<Applied> {
  const cxone = await context.cxone();
  if (change.action === "delete") {
    await deleteChannel(cxone, change.managed.remoteId);
    return { remoteId: change.managed.remoteId };
  }
  const id = change.desired.naturalKey;
  try {
    await upsertChannel(cxone, {
      id,
      idOnExternalPlatform: context.provider.id,
      name: context.provider.name,
      channelIntegrationId: context.integrationId ?? "",
      studioScript: scriptPath(context.provider.id),
    });
  } catch (error) {
    if (isUnknownIntegration(error)) {
      throw new FailureAtStep("byoc", "upstream_failed", {
        title: "CXone does not know the Integration ID",
        detail: `There is no integration ${context.integrationId} in this tenant.`,
        fix: INTEGRATION_ID_FIX.sentence,
        cause: error,
      });
    }
    throw error;
  }
  return { remoteId: id };
}

function isUnknownIntegration(error: unknown): boolean {
  if (!(error instanceof CxoneError) || error.status === null || error.status >= 500) return false;
  return "channelIntegrationId" in error.fields || /channel_integration/i.test(error.vendorCode);
}

export const channelStep: Step<HandoverContext> = {
  id: "channel",
  title: "Channel",
  why: "Conversations enter CXone through a digital channel that belongs to the integration. Patchbay makes it when you apply the plan.",
  who: "Patchbay",
  minutes: 0,
  docs: {
    path: ["CXone", "Omnichannel Routing", "ACD", "Digital", "Points of Contact Digital"],
    link: null,
    doesNotProve: "That conversations reach an agent: that takes the default skill and the role as well.",
  },
  mode: () => "automatic",
  input: null,
  todo: () => null,
  desired,
  observe,
  apply,
  accepts: ({ field }) => field === "name" || field === "integrationId",
  accept: (_context, { field, found }) => {
    if (typeof found !== "string") return null;
    if (field === "name") return { stepId: "name", input: { name: found, platformIntegrated: false } };
    return field === "integrationId" ? { stepId: "byoc", input: { integrationId: found } } : null;
  },
  auditObject: (context, id) => context.connection && `channel:${context.connection.id}:${id}`,
  recorded: async (tx, ctx, context, _lineId, remoteId) => {
    await writeProvider(tx, ctx, context.provider.id, { channelId: remoteId });
  },
  checks: [
    {
      id: "channel.exists",
      title: "The channel exists under the name of the handover",
      doesNotProve: "That anybody is offered its conversations.",
      run: async (context) => {
        const applied = context.managed.some((record) => record.lineId === "channel");
        if (!applied) return { state: "not_applicable", message: "It is made when you apply the plan." };
        const channels = await context.channels();
        const own = channels.find((channel) => channel.id === channelIdOf(context.provider.id));
        if (!own) {
          return {
            state: "failed",
            message: "The channel is not in Points of Contact Digital any more.",
            fix: { sentence: "Check the four credentials of the connection, then plan and apply again." },
          };
        }
        return own.name === context.provider.name
          ? { state: "passed", message: `Channel ${own.name} is there.`, evidence: { channelId: own.id } }
          : {
              state: "failed",
              message: `The channel is named ${own.name} in CXone.`,
              evidence: { channelId: own.id },
              fix: { sentence: "Plan and apply to give it the name of the handover again." },
            };
      },
    },
  ],
};
