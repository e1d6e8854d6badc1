import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { advancedPages } from "./advanced.ts";
import { emailChannelPages } from "./channels.ts";
import { newEmailPages } from "./desk-email.ts";
import { emailDomainPages } from "./domains.ts";
import { editChannelPages } from "./edit-channel.ts";
import { extensionPages } from "./extensions.ts";
import { routingQueuePages } from "./routing-queues.ts";
import { signaturePages } from "./signatures.ts";
import { slaPages } from "./sla.ts";
import { supportToolPages } from "./support-tool.ts";
import { templatePages } from "./templates.ts";

/** Digital email in the console: none of what is set here has an API (facts/cxone.md §6). */
export function emailPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  emailDomainPages(app, sandbox);
  advancedPages(app, sandbox);
  emailChannelPages(app, sandbox);
  editChannelPages(app, sandbox);
  templatePages(app, sandbox);
  signaturePages(app, sandbox);
  slaPages(app, sandbox);
  routingQueuePages(app, sandbox);
  extensionPages(app, sandbox);
  supportToolPages(app, sandbox);
  newEmailPages(app, sandbox);
}
