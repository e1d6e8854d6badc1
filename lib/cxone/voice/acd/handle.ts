import type { Handle } from "../state.ts";
import type { Dialled } from "./judge-call.ts";

/** What is kept between looks: the session that dialled, whose it is, the leg once it is known, and that the legs are joined. */
export type AcdHandle = {
  sessionId: string;
  holderId: number;
  /** The call's transfer indicator before we dialled. */
  indicator: string;
  legContactId: string | null;
  joined: boolean;
};

export function toHandle(handle: AcdHandle): Handle {
  const { sessionId, holderId, indicator, legContactId, joined } = handle;
  return {
    sessionId,
    agentId: String(holderId),
    ...(indicator === "" ? {} : { indicator }),
    ...(legContactId === null ? {} : { legContactId }),
    ...(joined ? { joined: "true" } : {}),
  };
}

/** Null also for a handle that another dialect or version wrote: contacts alone have to do then. */
export function fromHandle(handle: Handle | null): AcdHandle | null {
  const holderId = Number(handle?.agentId);
  if (!handle?.sessionId || !Number.isSafeInteger(holderId)) return null;
  return {
    sessionId: handle.sessionId,
    holderId,
    indicator: handle.indicator ?? "",
    legContactId: handle.legContactId ?? null,
    joined: handle.joined === "true",
  };
}

export const dialledOf = (handle: AcdHandle | null): Dialled | null =>
  handle && { holderId: handle.holderId, indicator: handle.indicator, joined: handle.joined };
