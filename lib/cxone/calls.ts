import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { listAcd } from "./pages.ts";
import { MEDIA_TYPE } from "./skills.ts";

/** 0 and nothing both mean that there is none. */
const idOrNull = nullableId.transform((id) => id || null);
const seconds = z.coerce.number().nullish().catch(null);
/** Times come as text, mostly with a zone, and in one schema as a number of seconds; what has no zone is UTC. */
const moment = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    if (typeof value === "number")
      return value > 0 ? new Date(value < 1e11 ? value * 1000 : value).toISOString() : null;
    const at = Date.parse(value && !/(z|[+-]\d\d:?\d\d)$/i.test(value) ? `${value}Z` : (value ?? ""));
    return Number.isNaN(at) ? null : new Date(at).toISOString();
  });

const call = z
  .object({
    contactId: integerId,
    masterContactId: idOrNull,
    agentId: idOrNull,
    targetAgentId: idOrNull,
    firstName: textOrEmpty,
    lastName: textOrEmpty,
    skillId: idOrNull,
    skillName: textOrEmpty,
    campaignName: textOrEmpty,
    mediaTypeId: idOrNull,
    fromAddress: textOrEmpty,
    toAddress: textOrEmpty,
    isOutbound: flag.nullish(),
    isActive: flag.nullish(),
    stateName: textOrEmpty,
    contactStateCategory: textOrEmpty,
    contactStartDate: moment,
    lastUpdateTime: moment,
    endReason: textOrEmpty,
    /** One schema calls the name a number. */
    transferIndicatorName: z.union([z.string(), z.number().transform(() => "")]).nullish(),
    abandoned: flag.nullish(),
    holdCount: seconds,
    holdSeconds: seconds,
    inQueueSeconds: seconds,
    agentSeconds: seconds,
    totalDurationSeconds: seconds,
  })
  .transform(({ firstName, lastName, transferIndicatorName, masterContactId, ...row }) => ({
    ...row,
    /** The first contact of the call: its legs have it in common. */
    masterId: masterContactId ?? row.contactId,
    agentName: `${firstName} ${lastName}`.trim(),
    /** "" while it was never transferred. */
    transferIndicator: /^none$/i.test(transferIndicatorName ?? "") ? "" : (transferIndicatorName ?? ""),
  }));

/** A voice contact of the ACD, running or over: a caller's call, or a leg that was dialled for it. */
export type PhoneCall = z.infer<typeof call>;

/**
 * The answer has the contact under `contactId` by the specification (facts/cxone.md §4), bare or in a list of one elsewhere.
 */
const oneCall = z
  .record(z.string(), z.unknown())
  .transform((body) => unwrap(body))
  .pipe(call.nullable());

function unwrap(body: unknown): unknown {
  if (!isRecord(body)) return body;
  if (isRecord(body.resultSet)) return unwrap(body.resultSet);
  if (isRecord(body.contactId)) return body.contactId;
  for (const key of ["contacts", "activeContacts", "completedContacts"]) {
    const rows = body[key];
    if (Array.isArray(rows)) return rows[0] ?? null;
  }
  return body;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One voice contact by id, running or over; null when CXone knows none of that id. */
export async function getCall(client: CxoneClient, contactId: string): Promise<PhoneCall | null> {
  try {
    return await client.read(
      {
        operation: "cxone.calls.get",
        api: "acd",
        method: "GET",
        path: `contacts/${encodeURIComponent(contactId)}`,
        idempotent: true,
      },
      oneCall,
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export interface ActiveCallFilter {
  readonly agentId?: number;
  /** Calls that changed since then, among them all that began since. */
  readonly updatedSince?: string | undefined;
}

/** All running voice contacts, legs too. */
export async function listActiveCalls(
  client: CxoneClient,
  filter: ActiveCallFilter = {},
): Promise<PhoneCall[]> {
  const rows = await listAcd(client, {
    operation: "cxone.calls.active",
    path: "contacts/active",
    query: { mediaTypeId: MEDIA_TYPE.phone, ...filter },
    key: "activeContacts",
    row: call,
    idOf: (row) => row.contactId,
  });
  return rows.filter((row) => row.mediaTypeId === null || row.mediaTypeId === MEDIA_TYPE.phone);
}

/** Voice contacts that ended between two moments. The ACD writes them down some time after they ended. */
export async function listCompletedCalls(
  client: CxoneClient,
  filter: { readonly from: Date; readonly to: Date; readonly agentId?: number },
): Promise<PhoneCall[]> {
  const { from, to, agentId } = filter;
  return listAcd(client, {
    operation: "cxone.calls.completed",
    path: "contacts/completed",
    query: {
      startDate: from.toISOString(),
      endDate: to.toISOString(),
      mediaTypeId: MEDIA_TYPE.phone,
      agentId,
    },
    key: "completedContacts",
    row: call,
    idOf: (row) => row.contactId,
  });
}

const historyRow = z
  .object({
    stateIndex: z.coerce.number().nullish(),
    contactStateName: textOrEmpty,
    startDate: moment,
    agentId: idOrNull,
    skillName: textOrEmpty,
  })
  .transform(({ contactStateName, startDate, stateIndex, ...row }) => ({
    ...row,
    index: stateIndex ?? 0,
    state: contactStateName || "Unknown",
    at: startDate,
  }));

export type CallHistoryRow = z.infer<typeof historyRow>;

/** What a voice contact went through, oldest first. */
export async function listCallHistory(client: CxoneClient, contactId: string): Promise<CallHistoryRow[]> {
  const { contactStateHistory } = await client.read(
    {
      operation: "cxone.calls.state-history",
      api: "acd",
      method: "GET",
      path: `contacts/${encodeURIComponent(contactId)}/state-history`,
      idempotent: true,
    },
    z.object({ contactStateHistory: z.array(historyRow).nullish() }),
  );
  return (contactStateHistory ?? []).toSorted(
    (a, b) => (a.at ?? "").localeCompare(b.at ?? "") || a.index - b.index,
  );
}
