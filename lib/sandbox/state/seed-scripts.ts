import type { ScriptContent } from "./model.ts";

type Step = { name: string; label: string; next?: number[]; properties?: Record<string, string> };

export type SeedScript = {
  scriptPath: string;
  mediaType: number;
  content: ScriptContent;
  /** Contents of earlier versions, oldest first. */
  earlier?: ScriptContent[];
  isDesktopOnly?: boolean;
};

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

const begin: Step = { name: "BEGIN", label: "Begin", next: [2] };
const wait: Step = { name: "ONSIGNAL", label: "Wait for the bot", next: [3, 4] };
const escalate: Step = { name: "ESCALATE", label: "ESCALATE", next: [5] };
const endEscalation: Step = { name: "ENDESCALATION", label: "END ESCALATION" };
const request: Step = { name: "REQAGENT", label: "Request agent", properties: { Skill: "{skill}" } };
const release: Step = { name: "ONRELEASE", label: "The agent has closed", next: [7] };
const tellBot: Step = {
  name: "RESTAPI",
  label: "Tell the bot",
  properties: { Verb: "POST", ServiceAddress: "https://bot.acme.example/handover/release" },
};
const handover: Step[] = [begin, wait, escalate, endEscalation, request, release, tellBot];
const nothing: Step = { name: "ANNOTATION", label: "Was removed" };

/** Handover scripts as they go wrong (H-06, H-60, H-61): each lacks, or has too much of, one thing. */
function handoverScripts(busNo: number): SeedScript[] {
  const script = (scriptPath: string, steps: Step[], earlier: Step[][] = []): SeedScript => ({
    scriptPath,
    mediaType: 9,
    content: scriptOf(scriptPath, busNo, 9, steps),
    earlier: earlier.map((older) => scriptOf(scriptPath, busNo, 9, older)),
  });
  const without = (at: number) =>
    handover.map((step, index) =>
      index === at ? { ...nothing, ...(step.next ? { next: step.next } : {}) } : step,
    );
  const talkative: Step[] = [
    ...handover.slice(0, 2),
    { ...escalate, next: [8] },
    ...handover.slice(3),
    {
      name: "SENDMESSAGE",
      label: "Say who comes",
      next: [5],
      properties: { Message: "A colleague will be with you in a moment." },
    },
  ];
  return [
    script("Handover\\Complete handover", handover, [without(5), [begin, { ...request }]]),
    script("Handover\\No escalate", without(2)),
    script("Handover\\No end escalation", without(3)),
    script("Handover\\No on release", without(5)),
    script("Handover\\Message after escalation", talkative),
    script("Cognigy renamed\\Cognigy Handover Script 64b0c1d2e3f4a5b6c7d8e9f0", handover),
  ];
}

/** The scripts that a tenant of this size would already have. */
export function seedScripts(busNo: number): SeedScript[] {
  const voice = (path: string, skill: string): SeedScript => ({
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
    { ...voice("Voice\\Night Line", "Support_Voicemail"), isDesktopOnly: true },
    {
      scriptPath: digital,
      mediaType: 9,
      content: scriptOf(digital, busNo, 9, [
        { name: "BEGIN", label: "Begin", next: [2] },
        { name: "REQAGENT", label: "Request agent", properties: { Skill: "{skill}" } },
      ]),
    },
    ...handoverScripts(busNo),
  ];
}
