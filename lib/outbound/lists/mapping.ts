import * as z from "zod";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import { type CallInput, callFields } from "../schema.ts";
import type { ListRow } from "./schema.ts";

/** What a row asks for, or what is wrong with it in words. */
export type ReadRow =
  | { call: Pick<CallInput, "phoneNumber" | "data"> & { name: string | null; agent: Agent }; problems: [] }
  | { call: null; problems: string[] };
type Agent = Pick<VoiceChoice, "id" | "name">;

export type RowReader = (row: ListRow) => ReadRow;

const rowFields = z.object({
  phoneNumber: callFields.shape.phoneNumber,
  name: z.string().trim().max(120, { error: "The name has more than 120 characters." }),
  data: callFields.shape.data,
});

const FORMULA = "is a formula. Save the file with values.";
const SHORTENED = "The spreadsheet shortened this number. Format the column as text and save the file again.";

/**
 * Reads rows in the order of the file: by the rules of a single call, with an agent found by id or name, and every number once.
 * Says all that is wrong with a row.
 */
export function rowReader(agents: readonly Agent[], forAll: Agent | null): RowReader {
  const lines = new Map<string, number>();
  return (row) => {
    const problems = formulas(row);
    const phoneNumber = row.phoneNumber.trim();
    const shortened = /^\d[.,]\d+e\+?\d+$/i.test(phoneNumber);
    if (shortened) problems.push(SHORTENED);
    const parsed = rowFields.safeParse({ phoneNumber, name: row.name, data: row.data });
    for (const { path, message } of parsed.error?.issues ?? [])
      if (!(shortened && path[0] === "phoneNumber")) problems.push(message);
    const agent = findAgent(agents, forAll, row.agent.trim());
    if (typeof agent === "string") problems.push(agent);
    const first = lines.get(phoneNumber);
    if (parsed.success && first !== undefined) problems.push(`The same number as in line ${first}.`);
    if (problems.length > 0 || typeof agent === "string" || !parsed.success) return { call: null, problems };
    lines.set(phoneNumber, row.line);
    return { call: { ...parsed.data, name: parsed.data.name || null, agent }, problems: [] };
  };
}

/** A cell that begins with an equals sign was meant for a spreadsheet, and is never a number or a name. */
function formulas({ phoneNumber, name, agent, data }: ListRow): string[] {
  const cells = Object.entries({ "The number": phoneNumber, "The name": name, "The agent": agent, ...data });
  return cells.flatMap(([what, cell]) =>
    typeof cell === "string" && cell.trimStart().startsWith("=") ? [`${what} ${FORMULA}`] : [],
  );
}

const ID = /^([1-9]\d{0,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const plain = (text: string) => text.replaceAll(/\s+/g, " ").toLocaleLowerCase("en");

/** The agent of a row; a sentence when there is none. Where CXone lists nobody, an id is taken as it is. */
function findAgent(agents: readonly Agent[], forAll: Agent | null, text: string): Agent | string {
  if (text === "") return forAll ?? "The row names no agent, and none was chosen for all rows.";
  const byId = agents.find(({ id }) => id.toLowerCase() === text.toLowerCase());
  if (byId) return byId;
  const [one, other] = agents.filter(({ name }) => plain(name) === plain(text));
  if (one && other) return `Several agents are called ${text}. Use the id.`;
  if (one) return one;
  if (agents.length === 0 && ID.test(text)) return { id: text, name: text };
  return `The campaign has no agent with the name or id ${text.slice(0, 60)}.`;
}
