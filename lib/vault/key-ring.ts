import "server-only";
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { EnvError, env } from "#lib/env.ts";

export type KeyRing = { current: string; keys: ReadonlyMap<string, Buffer> };

/**
 * Parses `k2:<base64>,k1:<base64>`: the first key encrypts, all decrypt. Throws EnvError when a key is not 32 bytes.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(",")) {
    const [id, encoded] = entry.trim().split(":");
    const key = Buffer.from(encoded ?? "", "base64");
    if (!id || !/^[A-Za-z0-9]{1,16}$/.test(id) || key.length !== 32) {
      throw new EnvError(
        "VAULT_KEYS must be a key ring such as k1:<32 bytes in base64>, several divided by commas.",
      );
    }
    keys.set(id, key);
  }
  const current = keys.keys().next().value;
  if (!current) throw new EnvError("VAULT_KEYS must hold at least one key.");
  return { current, keys };
}

const shared = globalThis as unknown as { patchbayKeyRing?: KeyRing };

/** The key ring of VAULT_KEYS, or of the file in DATA_DIR, which is made on first use with mode 0600. */
export function keyRing(): KeyRing {
  shared.patchbayKeyRing ??= parseKeyRing(
    env().VAULT_KEYS ?? readKeyFile(path.join(env().dataDir, "vault-keys")),
  );
  return shared.patchbayKeyRing;
}

function readKeyFile(file: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  try {
    fs.writeFileSync(file, `k1:${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return fs.readFileSync(file, "utf8").trim();
}

/** A key for another purpose, derived from the current one, so that one secret guards all. */
export function derivedKey(purpose: string): Buffer {
  const { current, keys } = keyRing();
  const key = keys.get(current) ?? Buffer.alloc(0);
  return Buffer.from(hkdfSync("sha256", key, createHash("sha256").update("patchbay").digest(), purpose, 32));
}
