import { parseArgs } from "node:util";
import { ensureClient } from "./build.ts";
import { StartError } from "./embedded-postgres.ts";
import { runOnce } from "./main.ts";

/** `npm run token -- --role operator [--name script] [--days 90 | --never]` prints a new API token. */
await runOnce(async () => {
  const { values } = parseArgs({
    options: {
      role: { type: "string" },
      name: { type: "string", default: "made at the terminal" },
      days: { type: "string" },
      never: { type: "boolean", default: false },
    },
  });
  ensureClient();
  const { migrateDatabase, openDatabase } = await import("./database.ts");
  const { newTokenSchema } = await import("#lib/people/schema.ts");
  const input = newTokenSchema.safeParse({
    name: values.name,
    role: values.role,
    neverExpires: values.never,
    ...(values.days ? { expiresInDays: Number(values.days) } : {}),
  });
  if (!input.success) {
    throw new StartError(
      `${input.error.issues[0]?.message} Usage: npm run token -- --role admin|operator|supervisor|auditor --days 90`,
    );
  }
  const database = await openDatabase();
  const { closeProcess } = await import("./close-process.ts");
  try {
    await migrateDatabase();
    const { createToken } = await import("#lib/people/create-token.ts");
    const { systemCtx } = await import("#lib/auth/ctx.ts");
    console.log((await createToken(systemCtx("terminal"), input.data)).token);
  } finally {
    await closeProcess();
    await database.stop();
  }
});
