/** The vendor's four ways of saying no (facts/cxone.md §1.6), each as a ready answer. */

/** Thrown by handlers to end a request with a certain answer. */
export class Refusal extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`Refused with status ${response.status}`);
    this.response = response;
  }
}

/** ACD: `{error, error_description}`, the description repeated in the header `icStatusDescription`. */
export function acdError(status: number, error: string, description: string): Response {
  return Response.json(
    { error, error_description: description },
    { status, headers: { icStatusDescription: description.replace(/[^\x20-\x7e]/g, "?") } },
  );
}

export type DigitalProblem = {
  field?: string;
  message: string;
  parameters?: Record<string, unknown>;
  errorCode?: string;
};

/** Digital 3.0: `{errors: [{field?, message, parameters?, errorCode?}], uid}`. */
export function digitalError(status: number, ...errors: DigitalProblem[]): Response {
  return Response.json({ errors, uid: crypto.randomUUID() }, { status });
}

/** UserHub, bad request and the like. */
export function userHubError(status: number, code: string, details: string, entityType = ""): Response {
  return Response.json({ code, details, hostName: "sandbox", entityType, errors: [] }, { status });
}

/** UserHub, not signed in: another shape than its other errors. */
export function userHubUnauthorized(now: number, path: string, message: string): Response {
  return Response.json(
    { timestamp: new Date(now).toISOString(), status: 401, error: "Unauthorized", message, path },
    { status: 401 },
  );
}
