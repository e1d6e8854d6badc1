import { createBridge } from "#lib/bridge/handler.ts";
import { startServer } from "#lib/bridge/server.ts";
import { pool } from "#lib/db/client.ts";
import { serveProgram } from "../program.ts";

/** The bridge role as `npm run bridge` runs it, on a free port of 127.0.0.1. */
const bridge = createBridge({ pool: pool() });
const server = await startServer({ port: 0, host: "127.0.0.1", handlers: [bridge.handle] });
serveProgram({ port: server.port });
