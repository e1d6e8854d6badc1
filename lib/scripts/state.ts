import type { ScriptLint } from "#lib/handover/studio-script.ts";
import { type ScriptFinding, splitScriptPath } from "./schema.ts";

const has = (rule: string, action: string, present: boolean, without: string): ScriptFinding => ({
  rule,
  title: action,
  state: present ? "good" : "bad",
  message: present ? "It is there." : without,
});

/** What a handover needs of a script, requirement by requirement (H-06, H-60, H-61). */
export function judgeScript(path: string, lint: ScriptLint, expectedRelease: string | null): ScriptFinding[] {
  const inFolder = /^cognigy$/i.test(splitScriptPath(path).folder.split("\\")[0] ?? "");
  return [
    has("H-61", "ESCALATE", lint.escalate, "Missing: the conversation never reaches an agent."),
    has("H-61", "END ESCALATION", lint.endEscalation, "Missing: the bot cannot take a conversation back."),
    has("H-61", "ONRELEASE", lint.onRelease, "Missing: the bot never hears that the agent has closed."),
    releaseFinding(lint, expectedRelease),
    {
      rule: "H-06",
      title: "No message after the handover starts",
      state: lint.speaks.length === 0 ? "good" : "warning",
      message:
        lint.speaks.length === 0
          ? "No action of it speaks to the visitor."
          : `${lint.speaks.length} of its actions speak. That counts as an agent's reply, so the accepted message is not repeated.`,
    },
    {
      rule: "H-60",
      title: "Folder Cognigy",
      state: inFolder ? "good" : "warning",
      message: inFolder
        ? "It lies in the folder by which it is found again."
        : "It lies in another folder: a handover is removed by the path of its script.",
    },
  ];
}

function releaseFinding(lint: ScriptLint, expected: string | null): ScriptFinding {
  const title = "Address behind ONRELEASE";
  if (lint.releaseUrl === null)
    return { rule: "H-61", title, state: "bad", message: "Nothing is called after ONRELEASE." };
  if (expected !== null && lint.releaseUrl !== expected) {
    const message = `It calls ${lint.releaseUrl}, not this console. Plan and apply the handover to put it right.`;
    return { rule: "H-61", title, state: "bad", message };
  }
  return { rule: "H-61", title, state: "good", message: `It calls ${lint.releaseUrl}.` };
}
