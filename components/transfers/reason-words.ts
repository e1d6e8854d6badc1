import type { TransferSource } from "#lib/transfers/schema.ts";
import type { ReasonCode } from "#lib/transfers/state.ts";

/** Why the first target came to nothing, in two or three words; the row of a transfer has the sentence. */
export const REASON_WORDS: Record<ReasonCode, string> = {
  no_agent: "No agent available",
  closed: "Outside opening hours",
  queue_inactive: "Queue inactive",
  queue_unknown: "Queue not found",
  no_campaign: "No campaign",
  campaign_inactive: "Campaign not active",
  timed_out: "Not answered in time",
  call_failed: "Transfer failed",
  refused: "Refused by the contact centre",
  not_carried_out: "Not carried out",
  unreachable: "Contact centre not reached",
  look_up_failed: "Look-up failed",
  caller_hung_up: "Caller hung up",
  cancelled: "Cancelled",
};

export const SOURCE_WORDS: Record<TransferSource, string> = {
  console: "Console",
  api: "API",
  handover: "Handover",
};
