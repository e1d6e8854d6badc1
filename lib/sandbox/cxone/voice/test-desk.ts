import { type TestTenant, testTenant } from "../../test-tenant.ts";

/** What the tests of calls share: an agent who has a customer on the line, and the calls of a session. */

export const [jonas, tomasz, priya] = [30103, 30108, 30107];
export const [sales, personalConnection] = [4606112, 4606120];

export type Row = Record<string, unknown> & { contactId: number };

/** Jonas talks to a customer; of the agents who hold Sales_DE only Tomasz is free. */
export async function testDesk(switches: object = {}) {
  const tenant = await testTenant();
  const { acd, control } = tenant;
  await control("POST", "/switches", switches);
  await control("POST", "/voice/agent", { agentId: priya, state: "Unavailable" });
  const made = await control("POST", "/voice/call", { agentId: jonas, from: "+4915112345678" });
  const { contactId, callId } = made.body as { contactId: number; callId: string };
  return { ...tenant, ...deskOf(tenant), contactId, callId, session: await joined(acd, jonas) };
}

/** The id of the session of an agent, ready for an address. */
export async function joined(acd: TestTenant["acd"], agentId: number): Promise<string> {
  const answer = await acd("POST", "/agent-sessions/join", { asAgentId: agentId });
  return encodeURIComponent((answer.body as { sessionId: string }).sessionId);
}

export function deskOf({ acd, control }: TestTenant) {
  const post = (session: string, path: string, body?: object) =>
    acd("POST", `/agent-sessions/${session}/${path}`, body);
  const act = (session: string, contactId: number, deed: string) =>
    post(session, `interactions/${contactId}/${deed}`);
  const contact = async (contactId: number): Promise<Row> => {
    const { body } = await acd("GET", `/contacts/${contactId}`);
    return (body as { contactId: Row }).contactId;
  };
  const active = async (query = ""): Promise<Row[]> => {
    const { body } = await acd("GET", `/contacts/active${query}`);
    return (body as { activeContacts: Row[] }).activeContacts;
  };
  /** The dialled legs of a call that go on. */
  const legsOf = async (master: number) =>
    (await active()).filter((row) => row.masterContactId === master && row.contactId !== master);
  const events = async (session: string) => {
    const { body } = await acd("GET", `/agent-sessions/${session}/get-next-event?timeout=0`);
    return (body as { events: Record<string, string>[] }).events;
  };
  /** Contact and status of each event of a call. */
  const told = async (session: string) =>
    (await events(session))
      .filter((event) => event.Type === "CallContactEvent")
      .map((event) => `${event.ContactID} ${event.Status}`);
  const stateOf = async (agentId: number) => {
    const { body } = await acd("GET", `/agents/${agentId}/states`);
    return (body as { agentStates: { agentStateName: string }[] }).agentStates[0]?.agentStateName;
  };
  const answer = (contactId: number) => control("POST", "/voice/answer", { contactId });
  return { post, act, contact, active, legsOf, events, told, stateOf, answer };
}
