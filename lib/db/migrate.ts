import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

const PRISMA_DIR = path.resolve(import.meta.dirname, "../../prisma");
const MIGRATIONS = path.join(PRISMA_DIR, "migrations");
const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Prisma's schema engine compiled to WebAssembly: the native one is fetched at install time from a host that
 * many company networks cannot reach.
 */
async function withEngine<T>(
  databaseUrl: string,
  work: (engine: engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadWasm();
  await loaded;
  const { factory, close } = wholeScripts(new PrismaPg({ connectionString: databaseUrl }));
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: [schemaFile()] }, () => {}, adapter);
  try {
    return await work(schemaEngine);
  } finally {
    schemaEngine.free();
    await close();
  }
}

// Once per process: the bindings keep a view of the first instance's memory.
let loaded: Promise<void> | undefined;

async function loadWasm(): Promise<void> {
  const wasm = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(wasm), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  const bindings = engine as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

/**
 * The adapter cuts a script at every semicolon, which breaks function bodies and comments. PostgreSQL takes a
 * whole script in one simple query, and makes it one transaction.
 */
function wholeScripts(factory: PrismaPg) {
  const connect = factory.connect.bind(factory);
  const opened: Awaited<ReturnType<typeof connect>>[] = [];
  factory.connect = async () => {
    const adapter = await connect();
    opened.push(adapter);
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  };
  // The engine forgets its connections, and a database in use cannot be copied or dropped.
  const close = () => Promise.all(opened.map((adapter) => adapter.dispose()));
  return { factory, close };
}

function schemaFile(): [string, string] {
  const file = path.join(PRISMA_DIR, "schema.prisma");
  return [file, fs.readFileSync(file, "utf8")];
}

function migrationsList(): engine.MigrationList {
  const folders = fs
    .readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: folders.map((folder) => ({
      path: folder,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok",
          value: fs.readFileSync(path.join(MIGRATIONS, folder, "migration.sql"), "utf8"),
        },
      },
    })),
  };
}

/** Applies the migrations that the database has not seen; returns their names. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withEngine(databaseUrl, async (schemaEngine) => {
    const applied = await schemaEngine.applyMigrations({
      migrationsList: migrationsList(),
      filters: NO_FILTER,
    });
    return applied.appliedMigrationNames;
  });
}

/** SQL that leads from the live database (or from nothing) to schema.prisma, for a new migration. */
export async function diffMigration(databaseUrl: string, from: "empty" | "database"): Promise<string> {
  const [path, content] = schemaFile();
  return withEngine(databaseUrl, async (schemaEngine) => {
    const result = await schemaEngine.diff({
      from: from === "empty" ? { tag: "empty" } : { tag: "url", url: databaseUrl },
      to: { tag: "schemaDatamodel", files: [{ path, content }] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    return result.stdout ?? "";
  });
}
