import "server-only";
import { isSdkSource } from "#lib/engage/content-sources.ts";
import { getSettings } from "#lib/engage/settings.ts";
import { getSourcesPermissions } from "#lib/engage/source-permissions.ts";
import { settingsStep as anySettingsStep, writeSettings } from "#lib/handover/setup-steps/settings-step.ts";
import type { CheckOutcome, Step } from "#lib/setup/step.ts";
import { type EngageContext, nameOfUser } from "./context.ts";
import { type EngageSettingsInput, engageSettingsInput } from "./schema.ts";
import { sevenValues } from "./seven-values.ts";
import { ACCESS_PATH } from "./try-source.ts";

/** E-70, E-81: place and wait come in task mode only, for sources whose channel group is in the active topology. */
async function queueUpdatesCome(context: EngageContext): Promise<CheckOutcome> {
  if (!context.provider.settings.queueUpdates) {
    return { state: "not_applicable", message: "Queue updates are off." };
  }
  const settings = await getSettings(await context.engage());
  const source = (await context.account.sources()).find(({ id }) => id === context.source?.sourceId);
  const evidence = { taskMode: settings.taskMode, channelGroup: source?.channelId ?? null };
  if (!settings.taskMode) {
    return {
      state: "warning",
      message: "This account works with folders: Engage knows no queue and tells nothing of one.",
      evidence,
      fix: { sentence: "Switch task mode on in Engage, or queue updates off here." },
    };
  }
  if (source && source.channelId === null) {
    return {
      state: "warning",
      message: `${source.name} is in no channel group: nothing of it is queued.`,
      evidence,
      fix: { sentence: "Add the source to a channel group.", path: ["Engage", "Admin", "Channels"] },
    };
  }
  return { state: "passed", message: "Task mode is on, and the source is in a channel group.", evidence };
}

/** E-11: for Apple Business Chat the token's agent needs reply on every source that is no custom SDK source. */
async function repliesEverywhere(context: EngageContext): Promise<CheckOutcome> {
  if (!context.appleBusinessChat)
    return { state: "not_applicable", message: "Apple Business Chat is not used." };
  const me = await context.account.me();
  if (!me) {
    return {
      state: "warning",
      message: "Engage does not say whose token this is, so its permissions cannot be looked at.",
      fix: {
        sentence: "Give its agent reply on all sources that are no custom SDK sources.",
        path: ACCESS_PATH,
      },
    };
  }
  const permissions = (await getSourcesPermissions(await context.engage(), me.id)) ?? {};
  const others = (await context.account.sources()).filter((source) => !isSdkSource(source));
  const lacking = others.filter(({ id }) => !permissions[id]?.includes("reply"));
  const evidence = { agent: nameOfUser(me), sources: others.map(({ name }) => name) };
  return lacking.length === 0
    ? { state: "passed", message: `${nameOfUser(me)} may reply on all ${others.length}.`, evidence }
    : {
        state: "failed",
        message: `${nameOfUser(me)} may not reply on ${lacking.map(({ name }) => name).join(", ")}.`,
        evidence,
        fix: { sentence: "Give this agent reply on each of them.", path: ACCESS_PATH },
      };
}

export const settingsStep: Step<EngageContext> = {
  ...anySettingsStep,
  docs: {
    ...anySettingsStep.docs,
    doesNotProve: "That the flow of your bot asks for the place in the queue where it is wanted.",
  },
  notes: [
    {
      tone: "info",
      text: "Forward Only Handover Conversations decides what Engage gets to see before a person is asked for; Get Queue Updates, whether the bot hears of place and wait.",
      source: "E-70",
    },
  ],
  input: engageSettingsInput,
  value: ({ provider, appleBusinessChat }) => ({ ...provider.settings, appleBusinessChat }),
  save: async (tx, ctx, { provider }, input) => {
    const { appleBusinessChat, ...settings } = input as EngageSettingsInput;
    await writeSettings(tx, ctx, provider.id, settings);
    return { appleBusinessChat };
  },
  checks: [
    {
      id: "settings.queue-updates",
      title: "Engage can tell place and wait in the queue",
      doesNotProve: "That the channel group is in the active topology.",
      run: queueUpdatesCome,
    },
    {
      id: "settings.apple-business-chat",
      title: "The agent of the API token may reply on all other sources",
      doesNotProve: "Anything about sources that this agent may not even read: Engage does not show them.",
      run: repliesEverywhere,
    },
  ],
  guide: (context) => ({
    system: "Cognigy.AI",
    path: ["Cognigy.AI", "Build", "Handover Providers", "RingCentral Engage"],
    link: null,
    values: sevenValues(context),
  }),
};
