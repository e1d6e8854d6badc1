import { randomBytes, randomUUID } from "node:crypto";

/**
 * A new id whose prefix says what it names: `con` connection, `usr` user, `ses` session, `tok` API token,
 * `pln` plan, `run` run, `cnv` conversation, `req` request, `ntc` notice,
 * `lnk` link of an invitation or a reset, `pol` transfer policy, `cas` case of a policy, `trf` transfer,
 * `dial` Personal Connection call, `lst` call list, `viw` saved view, `dom` email domain, `smtp` SMTP
 * configuration, `eml` email channel, `tpl` email template, `sig` signature, `mail` mail sent, `rep` request to an account
 * representative, `que` routing queue.
 */
export function newId(
  prefix:
    | "con"
    | "usr"
    | "ses"
    | "tok"
    | "pln"
    | "run"
    | "cnv"
    | "req"
    | "msg"
    | "ntc"
    | "lnk"
    | "pol"
    | "cas"
    | "trf"
    | "dial"
    | "lst"
    | "viw"
    | "dom"
    | "smtp"
    | "eml"
    | "tpl"
    | "sig"
    | "mail"
    | "rep"
    | "que",
): string {
  return `${prefix}_${randomUUID().replaceAll("-", "")}`;
}

/** A handover provider id: 24 hex digits, the form Cognigy uses and the script is named by (H-11, H-60). */
export function newProviderId(): string {
  return randomBytes(12).toString("hex");
}

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** A secret of `length` characters without look-alikes; rejection sampling keeps every character equally likely. */
export function newSecret(length: number): string {
  let secret = "";
  while (secret.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < Math.floor(256 / ALPHABET.length) * ALPHABET.length && secret.length < length) {
        secret += ALPHABET[byte % ALPHABET.length];
      }
    }
  }
  return secret;
}
