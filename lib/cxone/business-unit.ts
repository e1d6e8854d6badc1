import "server-only";
import * as z from "zod";
import { flag, integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { CxoneError } from "./errors.ts";

const businessUnit = z.object({
  /** The "Unit Number" that handover forms ask for (H-13). */
  businessUnitId: integerId,
  businessUnitName: textOrEmpty,
  /** H-12. Not in every answer; the id_token has it too. */
  tenantId: textOrEmpty,
  defaultTimeZone: textOrEmpty,
  features: z
    .array(
      z.object({ productDescription: textOrEmpty, isEnabled: flag.nullish().transform((on) => on ?? false) }),
    )
    .nullish()
    .transform((features) => features ?? []),
});

export type BusinessUnit = z.infer<typeof businessUnit>;

/** The business unit that the access key belongs to (facts/cxone.md §2.5). */
export async function getBusinessUnit(client: CxoneClient): Promise<BusinessUnit> {
  const operation = "cxone.business-unit.get";
  const { businessUnits } = await client.read(
    { operation, api: "acd", method: "GET", path: "business-unit", idempotent: true },
    z.object({ businessUnits: z.array(businessUnit) }),
  );
  const [own] = businessUnits;
  if (!own) throw new CxoneError("unexpected_answer", "CXone named no business unit.", { operation });
  return own;
}
