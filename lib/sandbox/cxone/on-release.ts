import type { Sandbox } from "../sandbox.ts";
import type { Case } from "../state/digital-model.ts";
import type { ScriptContent } from "../state/model.ts";
import { callOut } from "../wire/call-out.ts";
import { asRecord, asText } from "../wire/values.ts";
import { caseQueue } from "./byoc-delivery.ts";
import { scriptOfChannel } from "./find-script.ts";
import { actionType } from "./syntax-check.ts";

const timeoutMs = 10_000;

type RestCall = { method: string; url: string; headers: Record<string, string>; body: string | null };

function propertiesOf(content: ScriptContent, actionId: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const property of Object.values(content.properties[actionId] ?? {})) {
    const name = asText(property?.name)?.toLowerCase();
    const { value } = asRecord(property);
    if (name)
      found.set(
        name,
        typeof value === "object" && value !== null ? JSON.stringify(value) : (asText(value) ?? ""),
      );
  }
  return found;
}

/** Headers as a JSON object or as lines of `Name: value`. */
function parseHeaders(text: string): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(asRecord(JSON.parse(text))).map(([name, value]) => [name, String(value)]),
    );
  } catch {
    const lines = text.split(/\r?\n/).flatMap((line) => /^\s*([\w-]+)\s*:\s*(.+?)\s*$/.exec(line) ?? []);
    const headers: Record<string, string> = {};
    for (let at = 0; at + 2 < lines.length; at += 3) headers[lines[at + 1] ?? ""] = lines[at + 2] ?? "";
    return headers;
  }
}

/** Follows the branches from ONRELEASE and gives every REST call on the way, in order of distance. */
export function restCallsOnRelease(content: ScriptContent): RestCall[] {
  const start = Object.keys(content.actions).filter((id) =>
    /^ON_?RELEASE$/.test(actionType(content.actions[id] ?? {})),
  );
  const seen = new Set(start);
  const calls: RestCall[] = [];
  const queue = [...start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (/REST/.test(actionType(content.actions[id] ?? {})) && !start.includes(id)) {
      const properties = propertiesOf(content, id);
      const url = properties.get("serviceaddress") ?? properties.get("url");
      if (url) {
        calls.push({
          method: (properties.get("verb") ?? properties.get("method") ?? "POST").toUpperCase(),
          url,
          headers: parseHeaders(properties.get("headers") ?? ""),
          body: properties.get("body") || null,
        });
      }
    }
    for (const branch of content.branches[id] ?? []) {
      const to = asText(asRecord(branch).to);
      if (to !== undefined && to in content.actions && !seen.has(to)) {
        seen.add(to);
        queue.push(to);
      }
    }
  }
  return calls;
}

/** Runs the ONRELEASE part of the script of a case that has ended. */
export function runOnRelease(sandbox: Sandbox, row: Case): void {
  const channel = sandbox.store.channels.get(row.channelId);
  const script = scriptOfChannel(sandbox, channel);
  if (!channel || !script) return;
  const values: Record<string, string> = {
    contactId: row.contactId,
    caseId: row.id,
    threadIdOnExternalPlatform: row.threadExternalId,
    channelId: row.channelId,
  };
  const fill = (text: string, encode: (value: string) => string) =>
    text.replace(/\{(contactId|caseId|threadIdOnExternalPlatform|channelId)\}/gi, (whole, name: string) => {
      const key = Object.keys(values).find((known) => known.toLowerCase() === name.toLowerCase());
      return key ? encode(values[key] ?? "") : whole;
    });
  const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
  const { contactId, threadIdOnExternalPlatform, channelId } = values;
  const standardBody = JSON.stringify({ contactId, threadIdOnExternalPlatform, channelId, status: "closed" });

  const order = sandbox.store.switches.onReleaseWaitsForReplies ? caseQueue(row.id) : `release ${row.id}`;
  sandbox.background.run(order, async () => {
    for (const call of restCallsOnRelease(script.content)) {
      const outcome = await callOut(sandbox, {
        method: call.method,
        url: fill(call.url, encodeURIComponent),
        headers: { "content-type": "application/json", accept: "application/json", ...call.headers },
        body: call.body === null ? standardBody : fill(call.body, inJson),
        timeoutMs,
      });
      const text = outcome.ok ? `answered ${outcome.status}` : outcome.error;
      const current = sandbox.store.cases.get(row.id);
      if (!current) return;
      const events = [
        ...current.events,
        {
          at: sandbox.store.now(),
          text: `ONRELEASE called ${call.method} ${new URL(fill(call.url, encodeURIComponent)).pathname}: ${text}`,
        },
      ];
      sandbox.store.cases.update(row.id, { events });
    }
  });
}
