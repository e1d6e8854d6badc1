import pino from "pino";

const SECRET_PATHS = [
  "password",
  "secret",
  "token",
  "accessToken",
  "authorization",
  "*.password",
  "*.secret",
];

/** The process log: JSON lines on standard output, secrets masked by key. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: SECRET_PATHS, censor: "•••" },
});
