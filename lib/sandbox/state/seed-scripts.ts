import type { ScriptContent } from "./model.ts";

type Step = { name: string; label: string; next?: number[]; properties?: Record<string, string> };

/** Builds web-Studio JSON from a short list of steps; ids count from 1. */
export function scriptOf(scriptName: string, busNo: number, mediaType: number, steps: Step[]): ScriptContent {
  const content: ScriptContent = {
    header: {
      scriptName,
      busNo,
      mediaType,
      mediaTypeName: mediaType === 9 ? "digital" : "call",
      nextActionId: steps.length + 1,
      status: "Active",
    },
    actions: {},
    properties: {},
    branches: {},
  };
  for (const [at, step] of steps.entries()) {
    const id = String(at + 1);
    content.actions[id] = {
      actionId: at + 1,
      name: step.name,
      label: step.label,
      version: 1,
      x: 60 + at * 160,
      y: 120,
    };
    const properties = Object.entries(step.properties ?? {}).map(
      ([name, value], n) => [String(n), { name, value }] as const,
    );
    content.properties[id] = Object.fromEntries(properties);
    if (step.next) content.branches[id] = step.next.map((to) => ({ to, label: "", type: "default" }));
  }
  return content;
}

/** The scripts that a tenant of this size would already have. */
export function seedScripts(
  busNo: number,
): { scriptPath: string; mediaType: number; content: ScriptContent }[] {
  const voice = (path: string, skill: string) => ({
    scriptPath: path,
    mediaType: 4,
    content: scriptOf(path, busNo, 4, [
      { name: "BEGIN", label: "Begin", next: [2] },
      {
        name: "PLAY",
        label: "Greeting",
        next: [3],
        properties: { Sequence: '"%Thank you for calling Acme."' },
      },
      { name: "REQAGENT", label: `Queue: ${skill}`, next: [4], properties: { Skill: skill } },
      { name: "MUSIC", label: "Hold music", next: [4], properties: { MusicFile: "Calm Morning.wav" } },
    ]),
  });
  const digital = "Digital\\Default Digital Script";
  return [
    voice("Voice\\Main IVR", "Support_Voice"),
    voice("Voice\\Sales Line", "Sales_Voice"),
    {
      scriptPath: digital,
      mediaType: 9,
      content: scriptOf(digital, busNo, 9, [
        { name: "BEGIN", label: "Begin", next: [2] },
        { name: "REQAGENT", label: "Request agent", properties: { Skill: "{skill}" } },
      ]),
    },
  ];
}
