import type { Values } from "../html/mapping.ts";
import type {
  AssignedPerson,
  AttestedSignature,
  CoverageRow,
  FoundPeople,
  Person,
  PlanRow,
} from "./schema.ts";

export const signatureSubject = (id: string) => `email-signature:${id}`;
export const SIGNATURES_TOPIC = "email-signatures";

const SIGNATURES_PATH = ["CXone", "ACD", "Digital", "Points of Contact Digital", "Automatic Signatures"];
/** Where a signature is entered in CXone, and where people are given it (M-45). */
export const ADD_PATH = [...SIGNATURES_PATH, "Add new signature"];
export const ASSIGN_PATH = [...SIGNATURES_PATH, "Assign users"];

/** What a page shows of a signature when somebody says that it stands in CXone. */
export const shownOf = ({
  version,
  people,
}: {
  version: number;
  people: readonly { agentId: number }[];
}) => ({ version, people: people.map(({ agentId }) => agentId).sort((a, b) => a - b) });

/** The variables that a person's own data fill. */
export const OF_PERSON = ["agent.name", "agent.firstName", "agent.lastName", "agent.email", "agent.team"];

/** The values of a signature's variables for one person: who it is comes from CXone, the rest from the signature. */
export function valuesFor(
  person: Omit<Person, "agentId" | "active" | "userName"> | null,
  fields: Values,
): Values {
  if (!person) return fields;
  const own = {
    "agent.name": person.name,
    "agent.firstName": person.firstName,
    "agent.lastName": person.lastName,
    "agent.email": person.email,
    "agent.team": person.teamName,
  };
  return { ...fields, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== "")) };
}

type Had = ReadonlyMap<number, { id: string; name: string }>;

/** What giving a signature to these people does to each: a person has one, so who has another moves (M-46). */
export function planAssignment(
  signatureId: string,
  agentIds: readonly number[],
  people: ReadonlyMap<number, Person>,
  had: Had,
): PlanRow[] {
  return [...new Set(agentIds)].map((agentId): PlanRow => {
    const person = people.get(agentId);
    const from = had.get(agentId) ?? null;
    const row = { agentId, name: person?.name ?? `Agent ${agentId}`, from, reason: "" };
    if (from?.id === signatureId) return { ...row, change: "same" };
    const reason = refusalOf(person);
    if (reason) return { ...row, change: "refused", reason };
    return { ...row, change: from ? "move" : "new" };
  });
}

/** Why somebody cannot be given a signature; null where they can. */
export function refusalOf(person: Pick<Person, "active"> | undefined): string | null {
  if (!person) return "CXone has no such agent.";
  return person.active ? null : "Deactivated in CXone: nobody sends mail with it.";
}

const lower = (text: string) => text.trim().replace(/\s+/g, " ").toLowerCase();

/** The people that a pasted list names: by id, address, user name, or full name in either order. */
export function findPeople(text: string, people: readonly Person[]): FoundPeople {
  const byKey = new Map<string, Set<Person>>();
  for (const person of people) {
    const { agentId, name, firstName, lastName, email, userName } = person;
    const keys = [
      String(agentId),
      email,
      userName,
      name,
      `${lastName} ${firstName}`,
      `${lastName}, ${firstName}`,
    ];
    for (const key of new Set(keys.map(lower)))
      if (key !== "" && key !== ",") byKey.set(key, (byKey.get(key) ?? new Set()).add(person));
  }
  const found = new Map<number, FoundPeople["found"][number]>();
  const open: FoundPeople["open"] = [];
  for (const line of linesOf(text)) {
    const all = [...(byKey.get(lower(line)) ?? [])];
    const active = all.filter((person) => person.active);
    const [one, other] = active.length > 0 ? active : all;
    if (one && !other) found.set(one.agentId, { agentId: one.agentId, name: one.name });
    else open.push({ line, reason: one ? ambiguous(all) : "Nobody in CXone is called like that." });
  }
  return { found: [...found.values()], open };
}

const ambiguous = (people: readonly Person[]) =>
  `${people.length} people are called like that: ${people.map(({ email, agentId }) => email || agentId).join(", ")}. Paste the address.`;

/** One name per line; semicolons and tabs part names too, a comma only between addresses. `Name <address>` gives the address. */
function linesOf(text: string): string[] {
  return text
    .split(/[\n\r;\t]+/)
    .flatMap((line) => (/@[^,]*,[^,]*@/.test(line) ? line.split(",") : [line]))
    .map((line) => (/<([^<>\s]+@[^<>\s]+)>/.exec(line)?.[1] ?? line).trim().replace(/^["']|["']$/g, ""))
    .filter(Boolean);
}

export type StateInCxone = {
  name: string;
  plain: string;
  html: string;
  people: { agentId: number; name: string }[];
};
type Said = { state: StateInCxone; evidence: string; by: string; at: string };

/** What somebody said stands in CXone, held against what is wanted now. `others`: which signature people have who lost this one. */
export function compareAttested(
  said: Said,
  wanted: Omit<StateInCxone, "people"> & { people: readonly AssignedPerson[] },
  others: Had,
): AttestedSignature {
  const now = new Set(wanted.people.map(({ agentId }) => agentId));
  const then = new Set(said.state.people.map(({ agentId }) => agentId));
  const gone = said.state.people.filter(({ agentId }) => !now.has(agentId));
  return {
    by: said.by,
    at: said.at,
    evidence: said.evidence,
    changed: (["name", "plain", "html"] as const).filter((field) => said.state[field] !== wanted[field]),
    toAdd: wanted.people
      .filter(({ agentId }) => !then.has(agentId))
      .map(({ agentId, name }) => ({ agentId, name })),
    toMove: gone.flatMap((person) => {
      const to = others.get(person.agentId);
      return to ? [{ ...person, to: to.name }] : [];
    }),
    toRemove: gone.filter(({ agentId }) => !others.has(agentId)),
  };
}

/** Whether CXone has by that word what is wanted now. */
export const isAsAttested = ({ changed, toAdd, toMove, toRemove }: AttestedSignature) =>
  changed.length + toAdd.length + toMove.length + toRemove.length === 0;

const HEADER = ["Agent id", "Name", "E-mail", "Team", "State", "Signature"];
const WORDS = { has: "has a signature", none: "none", inactive: "inactive" };

/** The coverage report after RFC 4180. A cell that a spreadsheet would run as a formula gets a ' before it. */
export function coverageCsv(rows: readonly CoverageRow[]): string {
  const lines = rows.map(({ agentId, name, email, teamName, state, signature }) => [
    String(agentId),
    ...[name, email, teamName, WORDS[state], signature?.name ?? ""].map(unformula),
  ]);
  return [HEADER, ...lines].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

const unformula = (cell: string) => (/^[\t\r'+\-=@]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

type Content = { name: string; plain: string; html: string; fields: Readonly<Record<string, string>> };

/** Whether saving would change nothing. */
export const isSameContent = (before: Content, after: Content): boolean =>
  before.name === after.name &&
  before.plain === after.plain &&
  before.html === after.html &&
  changedValues(before.fields, after.fields).length === 0;

/** Values of variables that differ, by name; undefined where one was not there. */
export function changedValues(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): { field: string; from?: string; to?: string }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((field) => {
    const [from, to] = [before[field], after[field]];
    if (from === to) return [];
    return [{ field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}
