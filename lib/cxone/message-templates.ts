import "server-only";
import * as z from "zod";
import { integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { listAcd } from "./pages.ts";

const template = z
  .object({
    templateId: integerId.nullish(),
    messageTemplateId: integerId.nullish(),
    templateName: textOrEmpty,
    messageTemplateName: textOrEmpty,
  })
  .transform((row) => ({
    templateId: row.templateId ?? row.messageTemplateId ?? 0,
    name: row.templateName || row.messageTemplateName,
  }));

export type MessageTemplate = z.infer<typeof template>;

/** Message templates, for skills that send rich content (M-72). */
export async function listMessageTemplates(client: CxoneClient): Promise<MessageTemplate[]> {
  return listAcd(client, {
    operation: "cxone.message-templates.list",
    path: "message-templates",
    key: "messageTemplates",
    row: template,
    idOf: (row) => row.templateId,
  });
}
