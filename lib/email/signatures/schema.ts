import * as z from "zod";
import type { AsOf } from "#lib/connections/schema.ts";
import { openedVersion, versionNote } from "#lib/versions/schema.ts";
import { htmlText, variableValues } from "../html/schema.ts";
import { objectName } from "../templates/schema.ts";

export const PLAIN_LIMIT = 10_000;
export const NO_BODY = "Enter a plain text signature, an HTML signature, or both.";

/** Of a signature; that it has one body at least is asked where it is whole. */
export const signatureFields = {
  name: objectName,
  plain: z
    .string()
    .max(PLAIN_LIMIT, { error: `At most ${PLAIN_LIMIT.toLocaleString("en-GB")} characters.` })
    .refine((text) => !text.includes("\0"), { error: "There is a NUL character in it: it is no text." }),
  html: htmlText,
  /** Values of variables that are the same for everybody: brand, phone. */
  fields: variableValues,
};
const besides = {
  fields: variableValues.default({}),
  /** Why, for those who read the versions. */
  note: versionNote.default(""),
};
export const hasBody = ({ plain, html }: { plain: string; html: string }) =>
  plain.trim() !== "" || html.trim() !== "";

const version = openedVersion;
const connectionId = z
  .string({ error: "Choose a connection." })
  .min(1, { error: "Choose a connection." })
  .max(100);

/** A signature (M-45): one body at least. */
export const signatureForm = z
  .strictObject({ ...signatureFields, note: versionNote })
  .refine(hasBody, { error: NO_BODY, path: ["plain"] });
export const signatureInput = z
  .strictObject({ connectionId, ...signatureFields, ...besides })
  .refine(hasBody, { error: NO_BODY, path: ["plain"] });
export type SignatureInput = z.output<typeof signatureInput>;

/** A change; `version` is the one that the page was opened with. */
export const signatureChange = z
  .strictObject({ version, ...signatureFields, ...besides })
  .refine(hasBody, { error: NO_BODY, path: ["plain"] });
export type SignatureChange = z.output<typeof signatureChange>;

export const deleteInput = z.strictObject({
  version,
  /** How many people have it, as whoever deletes it has seen. */
  people: z.int().min(0),
});
export type DeleteInput = z.output<typeof deleteInput>;

const agentId = z.int().positive().max(2_147_483_647);
const MOST = 1_000;
const tooMany = { error: "At most 1,000 people at once." };
const nobody = { error: "Choose at least one person." };

export const planInput = z.strictObject({
  agentIds: z.array(agentId).min(1, nobody).max(MOST, tooMany),
});

export const assignInput = z.strictObject({
  agents: z
    .array(
      z.strictObject({
        agentId,
        /** The signature that the person had when the move was confirmed; null for none. */
        from: z.string().max(100).nullable(),
      }),
    )
    .min(1, nobody)
    .max(MOST, tooMany),
});
export type AssignInput = z.output<typeof assignInput>;

export const unassignInput = planInput;

/** People as somebody has them in a list: names, addresses or ids, one per line. */
export const findPeopleInput = z.strictObject({
  connectionId,
  text: z
    .string()
    .trim()
    .min(1, { error: "Paste names, addresses or ids, one per line." })
    .max(200_000, { error: "This list is too long: at most 200,000 characters." }),
});

export const COVERAGE_STATES = ["has", "none", "inactive"] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export const coverageQuery = z.object({
  connection: z.string().max(100).optional(),
  state: z.enum(COVERAGE_STATES).optional(),
  signature: z.string().max(100).optional(),
  search: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type CoverageQuery = z.output<typeof coverageQuery>;

export const signatureQuery = z.object({
  connection: z.string().max(100).optional(),
  search: z.string().max(100).optional(),
});

/** A person of the tenant as signatures need them. */
export type Person = {
  agentId: number;
  name: string;
  firstName: string;
  lastName: string;
  email: string;
  userName: string;
  teamName: string;
  active: boolean;
};

export type AssignedPerson = { agentId: number; name: string; by: string; at: string };

/** What somebody said stands in CXone, against what is wanted now: by name, because a person does it there. */
export type AttestedSignature = {
  by: string;
  at: string;
  evidence: string;
  /** Name, plain text or HTML are other than they were. */
  changed: ("name" | "plain" | "html")[];
  toAdd: { agentId: number; name: string }[];
  /** Those who have another one now: CXone moves them when they are added there. */
  toMove: { agentId: number; name: string; to: string }[];
  /** Those who have none any more. */
  toRemove: { agentId: number; name: string }[];
};

export type SignatureView = {
  id: string;
  connection: { id: string; name: string; environment: "sandbox" | "live" };
  name: string;
  plain: string;
  html: string;
  fields: Record<string, string>;
  version: number;
  updatedAt: string;
  deletedAt: string | null;
  people: AssignedPerson[];
  attested: AttestedSignature | null;
};

export type SignatureListItem = {
  id: string;
  connection: SignatureView["connection"];
  name: string;
  kinds: ("plain" | "html")[];
  people: number;
  version: number;
  updatedAt: string;
  /** How what is entered in CXone stands: nothing said, as wanted, or other by now. */
  inCxone: "unsaid" | "same" | "differs";
};

export type PlanRow = {
  agentId: number;
  name: string;
  change: "new" | "move" | "same" | "refused";
  from: { id: string; name: string } | null;
  /** Why it is refused. */
  reason: string;
};

/** What assigning would do, before it is done (M-46). */
export type AssignmentPlan = { rows: PlanRow[]; asOf: string; stale: AsOf<unknown>["stale"] };

export type FoundPeople = {
  found: { agentId: number; name: string }[];
  /** Lines that name nobody, or more than one. */
  open: { line: string; reason: string }[];
};

export type CoverageRow = {
  agentId: number;
  name: string;
  email: string;
  teamName: string;
  state: CoverageState;
  signature: { id: string; name: string } | null;
};

export type Coverage = {
  items: CoverageRow[];
  counts: Record<CoverageState, number>;
  total: number;
  pages: number;
  asOf: string;
  stale: AsOf<unknown>["stale"];
};
