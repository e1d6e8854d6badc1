import * as z from "zod";
import type { LineCount } from "#lib/versions/mapping.ts";
import { openedVersion, type VersionHead, versionNote } from "#lib/versions/schema.ts";
import type { AttestationView } from "../attestations/schema.ts";
import { htmlText, variableValues } from "../html/schema.ts";
import { headerText, mailAddress } from "../schema.ts";

const NAME = "Enter a name.";

/** Of a template or a signature. It is typed into CXone, so that it is one line. */
export const objectName = z
  .string({ error: NAME })
  .pipe(headerText("A name", 80))
  .refine((text) => text.length > 0, { error: NAME });

const version = openedVersion;

const written = {
  name: objectName,
  html: htmlText.refine((text) => text.trim() !== "", { error: "Enter the HTML." }),
};
const besides = {
  /** Values of variables for previews. */
  sample: variableValues.default({}),
  /** Why, for those who read the versions. */
  note: versionNote.default(""),
};

/** What the editor holds. */
export const templateForm = z.strictObject({ ...written, sample: variableValues, note: versionNote });
export const templateInput = z.strictObject({
  connectionId: z
    .string({ error: "Choose a connection." })
    .min(1, { error: "Choose a connection." })
    .max(100),
  ...written,
  ...besides,
});
export type TemplateInput = z.output<typeof templateInput>;

/** A change; `version` is the one that the page was opened with. */
export const templateChange = z.strictObject({ version, ...written, ...besides });
export type TemplateChange = z.output<typeof templateChange>;

export const deleteInput = z.strictObject({
  version,
  /** The channels that use it, as whoever deletes it has seen them. */
  usedBy: z.array(z.string().max(100)).max(1_000).default([]),
});
export type DeleteInput = z.output<typeof deleteInput>;

export const connectInput = z.strictObject({
  /** All email channels that are to use it. */
  channelIds: z.array(z.string().max(100)).max(1_000),
  /** Which ones did when the page was opened. */
  before: z.array(z.string().max(100)).max(1_000),
});
export type ConnectInput = z.output<typeof connectInput>;

/** A test mail of a template. */
export const sendInput = z.strictObject({
  smtpId: z.string({ error: "Choose a mail server." }).min(1, { error: "Choose a mail server." }).max(100),
  to: mailAddress,
});
export type SendInput = z.output<typeof sendInput>;

export const templateQuery = z.object({
  search: z.string().max(100).optional(),
  connection: z.string().max(100).optional(),
  deleted: z.stringbool().optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type TemplateQuery = z.output<typeof templateQuery>;

/** An email channel as templates see it. */
export type ChannelChoice = {
  id: string;
  name: string;
  state: string;
  sending: "ses" | "smtp";
  templateId: string | null;
  /** Null where it has none. */
  templateName: string | null;
};

export type TemplateView = {
  id: string;
  connection: { id: string; name: string; environment: "sandbox" | "live" };
  name: string;
  html: string;
  sample: Record<string, string>;
  version: number;
  updatedAt: string;
  deletedAt: string | null;
  channels: ChannelChoice[];
  attested: AttestationView | null;
};

export type TemplateListItem = Omit<TemplateView, "html" | "sample"> & { htmlBytes: number };

export type VersionView = VersionHead & {
  name: string;
  htmlBytes: number;
  /** Lines of the HTML that came and went; null for the first. */
  lines: LineCount | null;
  renamedFrom: string | null;
};

/** A channel whose template was deleted. */
export type Orphan = { channelId: string; channelName: string; templateId: string; templateName: string };
