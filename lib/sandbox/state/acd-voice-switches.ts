/** What public material leaves open about voice and outbound calls through agent sessions (facts/cxone.md §4, §5). */
export type AcdVoiceSwitches = {
  acdContactWrapped: boolean;
  acdContactStartDate: string;
  acdContactStateIds: string;
  acdContactsLagSeconds: number;
  acdCompletedLagSeconds: number;
  acdAgentStatesLagSeconds: number;
  acdEventFields: string;
  acdNoEventAnswers: string;
  acdOtherEvents: boolean;
  acdAgentLegConnected: boolean;
  acdVoiceErrors: string;
  acdSessionJoin: string;
  acdJoinReplaysState: boolean;
  acdSessionOfLoggedIn: string;
  acdSessionNeedsRight: boolean;
  acdTransferContact: string;
  acdTransferIndicatorOn: string;
  acdDialAgentBusy: string;
  acdVoicemailSkill: string;
  acdDialNeedsHold: boolean;
  acdHoldOfHeld: string;
  acdBlindJoinWhileDialing: string;
  acdDialAnswers: string;
  acdDialPhoneNeedsSkill: boolean;
  acdDialPhoneTakesExtensions: boolean;
  acdDncDialPhone: string;
  acdListJobSeconds: number;
};

export const acdVoiceDefaults: AcdVoiceSwitches = {
  acdContactWrapped: true,
  acdContactStartDate: "text",
  acdContactStateIds: "usual",
  acdContactsLagSeconds: 0,
  acdCompletedLagSeconds: 0,
  acdAgentStatesLagSeconds: 0,
  acdEventFields: "pascal",
  acdNoEventAnswers: "200",
  acdOtherEvents: true,
  acdAgentLegConnected: true,
  acdVoiceErrors: "body",
  acdSessionJoin: "same",
  acdJoinReplaysState: true,
  acdSessionOfLoggedIn: "refused",
  acdSessionNeedsRight: true,
  acdTransferContact: "dialled",
  acdTransferIndicatorOn: "first",
  acdDialAgentBusy: "queues",
  acdVoicemailSkill: "answers",
  acdDialNeedsHold: true,
  acdHoldOfHeld: "accepted",
  acdBlindJoinWhileDialing: "allowed",
  acdDialAnswers: "202",
  acdDialPhoneNeedsSkill: false,
  acdDialPhoneTakesExtensions: true,
  acdDncDialPhone: "refused",
  acdListJobSeconds: 2,
};

export const acdVoiceTexts: Record<keyof AcdVoiceSwitches, string> = {
  acdContactWrapped: "ACD: one contact is answered under the key contactId (the published shape), or flat",
  acdContactStartDate: "ACD: contactStartDate of a contact is a date as text, or a number of seconds",
  acdContactStateIds: "ACD: numbers of the contact states (not published: look them up by name)",
  acdContactsLagSeconds: "ACD: seconds until a change of a contact shows in the lists of contacts",
  acdCompletedLagSeconds: "ACD: seconds until an ended contact appears among the completed ones",
  acdAgentStatesLagSeconds: "ACD: seconds until a change of an agent's state shows in the lists of states",
  acdEventFields:
    "ACD: fields of an event are ContactID, MasterID, Status (pascal) or contactId, masterId, status",
  acdNoEventAnswers: "ACD: get-next-event without an event answers 200 with an empty list, or 204",
  acdOtherEvents:
    "ACD: a session begins with events that have nothing to do with calls, among those that have",
  acdAgentLegConnected: "ACD: the phones of agents are connected; otherwise holding and dialling are refused",
  acdVoiceErrors:
    "ACD: what is wrong with a session call stands in the body, or in the header icStatusDescription alone",
  acdSessionJoin: "ACD: joining a session gives the id of the agent's own session, or a new id",
  acdJoinReplaysState: "ACD: joining a session repeats the agent's state and contacts as events",
  acdSessionOfLoggedIn: "ACD: starting a session of an agent who is logged in is refused, or joins it",
  acdSessionNeedsRight: "ACD: acting for another agent takes Users Edit (otherwise any user may)",
  acdTransferContact:
    "ACD: after a transfer the receiving agent has the contact that was dialled (dialled), or the customer's contact goes on (caller)",
  acdTransferIndicatorOn:
    "ACD: transferIndicatorName stands on the contact that was handed on, on the one that it became, or on both",
  acdDialAgentBusy: "ACD: dial-agent of an agent who is busy waits in the agent's queue, or fails at once",
  acdVoicemailSkill: "ACD: dialling a skill for voicemails is answered by a machine, or refused",
  acdDialNeedsHold:
    "ACD: dialling a second leg takes that the first call is held (otherwise it is held by itself)",
  acdHoldOfHeld: "ACD: holding a call that is held already is accepted or refused",
  acdBlindJoinWhileDialing: "ACD: transfer-calls while the second leg still rings is allowed or refused",
  acdDialAnswers:
    "ACD: a successful session call answers 202, 204, or (contact) after dialling 200 with the new contactId",
  acdDialPhoneNeedsSkill: "ACD: dial-phone needs the id of an outbound phone skill",
  acdDialPhoneTakesExtensions: "ACD: dial-phone takes extensions of three to six digits",
  acdDncDialPhone: "ACD: dial-phone of a number on a do-not-call list is refused, or ends at once",
  acdListJobSeconds: "ACD: seconds until an uploaded calling list has been read",
};

export const acdVoiceChoices: Partial<Record<keyof AcdVoiceSwitches, readonly string[]>> = {
  acdContactStartDate: ["text", "number"],
  acdContactStateIds: ["usual", "shifted"],
  acdEventFields: ["pascal", "camel"],
  acdNoEventAnswers: ["200", "204"],
  acdVoiceErrors: ["body", "header"],
  acdSessionJoin: ["same", "new"],
  acdSessionOfLoggedIn: ["refused", "joined"],
  acdTransferContact: ["dialled", "caller"],
  acdTransferIndicatorOn: ["first", "second", "both"],
  acdDialAgentBusy: ["queues", "fails"],
  acdVoicemailSkill: ["answers", "refused"],
  acdHoldOfHeld: ["accepted", "refused"],
  acdBlindJoinWhileDialing: ["allowed", "refused"],
  acdDialAnswers: ["202", "204", "contact"],
  acdDncDialPhone: ["refused", "ends"],
};
