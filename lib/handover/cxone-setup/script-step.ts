import "server-only";
import { getBusinessUnit } from "#lib/cxone/business-unit.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import {
  deleteScript,
  getScript,
  type ScriptContent,
  type ScriptProblem,
  saveScript,
} from "#lib/cxone/scripts.ts";
import { AppError } from "#lib/errors.ts";
import type { Applied, Change, DesiredObject, ObservedObject, Step } from "#lib/setup/step.ts";
import { buildHandoverScript, lintScript, releaseUrl, repairScript, scriptPath } from "../studio-script.ts";
import { type HandoverContext, SYSTEM } from "./context.ts";

const urlOf = (context: HandoverContext) => releaseUrl(context.publicUrl, context.provider.id);

function desired(context: HandoverContext): DesiredObject[] {
  const path = scriptPath(context.provider.id);
  return [
    {
      lineId: "script",
      system: SYSTEM,
      kind: "Studio script",
      name: path,
      naturalKey: path,
      fields: { escalate: true, endEscalation: true, onRelease: true, releaseUrl: urlOf(context) },
      foreign: "refuse",
      ...(context.connection ? {} : { blocked: "No connection is chosen: finish step Connection." }),
    },
  ];
}

/** Our script by its path, which carries the provider id: nobody else makes one there (H-60). */
async function observe(context: HandoverContext): Promise<ObservedObject[]> {
  if (!context.connection) return [];
  const found = await context.script();
  if (!found) return [];
  const { escalate, endEscalation, onRelease, releaseUrl: url } = lintScript(found);
  const fields = { escalate, endEscalation, onRelease, releaseUrl: url };
  return [{ lineId: "script", remoteId: scriptPath(context.provider.id), fields, ours: true }];
}

/** The path is the reference, not the master id: that one is new with every save (facts/cxone.md §2.6). */
async function apply(change: Change, context: HandoverContext): Promise<Applied> {
  const cxone = await context.cxone();
  if (change.action === "delete") {
    await deleteScript(cxone, change.managed.remoteId);
    return { remoteId: change.managed.remoteId };
  }
  // The check of the connection has read it; only a connection from before that did not keep it.
  const known = Number(context.connection?.tenant?.businessUnitId);
  const businessUnitId = known || (await getBusinessUnit(cxone)).businessUnitId;
  const path = scriptPath(context.provider.id);
  const url = urlOf(context);
  const current = change.action === "change" ? await getScript(cxone, path) : null;
  const repaired = current && repairScript(current, url);
  const content =
    repaired ?? buildHandoverScript({ providerId: context.provider.id, businessUnitId, releaseUrl: url });
  const warnings = await save(cxone, content);
  const notes = [
    ...(warnings.length > 0 ? [`Saved with warnings: ${warnings.join("; ")}.`] : []),
    ...(current && !repaired ? ["Required actions were missing; the old version stays in the history."] : []),
  ];
  return { remoteId: path, ...(notes.length > 0 ? { note: notes.join(" ") } : {}) };
}

/** Saves; gives the warnings, if any. What CXone refuses is not saved at all. */
async function save(cxone: CxoneClient, content: ScriptContent): Promise<string[]> {
  const saved = await saveScript(cxone, content);
  if (saved.outcome === "saved") return [];
  const said = (of: "errors" | "warnings") =>
    saved.problems.flatMap((problem: ScriptProblem) =>
      problem[of].map((key) => `${problem.actionType} (action ${problem.actionId}): ${key}`),
    );
  if (saved.outcome === "saved_with_warnings") return said("warnings");
  throw new AppError("upstream_failed", {
    title: "CXone refused the Studio script",
    detail: `Its syntax check found: ${said("errors").join("; ")}.`,
    fix: "If somebody changed the script in Studio, undo that change there, then retry the run.",
  });
}

export const scriptStep: Step<HandoverContext> = {
  id: "script",
  title: "Studio script",
  why: "The script routes a conversation to the skill of the channel and tells Patchbay when the agent closes it. Patchbay saves it when you apply the plan.",
  who: "Patchbay",
  minutes: 0,
  docs: {
    path: ["CXone", "Omnichannel Routing", "Studio", "Cognigy"],
    link: "https://help.nicecxone.com/content/studio/fundamentals/workwithscriptscx.htm",
    doesNotProve: "That the script runs: the test at the end does.",
  },
  notes: [
    {
      tone: "warning",
      text: "Do not rename the folder Cognigy: the script is found by its path.",
      source: "H-60",
    },
    {
      tone: "warning",
      text: "You may add to the script. Keep the actions ESCALATE, END ESCALATION and ONRELEASE.",
      source: "H-61",
    },
    {
      tone: "info",
      text: "A wait time is announced by an EWT action in the script; the bot side has no setting for it.",
      source: "H-07",
    },
  ],
  mode: () => "automatic",
  input: null,
  todo: () => null,
  desired,
  observe,
  apply,
  checks: [
    {
      id: "script.required-actions",
      title: "The script has ESCALATE, END ESCALATION and ONRELEASE",
      doesNotProve: "That other actions people added do what they should.",
      run: async (context) => {
        const applied = context.managed.some((record) => record.lineId === "script");
        if (!applied) return { state: "not_applicable", message: "It is saved when you apply the plan." };
        const found = await context.script();
        if (!found) {
          return {
            state: "failed",
            message: `CXone has no script ${scriptPath(context.provider.id)}.`,
            fix: { sentence: "If the folder was renamed, name it Cognigy again; else plan and apply." },
          };
        }
        const lint = lintScript(found);
        const missing = [
          ...(lint.escalate ? [] : ["ESCALATE"]),
          ...(lint.endEscalation ? [] : ["END ESCALATION"]),
          ...(lint.onRelease ? [] : ["ONRELEASE"]),
        ];
        const evidence = { masterId: found.header.masterId, releaseUrl: lint.releaseUrl };
        if (missing.length > 0) {
          const fix = {
            sentence: "Plan and apply: a new version is saved, the old one stays in the history.",
          };
          return { state: "failed", message: `Missing: ${missing.join(", ")}.`, evidence, fix };
        }
        if (lint.releaseUrl !== urlOf(context)) {
          const fix = { sentence: "Plan and apply to put the address right." };
          return { state: "failed", message: "ONRELEASE calls another address.", evidence, fix };
        }
        return {
          state: "passed",
          message: "All three are there, and ONRELEASE calls this console.",
          evidence,
        };
      },
    },
    {
      id: "script.speaks",
      title: "The script sends no message after the handover has started",
      doesNotProve: "What sub-scripts that it runs send.",
      run: async (context) => {
        const applied = context.managed.some((record) => record.lineId === "script");
        if (!applied) return { state: "not_applicable", message: "It is saved when you apply the plan." };
        const found = await context.script();
        if (!found) throw new AppError("not_found", { detail: "The script is not there." });
        const { speaks } = lintScript(found);
        return speaks.length === 0
          ? { state: "passed", message: "No action of it speaks to the visitor." }
          : {
              state: "warning",
              message:
                "A message of the script counts as an agent's reply, so Repeat Handover Accepted Message stops working.",
              evidence: { actions: speaks },
              fix: { sentence: "Take the message out of the script, or do without the repeated message." },
            };
      },
    },
  ],
};
