import "server-only";
import { createHash } from "node:crypto";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { compareAttested, type StateInCxone, signatureSubject } from "./mapping.ts";
import { readAssigned } from "./read-people.ts";
import type { SignatureView } from "./schema.ts";

export const WITH_PEOPLE = {
  connection: { select: { id: true, name: true, environment: true } },
  assigned: { orderBy: [{ agentName: "asc" }, { agentId: "asc" }] },
} as const satisfies Prisma.EmailSignatureInclude;
type Row = Prisma.EmailSignatureGetPayload<{ include: typeof WITH_PEOPLE }>;
type Said = { state: unknown; evidence: string; attestedBy: string; attestedAt: Date };

/** A signature as it is now, also a deleted one, for those who have checked the role; throws `not_found`. */
export async function loadSignature(id: string): Promise<SignatureView> {
  const row = await db().emailSignature.findUnique({ where: { id }, include: WITH_PEOPLE });
  if (!row) throw new AppError("not_found", { detail: "There is no such signature." });
  const said = (await attestationsOf([signatureSubject(id)])).get(signatureSubject(id));
  return viewSignature(row, said, said ? await readAssigned(row.connectionId) : new Map());
}

export function viewSignature(
  row: Row,
  said: Said | undefined,
  others: ReadonlyMap<number, { id: string; name: string }>,
): SignatureView {
  const { id, name, plain, html, version, connection } = row;
  const people = row.assigned.map(({ agentId, agentName, assignedBy, assignedAt }) => ({
    agentId,
    name: agentName,
    by: assignedBy,
    at: assignedAt.toISOString(),
  }));
  return {
    id,
    connection: { ...connection, environment: connection.environment === "sandbox" ? "sandbox" : "live" },
    name,
    plain,
    html,
    // Parsed when it was written.
    fields: row.fields as Record<string, string>,
    version,
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    people,
    attested: said
      ? compareAttested(
          {
            state: said.state as StateInCxone,
            evidence: said.evidence,
            by: said.attestedBy,
            at: said.attestedAt.toISOString(),
          },
          { ...bodyInCxone(row), people },
          others,
        )
      : null,
  };
}

type Content = Pick<SignatureView, "name" | "plain" | "html">;

/** What is entered in CXone, as it is kept when somebody says that it was; the bodies by their digests. */
export const bodyInCxone = ({ name, plain, html }: Content) => ({
  name,
  plain: digest(plain),
  html: digest(html),
});

/** What the audit log keeps of a signature. */
export const auditOf = ({ name, plain, html, fields }: Content & Pick<SignatureView, "fields">) => ({
  name,
  "plain text": inShort(plain),
  html: inShort(html),
  values: Object.entries(fields)
    .map(([variable, value]) => `${variable}: ${value}`)
    .join("; "),
});

/** A text by its size and digest, for those who must not read it. */
export const inShort = (text: string) =>
  text === "" ? "none" : `${text.length} characters, SHA-256 ${digest(text).slice(0, 12)}`;
const digest = (text: string) => (text === "" ? "" : createHash("sha256").update(text).digest("hex"));
