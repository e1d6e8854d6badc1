import "server-only";
import { AppError } from "#lib/errors.ts";
import { sendProblem } from "./respond.ts";
import type { Handler } from "./server.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Refuses what the console never takes, such as TRACE and PROPFIND: the Request that Next makes of each call throws on some
 * of them, which would be answered as a fault of ours.
 */
export const otherMethods: Handler = (request, response) => {
  if (METHODS.includes(request.method ?? "")) return false;
  // A body, where one follows, is not read.
  response.setHeader("connection", "close");
  response.setHeader("allow", METHODS.join(", "));
  sendProblem(response, new AppError("method_not_allowed"), String(request.headers["x-request-id"]));
  return true;
};
