import "server-only";
import * as z from "zod";
import { textOrEmpty } from "../answer.ts";
import type { CxoneV2Client } from "./client.ts";

const skill = z.object({ id: z.string().min(1), name: textOrEmpty });

/** Skills whose name holds the text; null where there is no such endpoint: seed 001 names the scope only. */
export const listSkills = (client: CxoneV2Client, search: string) =>
  client.find(
    {
      operation: "cxone.v2.skills",
      method: "GET",
      path: "api/v2/routing/skills",
      query: { search },
      idempotent: true,
    },
    z.array(skill),
  );
