import { startSandbox } from "./start-sandbox.ts";

/** The sandbox as a program: SANDBOX_PORT (4010) and DATA_DIR (.data). */

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const portText = process.env.SANDBOX_PORT || "4010";
const port = Number(portText);
if (!/^\d+$/.test(portText) || port > 65_535) {
  fail(`SANDBOX_PORT must be a port number from 0 to 65535, but it is "${portText}".`);
}
const dataDir = process.env.DATA_DIR || ".data";

try {
  const sandbox = await startSandbox({ port, dataDir });
  console.log(`Sandbox ready at ${sandbox.baseUrl}`);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void sandbox.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE")
    fail(`Port ${port} is taken: stop what listens there, or set SANDBOX_PORT to another port.`);
  if (code === "EACCES")
    fail(
      `Port ${port} or the folder "${dataDir}" may not be used by this user: set SANDBOX_PORT or DATA_DIR.`,
    );
  fail(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`);
}
