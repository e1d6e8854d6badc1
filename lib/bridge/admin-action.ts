import "server-only";
import type { ServerResponse } from "node:http";
import type { Bridge } from "./bridge.ts";
import { sendPage } from "./respond.ts";

export type AdminAction = "add" | "reconnect" | "remove";

export async function receiveAdminAction(
  _bridge: Bridge,
  res: ServerResponse,
  _action: AdminAction,
  _url: URL,
) {
  sendPage(res, 501, "Not yet", []);
}
