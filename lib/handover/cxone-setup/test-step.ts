import "server-only";
import { agentReplied } from "#lib/handover/setup-steps/agent-replied.ts";
import { webchatPath } from "#lib/handover/webchat-path.ts";
import type { Guide, Step } from "#lib/setup/step.ts";
import { consoleLink, type HandoverContext, SYSTEM } from "./context.ts";

export const testStep: Step<HandoverContext> = {
  id: "test",
  title: "Test",
  why: "One conversation through the whole line, there and back, is worth more than all checks.",
  who: "You, and an agent who holds the skill",
  minutes: 3,
  docs: {
    path: ["CXone", "Omnichannel Routing", "Agent", "Set Phone Number", "Launch"],
    link: null,
    doesNotProve: "That it works under load, for other agents, or with your own bot.",
  },
  notes: [
    {
      tone: "info",
      text: "If the conversation does not come to the agent, find it under Search in the agent application: then the skill is missing.",
      source: "H-70",
    },
  ],
  mode: () => "guided",
  input: null,
  todo: ({ checks }) =>
    checks["test.agent-reply"]?.state === "passed"
      ? null
      : "Open the webchat, ask for a person, answer as the agent, then run the check.",
  checks: [
    agentReplied(
      "Accept the conversation in the agent application and reply. If it is not offered there, look under Search and check the default skill.",
    ),
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: ["CXone", "Omnichannel Routing", "Agent"],
    link: consoleLink(context),
    values: [
      {
        label: "Webchat",
        value: `${context.publicUrl}${webchatPath(context.provider.id)}`,
        secret: false,
        copy: true,
      },
    ],
  }),
};
