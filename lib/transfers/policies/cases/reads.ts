import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { TransferCase } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import type { PolicyBody } from "../../schema.ts";
import type { Expected, Scenario } from "../../simulation/schema.ts";
import { loadPolicy } from "../load-policy.ts";
import type { PolicyView } from "../schema.ts";
import { parseBody } from "../write-version.ts";
import type { CaseView } from "./schema.ts";
import { judgeCase } from "./state.ts";

/** The cases of a policy by name, each with how it stands under the policy as it is. Throws `not_found`. */
export async function listCases(ctx: Ctx, policyId: string): Promise<CaseView[]> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const { connection, body } = await loadPolicy(policyId);
  return judged(connection.dialect, body, await loadCases(policyId));
}

/** The same under a body that is not saved, such as a draft. Throws `bad_input` for ids of the wrong form. */
export async function runCases(ctx: Ctx, policyId: string, draft?: PolicyBody): Promise<CaseView[]> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const policy = await loadPolicy(policyId);
  const body = draft ? parseBody(policy.connection.dialect, draft) : policy.body;
  return judged(policy.connection.dialect, body, await loadCases(policyId));
}

/** One case under the policy as it is; throws `not_found`. */
export async function getCase(ctx: Ctx, policyId: string, caseId: string): Promise<CaseView> {
  const found = (await listCases(ctx, policyId)).find(({ id }) => id === caseId);
  if (!found) throw new AppError("not_found", { detail: "There is no such case." });
  return found;
}

/** How many cases policies have, and how many of them pass. */
export async function caseCounts(
  policies: readonly Pick<PolicyView, "id" | "connection" | "body">[],
): Promise<ReadonlyMap<string, { total: number; passed: number }>> {
  const rows = await db().transferCase.findMany({
    where: { policyId: { in: policies.map(({ id }) => id) } },
  });
  return new Map(
    policies.map(({ id, connection, body }) => {
      const cases = judged(
        connection.dialect,
        body,
        rows.filter(({ policyId }) => policyId === id),
      );
      return [id, { total: cases.length, passed: cases.filter(({ verdict }) => verdict.passed).length }];
    }),
  );
}

export const loadCases = (policyId: string, tx: Tx = db()) =>
  tx.transferCase.findMany({ where: { policyId }, orderBy: [{ name: "asc" }, { id: "asc" }] });

const judged = (dialect: Dialect, body: PolicyBody, rows: readonly TransferCase[]): CaseView[] =>
  rows.map((row) => {
    // Parsed when they were written.
    const kept = { scenario: row.scenario as Scenario, expected: row.expected as Expected };
    const { id, name, updatedAt } = row;
    return { id, name, ...kept, updatedAt: updatedAt.toISOString(), verdict: judgeCase(dialect, body, kept) };
  });
