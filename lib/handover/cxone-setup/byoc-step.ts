import "server-only";
import { byocUrls } from "#lib/handover/byoc-urls.ts";
import { type ByocInput, byocInput } from "#lib/handover/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { DesiredObject, Guide, ObservedObject, Step } from "#lib/setup/step.ts";
import { byocChecks } from "./byoc-checks.ts";
import { consoleLink, type HandoverContext, SYSTEM } from "./context.ts";

const PATH = ["CXone", "Omnichannel Routing", "ACD", "Digital", "Bring Your Own Channel", "+ Add"];

const integrationName = (context: HandoverContext) => `Patchbay ${context.provider.name}`;

function valuesOf(context: HandoverContext): { label: string; field: string; value: string }[] {
  const urls = byocUrls(context.publicUrl, context.provider.id);
  return [
    { label: "Name", field: "name", value: integrationName(context) },
    { label: "Integration box URL", field: "integrationBoxUrl", value: urls.integrationBox },
    { label: "Authorization URL", field: "authorizationUrl", value: urls.authorization },
    { label: "Add action URL", field: "addActionUrl", value: urls.add },
    { label: "Reconnect action URL", field: "reconnectActionUrl", value: urls.reconnect },
    { label: "Remove action URL", field: "removeActionUrl", value: urls.remove },
    { label: "Client ID", field: "clientId", value: context.provider.byocClientId },
  ];
}

/** The integration cannot be read back: a saved Integration ID counts as "as we said" until CXone disagrees. */
function desired(context: HandoverContext): DesiredObject[] {
  const fields = Object.fromEntries(valuesOf(context).map(({ field, value }) => [field, value]));
  const fingerprint = context.byocSecretFingerprint;
  return [
    {
      lineId: "byoc",
      system: SYSTEM,
      kind: "integration",
      name: integrationName(context),
      naturalKey: context.integrationId ?? "",
      fields: { ...fields, ...(fingerprint ? { clientSecret: { secret: fingerprint } } : {}) },
      manual: `Add the integration ${integrationName(context)} under Bring Your Own Channel and paste its Integration ID`,
      titles: { keep: `The integration ${integrationName(context)}, added by hand` },
      foreign: "refuse",
    },
  ];
}

async function observe(context: HandoverContext): Promise<ObservedObject[]> {
  if (!context.integrationId) return [];
  const fields = Object.fromEntries(valuesOf(context).map(({ field, value }) => [field, value]));
  return [{ lineId: "byoc", remoteId: context.integrationId, fields, ours: true }];
}

export const byocStep: Step<HandoverContext> = {
  id: "byoc",
  title: "Bring Your Own Channel",
  why: "CXone brings agents' replies to Patchbay through an integration that only a person can add. Everything to type there stands here, ready to copy.",
  who: "A CXone administrator",
  minutes: 3,
  docs: {
    path: PATH,
    link: "https://help.nicecxone.com/content/acd/digital/byoc/setupbyoc.htm",
    doesNotProve:
      "That the values were pasted as they stand here. CXone shows that with the first reply of an agent, when it fetches a token.",
  },
  notes: [
    {
      tone: "info",
      text: "The first call of CXone comes without a valid token, is refused and then repeated with one. That refusal is no fault.",
      source: "facts/cxone.md §3.3",
    },
  ],
  mode: () => "guided",
  input: byocInput,
  value: ({ integrationId, provider }): ByocInput => ({
    integrationId: integrationId ?? "",
    clientId: provider.byocClientId,
  }),
  save: async (tx, ctx, context, input) => {
    const { integrationId, clientId } = input as ByocInput;
    if (clientId) await writeProvider(tx, ctx, context.provider.id, { byocClientId: clientId });
    return { integrationId };
  },
  todo: ({ byocSecret, integrationId }) => {
    if (!byocSecret.set) return "Make the client secret and copy it into CXone.";
    return integrationId ? null : "Add the integration in CXone and paste its Integration ID.";
  },
  desired,
  observe,
  byHand: (context) =>
    context.integrationId
      ? [
          {
            id: "byoc",
            text: `Delete the integration ${integrationName(context)}`,
            path: PATH.slice(0, -1),
            link: consoleLink(context),
            values: [
              { label: "Name", value: integrationName(context) },
              { label: "Integration ID", value: context.integrationId },
            ],
          },
        ]
      : [],
  checks: byocChecks,
  guide: (context): Guide => ({
    system: SYSTEM,
    path: PATH,
    link: consoleLink(context),
    values: [
      ...valuesOf(context).map(({ label, value }) => ({ label, value, secret: false, copy: true })),
      { label: "Client Secret", value: null, secret: true, copy: true },
    ],
  }),
};
