import http from "node:http";
import { serveProgram } from "../program.ts";
import { listenLocal } from "./listen-local.ts";

/** Stands for a vendor: a page of skills, 2.1 kB of JSON, from memory. */
const skills = Array.from({ length: 14 }, (_, index) => ({
  skillId: 4_000 + index,
  skillName: `Patchbay skill ${index}`,
  mediaTypeId: 9,
  campaignId: 120,
  isActive: true,
  requireDisposition: false,
  isOutbound: false,
}));
const body = Buffer.from(JSON.stringify({ totalRecords: skills.length, skills }));
const head = { "content-type": "application/json; charset=utf-8", "content-length": body.length };

const server = http.createServer((_request, response) => {
  response.writeHead(200, head);
  response.end(body);
});
serveProgram({ port: await listenLocal(server), bytes: body.length });
