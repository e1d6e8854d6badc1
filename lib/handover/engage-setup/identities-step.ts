import "server-only";
import { personaOf } from "#lib/handover/bot/persona.ts";
import { agentAuthorId, agentPersona, botAuthorId } from "#lib/handover/engage/personas.ts";
import type { Guide, Step } from "#lib/setup/step.ts";
import { adminPage, type EngageContext, SYSTEM } from "./context.ts";
import { CONTROLLED_PATH, identityChecks } from "./identity-checks.ts";
import { applyIdentity, desiredIdentities, observeIdentities } from "./identity-lines.ts";
import { recordTarget } from "./write-target.ts";

export const identitiesStep: Step<EngageContext> = {
  id: "identities",
  title: "Identities",
  why: "The bot and the agents each write as an identity of the source. Patchbay has introduced both. Only a person can tick them as controlled; the agents you chose get theirs when you apply the plan.",
  who: "An administrator of Engage",
  minutes: 2,
  docs: {
    path: CONTROLLED_PATH,
    link: "https://support.ringcentral.com/engage-digital/admin/manage-agent-identities.html",
    doesNotProve:
      "That both are ticked: no API tells. The apply is refused when the one of the agents is not.",
  },
  notes: [
    {
      tone: "info",
      text: "Tick both: without it the bot's messages look like a customer's, and the agents cannot reply.",
      source: "E-61",
    },
  ],
  mode: () => "attested",
  input: null,
  todo: ({ records }) =>
    records.identities?.attestedAt
      ? null
      : "Tick both identities as controlled in Engage, then tick this step.",
  desired: desiredIdentities,
  observe: observeIdentities,
  apply: applyIdentity,
  recorded: recordTarget,
  removal: ({ kind, name }) =>
    kind === "identity"
      ? `Leave the identity ${name}: Engage deletes none`
      : `Take the identity of the agents back from ${name.split(": ")[0]}`,
  checks: identityChecks,
  guide: (context): Guide => ({
    system: SYSTEM,
    path: CONTROLLED_PATH,
    link: adminPage(context, "identities"),
    values: [
      { label: "Bot", value: personaOf(context.provider.bot).name, secret: false, copy: true },
      { label: "ID of the bot", value: botAuthorId(context.provider.id), secret: false, copy: true },
      { label: "Agents", value: agentPersona(context.provider.id).screenname, secret: false, copy: true },
      { label: "ID of the agents", value: agentAuthorId(context.provider.id), secret: false, copy: true },
      { label: "Controlled identity", value: "on, for both", secret: false, copy: false },
    ],
  }),
  byHand: (context) =>
    context.records.identities?.attestedAt
      ? [
          {
            id: "identities",
            text: "Take the tick Controlled identity from both identities, if nobody writes as them any more",
            path: CONTROLLED_PATH,
            link: adminPage(context, "identities"),
            values: [
              { label: "Bot", value: botAuthorId(context.provider.id) },
              { label: "Agents", value: agentAuthorId(context.provider.id) },
            ],
          },
        ]
      : [],
};
