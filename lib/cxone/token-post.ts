import "server-only";
import type { HttpRequest, Send } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { CxoneError, type CxoneErrorCode, errorOfAnswer, errorOfUpstream } from "./errors.ts";
import { readFault } from "./fault.ts";

export type TokenPost = Omit<HttpRequest, "method" | "idempotent" | "headers"> & {
  headers: Record<string, string>;
};

/** Asks for a token. Anything but 2xx is a CxoneError that says which half of the credentials was refused. */
export async function postForToken(send: Send, request: TokenPost): Promise<HttpResponse> {
  let response: HttpResponse;
  try {
    response = await send({
      ...request,
      method: "POST",
      headers: { accept: "application/json", ...request.headers },
      // A second token does no harm, a lost one stops everything.
      idempotent: true,
      operationClass: "token",
    });
  } catch (error) {
    throw errorOfUpstream(request.operation, error);
  }
  if (response.ok) return response;
  const fault = readFault(response.toAnswer());
  const error = errorOfAnswer(request.operation, response, new URL(request.url).host);
  const code = tokenErrorCode(response.status, fault.vendorCode, fault.message, request.operation);
  if (!code || fault.isHtml) throw error;
  throw new CxoneError(code, error.message, { ...error, cause: error });
}

/** Which half of the credentials was refused, as far as the answer tells (facts/product.md §3.2, first row). */
function tokenErrorCode(
  status: number,
  vendorCode: string,
  message: string,
  operation: string,
): CxoneErrorCode | null {
  if (status !== 400 && status !== 401 && status !== 403) return null;
  // The client is known, but not allowed this grant.
  if (status === 403 && operation === "cxone.token.client-credentials") return null;
  const aboutClient = /^(invalid_client|unauthorized_client)$/i.test(vendorCode);
  const inactive = /not active|inactive|disabled|deactivated|revoked|blocked/i.test(message);
  if (aboutClient) return inactive ? "client_disabled" : "wrong_client";
  if (/^invalid_grant$/i.test(vendorCode)) return "wrong_access_key";
  if (status === 401)
    return operation.startsWith("cxone.token.access-key") ? "wrong_access_key" : "credentials_rejected";
  return null;
}
