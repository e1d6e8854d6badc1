/** What neither the seeds nor the public material say about voice (facts/cxone.md §4, §7), as switches. */
export type VoiceSwitches = {
  voiceAgentsAnswer: "manual" | "atOnce" | "never";
  voiceLinesAnswer: "atOnce" | "manual" | "busy" | "never";
  voiceRingSeconds: number;
  voiceQueueSeconds: number;
  outboundCourse: "connect" | "manual" | "noAnswer" | "busy";
  outboundDialSeconds: number;
  outboundAgentBusy: "fails" | "queues" | "refused";
  outboundAgentAssigned: "403" | "400";
  v2TokenPaths: "both" | "api" | "short";
  v2TokenStyle: "strict" | "either";
  v2TokenShowsScope: boolean;
  v2CallsPerMinute: number;
  v2Extras: boolean;
  transferAnswersState: "WAITING" | "IN_TRANSFER" | "none";
  callStateBeforeTransfer: "WAITING" | "CONNECTED";
  callStateLagSeconds: number;
  endedCallsSeconds: number;
  connectedToShape: "id" | "object";
  v2SkillConflict: "waits" | "500";
  consultCompletesItself: boolean;
  consultToExtension: boolean;
  retryAfterSent: boolean;
  presenceWords: "AVAILABLE" | "Available" | "Ready";
  interactionShape: "object" | "list" | "204" | "404";
  outboundAnswersId: boolean;
  analyticsLagSeconds: number;
  analyticsShape: "aggregations" | "flat" | "results";
};

export const voiceSwitchDefaults: VoiceSwitches = {
  voiceAgentsAnswer: "manual",
  voiceLinesAnswer: "atOnce",
  voiceRingSeconds: 20,
  voiceQueueSeconds: 0,
  outboundCourse: "connect",
  outboundDialSeconds: 2,
  outboundAgentBusy: "fails",
  outboundAgentAssigned: "403",
  v2TokenPaths: "both",
  v2TokenStyle: "strict",
  v2TokenShowsScope: true,
  v2CallsPerMinute: 0,
  v2Extras: true,
  transferAnswersState: "WAITING",
  callStateBeforeTransfer: "WAITING",
  callStateLagSeconds: 0,
  endedCallsSeconds: 0,
  connectedToShape: "id",
  v2SkillConflict: "waits",
  consultCompletesItself: true,
  consultToExtension: true,
  retryAfterSent: true,
  presenceWords: "AVAILABLE",
  interactionShape: "object",
  outboundAnswersId: true,
  analyticsLagSeconds: 0,
  analyticsShape: "aggregations",
};

export const voiceSwitchTexts: Record<keyof VoiceSwitches, string> = {
  voiceAgentsAnswer:
    "Agents answer a ringing call: when somebody presses Answer (manual), at once, or never whatever is pressed",
  voiceLinesAnswer:
    "Numbers and extensions that a call is handed to answer at once, by hand, are busy, or never answer",
  voiceRingSeconds: "Seconds of ringing until nobody has answered (0: it rings for ever)",
  voiceQueueSeconds: "Seconds in the queue of a transfer until it has failed (0: it waits for ever)",
  outboundCourse:
    "What becomes of an outbound call by itself: it is answered, left to the voice floor, not answered, busy",
  outboundDialSeconds: "Seconds of dialling, and again of ringing, in that course",
  outboundAgentBusy:
    "An outbound call for an agent who is not available is accepted and fails, waits for the agent, or is refused",
  outboundAgentAssigned: "Status when the agent of an outbound call is not in the campaign (P-30 names both)",
  v2TokenPaths: "Token addresses that exist: /api/v2/oauth/token (api), /oauth/token (short), or both",
  v2TokenStyle:
    "Token addresses take credentials only in the style of their seed (Basic there, form here), or in either",
  v2TokenShowsScope: "The token answer names its scopes",
  v2CallsPerMinute: "Calls per minute and token before 429 (0: no limit)",
  v2Extras:
    "The calls and fields that the seeds do not show but a console needs (lists, the transfer of a call, contacts)",
  transferAnswersState: "State in the answer 202 to a transfer, or none",
  callStateBeforeTransfer: "State of a call that an agent has and nobody transfers",
  callStateLagSeconds: "Seconds until reading a call shows what has happened",
  endedCallsSeconds: "Seconds until a call that has ended is forgotten and answers 404 (0: never)",
  consultCompletesItself:
    "A consult transfer is complete as soon as the target answers (otherwise somebody completes it on the voice floor)",
  connectedToShape: "connectedTo of a call is the user's id, or an object with it",
  v2SkillConflict:
    "A queue asked with a skill that none of its agents holds: the call waits, or 500 (conflict of rules)",
  consultToExtension: "A consult transfer may lead to an extension (otherwise 400)",
  interactionShape: "Interaction of a user: {engaged, interaction}, a list, or 204 or 404 when there is none",
  outboundAnswersId: "Starting an outbound call answers its id",
  analyticsLagSeconds: "Seconds until a transfer shows in analytics",
  retryAfterSent: "429 carries Retry-After",
  presenceWords: "Word for an agent who can take a call, in presence and in a queue's agents",
  analyticsShape:
    "Where the analytics query answers its numbers: aggregations.<name>.<metric>, flat, or results[].metrics[]",
};

export const voiceSwitchChoices = {
  voiceAgentsAnswer: ["manual", "atOnce", "never"],
  voiceLinesAnswer: ["atOnce", "manual", "busy", "never"],
  outboundCourse: ["connect", "manual", "noAnswer", "busy"],
  outboundAgentBusy: ["fails", "queues", "refused"],
  outboundAgentAssigned: ["403", "400"],
  v2TokenPaths: ["both", "api", "short"],
  v2TokenStyle: ["strict", "either"],
  connectedToShape: ["id", "object"],
  v2SkillConflict: ["waits", "500"],
  interactionShape: ["object", "list", "204", "404"],
  transferAnswersState: ["WAITING", "IN_TRANSFER", "none"],
  callStateBeforeTransfer: ["WAITING", "CONNECTED"],
  presenceWords: ["AVAILABLE", "Available", "Ready"],
  analyticsShape: ["aggregations", "flat", "results"],
} as const satisfies Partial<Record<keyof VoiceSwitches, readonly string[]>>;
