import type { ScriptContent } from "../state/model.ts";
import { asRecord, asText, isRecord } from "../wire/values.ts";

/** Action types that the simulated Studio knows; another one is kept with a warning. */
export const knownActions = new Set(
  `BEGIN END HANGUP MENU PLAY MUSIC REQAGENT ASSIGN SNIPPET IF CASE LOOP WAIT EWTESTIMATE RESTAPI REST ONSIGNAL ONRELEASE
  ONANSWER ONTIMEOUT EVENT SENDMESSAGE PAGE RUNSUB RETURN SETVARIABLE RESKILL TRANSFER BLINDXFER EMAIL CHAT DIGITAL
  ESCALATE ENDESCALATION END_ESCALATION ANNOTATION UPDATECONTACT CUSTOMDATA HOURS`
    .split(/\s+/)
    .filter(Boolean),
);

export type ActionReport = { actionType: string; errors: { key: string }[]; warnings: { key: string }[] };
export type SyntaxReport = {
  totalErrors: number;
  totalWarnings: number;
  actions: Record<string, ActionReport>;
};

/** The type of an action: `name` in web Studio's own JSON, `type` or `actionType` elsewhere. */
export function actionType(action: Record<string, unknown>): string {
  return (asText(action.name) ?? asText(action.type) ?? asText(action.actionType) ?? "").trim().toUpperCase();
}

/** Brings a saved script to the shape that Studio stores; null when it is not a script at all. */
export function readScriptContent(value: unknown): ScriptContent | null {
  if (!isRecord(value) || !isRecord(value.header) || !isRecord(value.actions)) return null;
  const parts = {
    actions: value.actions,
    properties: asRecord(value.properties),
    branches: asRecord(value.branches),
  };
  if (!Object.values(parts.actions).every(isRecord) || !Object.values(parts.branches).every(Array.isArray))
    return null;
  return { header: value.header, ...parts } as ScriptContent;
}

/**
 * The check that Studio runs before it saves. Errors: no BEGIN action, or a branch that leads nowhere. Warnings: an
 * unknown action type, or an action that nothing leads to.
 */
export function checkSyntax(content: ScriptContent): SyntaxReport {
  const actions: Record<string, ActionReport> = {};
  const report = (id: string): ActionReport => {
    actions[id] ??= { actionType: actionType(content.actions[id] ?? {}), errors: [], warnings: [] };
    return actions[id];
  };
  const types = Object.entries(content.actions).map(([id, action]) => [id, actionType(action)] as const);
  if (!types.some(([, type]) => type === "BEGIN")) report("0").errors.push({ key: "begin-action-missing" });

  const reached = new Set<string>();
  for (const [from, branches] of Object.entries(content.branches)) {
    if (!(from in content.actions)) report(from).errors.push({ key: "branch-from-unknown-action" });
    for (const branch of branches) {
      const to = asText(asRecord(branch).to) ?? "";
      if (to in content.actions) reached.add(to);
      else report(from).errors.push({ key: "branch-target-missing" });
    }
  }
  for (const [id, type] of types) {
    if (!knownActions.has(type.replaceAll(" ", "")))
      report(id).warnings.push({ key: "action-not-available" });
    else if (!reached.has(id) && type !== "BEGIN" && type !== "ANNOTATION" && !type.startsWith("ON")) {
      report(id).warnings.push({ key: "action-not-connected" });
    }
  }
  const sum = (kind: "errors" | "warnings") =>
    Object.values(actions).reduce((total, action) => total + action[kind].length, 0);
  return { totalErrors: sum("errors"), totalWarnings: sum("warnings"), actions };
}
