import "server-only";
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { derivedKey, type KeyRing, keyRing } from "./key-ring.ts";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM. `place` (row and field, such as `connection:con_1/clientSecret`) is authenticated, so that
 * a ciphertext moved to another row does not open. The key id stands in the result: `v1.k1.<base64url>`.
 */
export function seal(plaintext: string, place: string, ring: KeyRing = keyRing()): string {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error("The key ring has no current key");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return `${VERSION}.${ring.current}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** Opens what `seal` made for the same place; throws on anything else. There is no plaintext mode. */
export function open(sealed: string, place: string, ring: KeyRing = keyRing()): string {
  const [version, keyId, encoded] = sealed.split(".");
  const key = keyId ? ring.keys.get(keyId) : undefined;
  if (version !== VERSION || !key || !encoded)
    throw new Error(`The secret at ${place} cannot be opened with this key ring`);
  const bytes = Buffer.from(encoded, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    "utf8",
  );
}

/** What an audit row may say of a secret: equal secrets give equal fingerprints, nothing leads back. */
export function fingerprint(plaintext: string): string {
  return createHmac("sha256", derivedKey("secret fingerprint")).update(plaintext).digest("hex").slice(0, 16);
}
