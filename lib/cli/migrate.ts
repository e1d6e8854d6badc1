import fs from "node:fs";
import path from "node:path";
import { diffMigration } from "#lib/db/migrate.ts";
import { ensureClient, ROOT } from "./build.ts";
import { migrateDatabase, openDatabase } from "./database.ts";
import { StartError } from "./embedded-postgres.ts";
import { runOnce } from "./main.ts";

/** `npm run migrate` applies; `npm run migrate -- new add_note` writes the next migration from schema.prisma. */
await runOnce(async () => {
  const [verb, name] = process.argv.slice(2);
  ensureClient();
  const database = await openDatabase();
  try {
    await migrateDatabase();
    if (verb === "new") await writeMigration(name);
  } finally {
    await database.stop();
  }
});

async function writeMigration(name: string | undefined): Promise<void> {
  if (!name || !/^[a-z0-9_]+$/.test(name))
    throw new StartError("Name the migration: npm run migrate -- new add_note");
  const sql = await diffMigration(process.env.DATABASE_URL ?? "", "database");
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = path.join(ROOT, "prisma/migrations", `${stamp}_${name}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.relative(ROOT, folder)}/migration.sql: read it before you apply it.`);
}
