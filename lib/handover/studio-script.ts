import type { ScriptContent } from "#lib/cxone/scripts.ts";

export const SCRIPT_FOLDER = "Cognigy";

/** Folder and name of a handover's script. The provider finds it by this name when it is deleted (H-60). */
export function scriptPath(providerId: string): string {
  return `${SCRIPT_FOLDER}\\Cognigy Handover Script ${providerId}`;
}

/** Where the ONRELEASE action of a handover's script calls (H-61). */
export function releaseUrl(publicUrl: string, providerId: string): string {
  return `${publicUrl}/handover/niceCxOne/${providerId}/released`;
}

const RELEASE_BODY = JSON.stringify({
  contactId: "{contactId}",
  caseId: "{caseId}",
  threadIdOnExternalPlatform: "{threadIdOnExternalPlatform}",
  channelId: "{channelId}",
});
const DIGITAL_MEDIA = 9;

type Action = { name: string; label: string; next?: string[]; properties?: Record<string, string> };

/**
 * The script of a handover: BEGIN waits for ESCALATE and requests an agent of the channel's default skill; END ESCALATION
 * ends it; ONRELEASE tells us that the agent has closed the conversation (H-60, H-61).
 */
export function buildHandoverScript(input: {
  providerId: string;
  businessUnitId: number;
  releaseUrl: string;
}): ScriptContent {
  const actions: Record<string, Action> = {
    "1": { name: "BEGIN", label: "Begin", next: ["2"] },
    "2": { name: "ONSIGNAL", label: "ESCALATE", next: ["3"], properties: { P1: "Escalate" } },
    "3": { name: "REQAGENT", label: "Request agent", properties: { Skill: "{skill}" } },
    "4": { name: "ONSIGNAL", label: "END ESCALATION", next: ["5"], properties: { P1: "End" } },
    "5": { name: "END", label: "End" },
    "6": { name: "ONRELEASE", label: "ONRELEASE", next: ["7"] },
    "7": {
      name: "RESTAPI",
      label: "Tell the bot that the agent is done",
      properties: {
        verb: "POST",
        url: input.releaseUrl,
        headers: JSON.stringify({ "content-type": "application/json" }),
        body: RELEASE_BODY,
      },
    },
  };
  const entries = Object.entries(actions);
  return {
    header: {
      scriptName: scriptPath(input.providerId),
      masterId: null,
      busNo: input.businessUnitId,
      mediaType: DIGITAL_MEDIA,
      mediaTypeName: "digital",
      nextActionId: entries.length + 1,
      status: "Active",
    },
    actions: Object.fromEntries(
      entries.map(([id, { name, label }], at) => [
        id,
        {
          actionId: Number(id),
          name,
          label,
          version: 1,
          x: 80 + (at % 4) * 180,
          y: 120 + Math.floor(at / 4) * 160,
        },
      ]),
    ),
    properties: Object.fromEntries(
      entries.map(([id, { properties = {} }]) => [
        id,
        Object.fromEntries(
          Object.entries(properties).map(([name, value], n) => [String(n), { name, value }]),
        ),
      ]),
    ),
    branches: Object.fromEntries(
      entries.flatMap(([id, { next }]) =>
        next ? [[id, next.map((to) => ({ to, label: "", type: "default" }))]] : [],
      ),
    ),
  };
}

export type ScriptLint = {
  escalate: boolean;
  endEscalation: boolean;
  onRelease: boolean;
  /** The address that is called after ONRELEASE; null when none is. */
  releaseUrl: string | null;
  /** Actions that speak to the customer: what they say counts as an agent's reply (H-06). */
  speaks: string[];
};

/** What of a handover's script is there. People may add to it; these parts must stay (H-61). */
export function lintScript(content: ScriptContent): ScriptLint {
  const ids = Object.keys(content.actions);
  const is = (id: string, wanted: string) =>
    namesOf(content.actions[id]).some((name) => name.replaceAll(/[\s_]/g, "") === wanted);
  const release = ids.filter((id) => is(id, "ONRELEASE"));
  return {
    escalate: ids.some((id) => is(id, "ESCALATE")),
    endEscalation: ids.some((id) => is(id, "ENDESCALATION")),
    onRelease: release.length > 0,
    releaseUrl: restActionsBehind(content, release).map((at) => urlOf(content, at)?.value ?? null)[0] ?? null,
    speaks: ids.filter((id) => namesOf(content.actions[id]).includes("SENDMESSAGE")),
  };
}

/** Whether no agent is requested before ESCALATE: what begins at BEGIN must not reach REQAGENT round it. */
export function waitsForEscalate(content: ScriptContent): boolean {
  const ids = Object.keys(content.actions);
  const named = (id: string, wanted: string) =>
    namesOf(content.actions[id]).some((name) => name.replaceAll(/[\s_]/g, "") === wanted);
  const queue = ids.filter((id) => named(id, "BEGIN"));
  const seen = new Set(queue);
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (named(id, "REQAGENT")) return false;
    if (named(id, "ESCALATE")) continue;
    for (const branch of listOf(content.branches[id])) {
      const next = String(recordOf(branch).to ?? "");
      if (next in content.actions && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return true;
}

/**
 * The script with the address of ONRELEASE put right and everything that people added kept; null when a required
 * action is missing, so that only a new script helps.
 */
export function repairScript(content: ScriptContent, url: string): ScriptContent | null {
  const lint = lintScript(content);
  if (!lint.escalate || !lint.endEscalation || lint.releaseUrl === null) return null;
  const release = Object.keys(content.actions).filter((id) =>
    namesOf(content.actions[id]).includes("ONRELEASE"),
  );
  const at = restActionsBehind(content, release)[0];
  const found = at === undefined ? undefined : urlOf(content, at);
  if (at === undefined || !found) return null;
  const properties = recordOf(content.properties[at]);
  const changed = { ...recordOf(properties[found.key]), value: url };
  return {
    ...content,
    properties: { ...content.properties, [at]: { ...properties, [found.key]: changed } },
  };
}

/** Name and label of an action in capitals: Studio keeps the type in one and what people see in the other. */
function namesOf(action: unknown): string[] {
  const { name, label, type } = recordOf(action);
  return [name, label, type].flatMap((value) =>
    typeof value === "string" ? [value.trim().toUpperCase()] : [],
  );
}

/** REST actions that can be reached from the given ones, the nearest first. */
function restActionsBehind(content: ScriptContent, start: readonly string[]): string[] {
  const seen = new Set(start);
  const found: string[] = [];
  const queue = [...start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (!start.includes(id) && namesOf(content.actions[id]).some((name) => /^REST/.test(name)))
      found.push(id);
    for (const branch of listOf(content.branches[id])) {
      const next = String(recordOf(branch).to ?? "");
      if (next in content.actions && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return found;
}

function urlOf(content: ScriptContent, id: string): { key: string; value: string } | undefined {
  for (const [key, property] of Object.entries(recordOf(content.properties[id]))) {
    const { name, value } = recordOf(property);
    if (typeof name === "string" && /^(url|serviceaddress)$/i.test(name) && typeof value === "string") {
      return { key, value };
    }
  }
  return undefined;
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
