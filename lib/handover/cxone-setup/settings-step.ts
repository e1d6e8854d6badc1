import "server-only";
import { getScript } from "#lib/cxone/scripts.ts";
import { settingsStep as anySettingsStep } from "#lib/handover/setup-steps/settings-step.ts";
import type { Check, Step } from "#lib/setup/step.ts";
import { scriptPath, waitsForEscalate } from "../studio-script.ts";
import type { HandoverContext } from "./context.ts";

const UNKNOWN = "The script is not there yet. It is looked at again after the plan was applied.";

/** Recording a conversation makes a contact, and only a script that waits keeps it from being queued at once. */
const scriptWaits: Check<HandoverContext> = {
  id: "settings.script-waits",
  title: "Contacts of recorded conversations wait for a handover",
  doesNotProve: "That CXone runs this version of the script, or that nothing else routes the contacts.",
  run: async (context) => {
    const { id, settings } = context.provider;
    if (settings.forward !== "all") {
      return {
        state: "not_applicable",
        message: "Only handovers are forwarded: nothing is recorded before.",
      };
    }
    const script = await getScript(await context.cxone(), scriptPath(id));
    if (!script) return { state: "not_applicable", message: UNKNOWN };
    if (waitsForEscalate(script)) {
      return { state: "passed", message: "Every way to an agent in the script leads through ESCALATE." };
    }
    return {
      state: "failed",
      message:
        "The script requests an agent without waiting: every conversation would be queued from its first message.",
      fix: {
        sentence: "Lead every way to Request agent through ESCALATE, or forward only handovers.",
        path: ["CXone", "Omnichannel Routing", "Studio", "Cognigy"],
      },
    };
  },
};

export const settingsStep: Step<HandoverContext> = {
  ...anySettingsStep,
  docs: {
    ...anySettingsStep.docs,
    doesNotProve:
      "That CXone has a contact field for each attribute: names it does not know are dropped there.",
  },
  notes: [
    {
      tone: "warning",
      text: "If the Studio script sends a message after the handover has started, Repeat Handover Accepted Message stops working: the message counts as an agent's reply.",
      source: "H-06",
    },
    {
      tone: "info",
      text: "An estimated wait time cannot be set here. Add an EWT action to the Studio script.",
      source: "H-07",
    },
  ],
  checks: [scriptWaits],
};
