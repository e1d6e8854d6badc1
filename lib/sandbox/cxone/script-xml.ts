import type { Script } from "../state/model.ts";
import { asText } from "../wire/values.ts";
import { actionType } from "./syntax-check.ts";

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** A script as the desktop Studio keeps it: XML with an element for each action. Its real schema is not published. */
export function scriptXml(script: Script): string {
  const { actions, properties, branches } = script.content;
  const lines = Object.entries(actions).flatMap(([id, action]) => [
    `  <Action id="${escaped(id)}" type="${escaped(actionType(action))}" label="${escaped(asText(action.label) ?? "")}">`,
    ...Object.values(properties[id] ?? {}).map(
      (one) =>
        `    <Property name="${escaped(asText(one.name) ?? "")}">${escaped(asText(one.value) ?? "")}</Property>`,
    ),
    ...(branches[id] ?? []).map(
      (branch) =>
        `    <Branch to="${escaped(asText(branch.to) ?? "")}" label="${escaped(asText(branch.label) ?? "")}"/>`,
    ),
    "  </Action>",
  ]);
  return [
    `<?xml version="1.0" encoding="utf-8"?>`,
    `<Script name="${escaped(script.scriptPath)}" id="${script.masterId}">`,
    ...lines,
    "</Script>",
    "",
  ].join("\n");
}
