import fs from "node:fs";
import { parseArgs } from "node:util";
import { env } from "#lib/env.ts";
import { StartError } from "./embedded-postgres.ts";
import { runOnce } from "./main.ts";

type Line = { object: string; action: string; sentence: string; note?: string; changes: Change[] };
type Change = { field: string; from?: string; to?: string };
type Plan = { fingerprint: string; lines: Line[]; changes: number; applicable: boolean; secrets: Secret[] };
type Secret = { env: string; what: string };
type Outcome = { object: string; state: string; sentence: string };

const USAGE = "Usage: npm run configuration -- export | plan FILE | apply FILE";
/** As Terraform's plan does, so that a pipeline can stop at a change: 0 nothing to do, 1 failed, 2 changes. */
const EXIT_CHANGES = 2;

/**
 * Configuration as code over the API of a running console: PATCHBAY_URL (else PUBLIC_URL) and PATCHBAY_TOKEN, the token
 * of an admin. `apply` takes secrets from the environment variables that the file names.
 */
await runOnce(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { include: { type: "string" }, exclude: { type: "string" } },
  });
  const [deed, path] = positionals;
  if (deed === "export") {
    const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
    process.stdout.write(await (await ask(`/api/configuration?${query}`)).text());
    return;
  }
  if ((deed !== "plan" && deed !== "apply") || !path) throw new StartError(USAGE);
  if (!fs.existsSync(path)) throw new StartError(`There is no file ${path}.`);
  const file = fs.readFileSync(path, "utf8");
  const plan = (await (await ask("/api/configuration/plan", { file })).json()) as Plan;
  printPlan(plan);
  if (deed === "plan") {
    if (!plan.applicable) process.exitCode = 1;
    else if (plan.changes > 0) process.exitCode = EXIT_CHANGES;
    return;
  }
  if (plan.changes > 0) await apply(file, plan);
});

async function apply(file: string, plan: Plan): Promise<void> {
  const missing = plan.secrets.filter((secret) => !process.env[secret.env]);
  if (missing.length > 0) {
    throw new StartError(missing.map((secret) => `Set ${secret.env}: the ${secret.what}.`).join("\n"));
  }
  const secrets = Object.fromEntries(
    plan.secrets.map((secret) => [secret.env, process.env[secret.env] ?? ""]),
  );
  const body = { file, fingerprint: plan.fingerprint, secrets };
  const answer = await ask("/api/configuration/apply", body);
  const { items } = (await answer.json()) as { items: Outcome[] };
  for (const { object, state, sentence } of items) console.log(`${state.padEnd(8)} ${object}: ${sentence}`);
  if (items.some(({ state }) => state === "failed" || state === "skipped")) process.exitCode = 1;
}

function printPlan({ lines, changes }: Plan): void {
  for (const { object, action, note, changes: fields } of lines) {
    console.log(`${action.padEnd(8)} ${object}${note ? `  (${note})` : ""}`);
    for (const { field, from, to } of fields)
      console.log(`           ${field}: ${from ?? "-"} → ${to ?? "-"}`);
  }
  console.log(`${changes} ${changes === 1 ? "change" : "changes"}`);
}

async function ask(path: string, body?: unknown): Promise<Response> {
  const token = process.env.PATCHBAY_TOKEN;
  if (!token) throw new StartError("Set PATCHBAY_TOKEN: `npm run token -- --role admin` makes one.");
  const address = process.env.PATCHBAY_URL ?? env().publicUrl;
  const answer = await fetch(new URL(path, address), {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(120_000),
  }).catch((error: Error) => {
    throw new StartError(`${address} does not answer: ${error.message}. Is the console running?`);
  });
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Record<string, string> & {
    fields?: Record<string, string>;
  };
  const fields = Object.values(problem.fields ?? {}).join("\n");
  throw new StartError(
    [`${answer.status} ${problem.title}`, problem.detail, fields, problem.fix].filter(Boolean).join("\n"),
  );
}
