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
    "Voice: agents answer a ringing call: when somebody presses Answer (manual), at once, or never whatever is pressed",
  voiceLinesAnswer:
    "Voice: numbers and extensions that a call is handed to answer at once, by hand, are busy, or never answer",
  voiceRingSeconds: "Voice: seconds of ringing until nobody has answered (0: it rings for ever)",
  voiceQueueSeconds: "Voice: seconds in the queue of a transfer until it has failed (0: it waits for ever)",
  outboundCourse:
    "Voice: what becomes of an outbound call by itself: it is answered, left to the voice floor, not answered, busy",
  outboundDialSeconds: "Voice: seconds of dialling, and again of ringing, in that course",
  outboundAgentBusy:
    "Voice: an outbound call for an agent who is not available is accepted and fails, waits for the agent, or is refused",
  outboundAgentAssigned: "v2: status when the agent of an outbound call is not in the campaign",
  v2TokenPaths: "v2: token addresses that exist: /api/v2/oauth/token (api), /oauth/token (short), or both",
  v2TokenStyle:
    "v2: token addresses take credentials in one style each (Basic at /api/v2/oauth/token, the form at /oauth/token), or in either",
  v2TokenShowsScope: "v2: the token answer names its scopes",
  v2CallsPerMinute: "v2: calls per minute and token before 429 (0: no limit)",
  v2Extras:
    "v2: calls and fields that nobody has described but a console needs are there (lists, the transfer of a call, contacts)",
  transferAnswersState: "v2: state in the answer 202 to a transfer, or none",
  callStateBeforeTransfer: "v2: state of a call that an agent has and nobody transfers",
  callStateLagSeconds: "v2: seconds until reading a call shows what has happened",
  endedCallsSeconds: "v2: seconds until a call that has ended is forgotten and answers 404 (0: never)",
  consultCompletesItself:
    "v2: a consult transfer is complete as soon as the target answers (otherwise somebody completes it on the voice floor)",
  connectedToShape: "v2: connectedTo of a call is the user's id, or an object with it",
  v2SkillConflict:
    "v2: a queue asked with a skill that none of its agents holds: the call waits, or 500 (conflict of rules)",
  consultToExtension: "v2: a consult transfer may lead to an extension (otherwise 400)",
  interactionShape:
    "v2: interaction of a user: {engaged, interaction}, a list, or 204 or 404 when there is none",
  outboundAnswersId: "v2: starting an outbound call answers its id",
  analyticsLagSeconds: "v2: seconds until a transfer shows in analytics",
  retryAfterSent: "v2: 429 carries Retry-After",
  presenceWords: "v2: word for an agent who can take a call, in presence and in a queue's agents",
  analyticsShape:
    "v2: where the analytics query answers its numbers: aggregations.<name>.<metric>, flat, or results[].metrics[]",
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
