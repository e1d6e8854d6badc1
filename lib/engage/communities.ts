import "server-only";
import * as z from "zod";
import { flag, id, text } from "./answer.ts";
import type { EngageClient } from "./client.ts";
import { listAll } from "./pages.ts";

const community = z.object({ id, name: text, type: text, active: flag });

export type Community = z.infer<typeof community>;

/** All communities ("Community profiles"). None can be made by API: one must exist before a source can (E-01). */
export async function listCommunities(client: EngageClient): Promise<Community[]> {
  return listAll(client, "communities.list", {}, community);
}
