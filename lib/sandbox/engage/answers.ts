import { Refusal } from "../cxone/error-families.ts";

const json = { "content-type": "application/json; charset=utf-8" };

export function engageJson(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: json });
}

/** The one shape in which the REST API says no (facts/engage.md §1.2). */
export function engageError(status: number, error: string, message: string): Response {
  return engageJson({ error, message, status }, status);
}

/** To be thrown: ends the request with an error. */
export function engageRefusal(status: number, error: string, message: string): Refusal {
  return new Refusal(engageError(status, error, message));
}

export function notFound(what = "Resource"): Refusal {
  return engageRefusal(404, "not_found", `${what} not found`);
}

export function forbidden(message = "You are not allowed to do this"): Refusal {
  return engageRefusal(403, "forbidden", message);
}

export function unprocessable(message: string, error = "unprocessable_entity"): Refusal {
  return engageRefusal(422, error, message);
}
