import "server-only";
import type { PolicyBody } from "../../schema.ts";
import type { FailingCase } from "../schema.ts";

/** The cases of a policy that fail under a body; throws `conflict` with them unless they are let pass. None is kept yet. */
export async function refuseFailingCases(
  _policyId: string,
  _body: PolicyBody,
  _allowed: boolean,
): Promise<FailingCase[]> {
  return [];
}
