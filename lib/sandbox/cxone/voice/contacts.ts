import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { hangUp } from "../../telephony/calls.ts";
import { failTransfer } from "../../telephony/transfer.ts";
import { asInteger } from "../../wire/values.ts";
import { pathId } from "../acd-api.ts";
import { acdList, type Listing, pickFields, queryOf } from "../acd-list.ts";
import { badParameter } from "../acd-params.ts";
import { acdError, Refusal } from "../error-families.ts";
import { activeContactRow, completedContactRow, contactStateRow, stateHistoryRows } from "./contact-rows.ts";
import { allStates, describeState } from "./contact-states.ts";
import {
  type ContactView,
  contactsOf,
  contactView,
  currentContactId,
  liveContacts,
} from "./contact-views.ts";
import { done } from "./done.ts";
import { conflict, deed } from "./refusals.ts";

function dateOf(c: SandboxContext, name: string): number | null {
  const text = queryOf(c, name);
  if (text === undefined) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badParameter(`${name} must be a date`);
  return time;
}

/** The filters that the lists of contacts share (facts/cxone.md §4). */
function filterOf(sandbox: Sandbox, c: SandboxContext): (view: ContactView) => boolean {
  const { store } = sandbox;
  const number = (name: string) => asInteger(queryOf(c, name));
  const [agentId, skillId, campaignId, teamId] = ["agentId", "skillId", "campaignId", "teamId"].map(number);
  const [mediaTypeId, stateId, contactId] = ["mediaTypeId", "stateId", "contactId"].map(number);
  const [from, to] = [queryOf(c, "fromAddress"), queryOf(c, "toAddress")];
  return (view) =>
    (agentId === undefined || view.agentId === agentId) &&
    (skillId === undefined || view.skillId === skillId) &&
    (campaignId === undefined || store.skills.get(view.skillId ?? 0)?.campaignId === campaignId) &&
    (teamId === undefined || store.agents.get(view.agentId ?? 0)?.teamId === teamId) &&
    (mediaTypeId === undefined || mediaTypeId === 4) &&
    (stateId === undefined || describeState(store, view.state).id === stateId) &&
    (contactId === undefined || view.contactId === contactId) &&
    (from === undefined || view.fromAddress === from) &&
    (to === undefined || view.toAddress === to);
}

function listingOf(
  key: string,
  rows: readonly ContactView[],
  view: Listing<ContactView>["view"],
): Listing<ContactView> {
  return {
    key,
    rows,
    view,
    search: (row) => `${row.contactId} ${row.fromAddress} ${row.toAddress}`,
    order: {
      contactId: (row) => row.contactId,
      contactStartDate: (row) => row.startedAt,
      lastUpdateTime: (row) => row.endedAt ?? row.stateSince,
    },
    updatedAt: (row) => row.endedAt ?? row.stateSince,
  };
}

/** Contacts that go on and contacts that ended: the only way to see calls without a session (facts/cxone.md §4). */
export function contactRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const lagging = () => store.now() - store.switches.acdContactsLagSeconds * 1000;
  const viewOf = (c: SandboxContext): ContactView => {
    const view = contactView(store, pathId(c, "contactId"));
    if (!view)
      throw new Refusal(acdError(404, "not_found", `Contact ${c.req.param("contactId")} was not found`));
    return view;
  };
  const head = () => ({
    businessUnitId: store.tenant.businessUnitId,
    lastPollTime: new Date(store.now()).toISOString(),
  });

  app.get("/cxone/acd/~/contacts/active", (c) => {
    const rows = liveContacts(store, lagging());
    const listing = listingOf("activeContacts", rows, (view) => activeContactRow(sandbox, view));
    return acdList(sandbox, c, listing, filterOf(sandbox, c));
  });

  app.get("/cxone/acd/~/contacts/states", (c) => {
    const rows = liveContacts(store, lagging());
    const listing = listingOf("contactStates", rows, (view) => contactStateRow(sandbox, view));
    return acdList(sandbox, c, listing, filterOf(sandbox, c));
  });

  app.get("/cxone/acd/~/contacts/completed", (c) => {
    const [from, to] = [dateOf(c, "startDate"), dateOf(c, "endDate")];
    if (from === null && queryOf(c, "updatedSince") === undefined)
      throw badParameter("startDate and endDate, or updatedSince, are required");
    const until = store.now() - store.switches.acdCompletedLagSeconds * 1000;
    const ended = store.voice.calls
      .list()
      .flatMap((call) => contactsOf(store, call))
      .filter((view) => view.endedAt !== null && view.endedAt <= until)
      .filter((view) => (from === null || view.startedAt >= from) && (to === null || view.startedAt <= to));
    const listing = listingOf("completedContacts", ended, (view) => completedContactRow(sandbox, view));
    return acdList(sandbox, c, listing, filterOf(sandbox, c));
  });

  app.get("/cxone/acd/~/contacts/:contactId{[0-9]+}", (c) => {
    const view = viewOf(c);
    const row = view.endedAt === null ? activeContactRow(sandbox, view) : completedContactRow(sandbox, view);
    const fields = pickFields(c, row);
    return c.json(
      store.switches.acdContactWrapped ? { ...head(), contactId: fields } : { ...head(), ...fields },
    );
  });

  app.get("/cxone/acd/~/contacts/:contactId{[0-9]+}/state-history", (c) =>
    c.json({ contactStateHistory: stateHistoryRows(sandbox, viewOf(c)) }),
  );

  app.get("/cxone/acd/~/contacts/:contactId{[0-9]+}/hierarchy", (c) => {
    const { call, masterContactId } = viewOf(c);
    const children = contactsOf(store, call).filter((view) => view.contactId !== masterContactId);
    return c.json({
      masterContactId,
      childContacts: children.map((view) => ({
        contactId: view.contactId,
        startTime: new Date(view.startedAt).toISOString(),
        endTime: view.endedAt === null ? "" : new Date(view.endedAt).toISOString(),
      })),
    });
  });

  app.post("/cxone/acd/~/contacts/:contactId{[0-9]+}/end", (c) => {
    const view = viewOf(c);
    if (view.endedAt !== null) throw conflict(`Contact ${view.contactId} has ended`);
    const { callId } = view.call;
    deed(() =>
      currentContactId(store, view.call) === view.contactId
        ? hangUp(store, callId, "Contact Ended By API")
        : failTransfer(store, callId, "Contact Ended By API"),
    );
    return done(sandbox, c);
  });

  const stateRow = (state: ReturnType<typeof allStates>[number]) => ({
    ContactStateCategory: state.category,
    ContactStateDescription: state.name,
    ContactStateId: state.id,
  });
  app.get("/cxone/acd/~/contact-state-descriptions", (c) =>
    c.json({ contactStateDescriptions: allStates(store).map(stateRow) }),
  );
  app.get("/cxone/acd/~/contact-state-descriptions/:stateId{[0-9]+}", (c) => {
    const found = allStates(store).filter((state) => state.id === pathId(c, "stateId"));
    return found.length > 0
      ? c.json({ contactStateDescriptions: found.map(stateRow) })
      : acdError(404, "not_found", "No such contact state");
  });
}
