import type { Sandbox } from "../sandbox.ts";
import type { EntraApp, EntraTenant } from "../state/microsoft-model.ts";
import { AadstsError } from "./aadsts.ts";
import { appOf } from "./directory.ts";

/** Throws 900144 when a parameter of the body is missing. */
export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new AadstsError(900144, `The request body must contain the following parameter: '${name}'.`);
}

/** Client id and secret from the body or from Basic, which Entra takes alike. */
function presented(form: URLSearchParams, authorization: string | null): { id: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (!basic) return { id: required(form, "client_id"), secret: form.get("client_secret") ?? "" };
  const [id = "", secret = ""] = Buffer.from(basic, "base64").toString("utf8").split(/:(.*)/s);
  const plain = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
  try {
    return { id: plain(id), secret: plain(secret) };
  } catch {
    throw new AadstsError(9002313, "Invalid request. Request is malformed or invalid.");
  }
}

/**
 * Who calls the token endpoint, by one of the app's secrets. Throws 700016, 7000218 (none sent), 7000222 (expired by
 * the sandbox's clock) and 7000215 (not a value of this app: a Secret ID is not).
 */
export function checkClient(
  sandbox: Sandbox,
  tenant: EntraTenant,
  form: URLSearchParams,
  authorization: string | null,
): EntraApp {
  const { id, secret } = presented(form, authorization);
  const app = appOf(sandbox, tenant, id);
  if (secret === "") {
    throw new AadstsError(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  const match = sandbox.store.microsoft.secrets
    .where("app", app.clientId)
    .find((row) => row.value === secret);
  if (!match) {
    throw new AadstsError(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
    );
  }
  if (match.expiresAt <= sandbox.store.now()) {
    throw new AadstsError(
      7000222,
      `The provided client secret keys for app '${app.clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  }
  return app;
}
