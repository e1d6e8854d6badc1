import "server-only";
import * as z from "zod";
import { flag, integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { listAcd } from "./pages.ts";

const team = z.object({
  teamId: integerId,
  teamName: textOrEmpty,
  isActive: flag.nullish().transform((on) => on ?? true),
});

export type Team = z.infer<typeof team>;

/** All teams (facts/cxone.md §2.3). */
export async function listTeams(client: CxoneClient): Promise<Team[]> {
  return listAcd(client, {
    operation: "cxone.teams.list",
    path: "teams",
    key: "teams",
    row: team,
    idOf: (row) => row.teamId,
  });
}
