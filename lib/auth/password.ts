import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's minimum for argon2id, which is also the library's default algorithm.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of a password, argon2id. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/** True when the password fits. Without a hash (unknown e-mail, nobody with a password) it takes as long and is false. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const fits = await verify(stored ?? (await decoy), password);
  return typeof stored === "string" && fits;
}
