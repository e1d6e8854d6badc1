import * as z from "zod";
import { SCHEMES } from "./css/mapping.ts";
import type { LinkJudgement } from "./links/state.ts";

/** Largest HTML that is kept, in bytes of UTF-8. */
export const HTML_LIMIT_BYTES = 2_000_000;

/** What a route takes, so that what is too large is refused at its field and not by the size of the request. */
export const HTML_BODY_BYTES = 16_000_000;

const bytes = (text: string) => new TextEncoder().encode(text).length;

const noNul = (text: string) => !text.includes("\0");

/** HTML as somebody wrote it. Nothing is taken out of it: what a preview shows is cleaned, what is kept is what was typed. */
export const htmlText = z
  .string({ error: "Enter the HTML." })
  .refine((text) => bytes(text) <= HTML_LIMIT_BYTES, {
    error: (issue) =>
      `At most 2 MB; this has ${(bytes(String(issue.input)) / 1_000_000).toFixed(1)} MB. Link large images instead of writing them into it.`,
  })
  .refine(noNul, { error: "There is a NUL character in it: it is no text." });

const variableName = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/);

/** Values of variables; at most 100. */
export const variableValues = z
  .record(variableName, z.string().max(1_000, { error: "At most 1,000 characters." }).refine(noNul), {
    // Of a value that is wrong, the value says why.
    error: ({ code }) =>
      code === "invalid_key" ? "A variable is letters and digits, parts joined by a dot." : undefined,
  })
  .refine((values) => Object.keys(values).length <= 100, { error: "At most 100 values." });

/** What a preview and a report are made of. */
export const inspectInput = z.strictObject({ html: htmlText, sample: variableValues.default({}) });

/** How a preview is shown. */
export const previewQuery = z.object({
  scheme: z.enum(SCHEMES).default("light"),
  images: z.enum(["blocked", "remote"]).default("blocked"),
});
export type PreviewQuery = z.output<typeof previewQuery>;

/** Links to be called, once each. */
export const linksInput = z.strictObject({
  urls: z
    .array(z.url({ protocol: /^https?$/, error: "This is no http or https address." }).max(2_000))
    .min(1, { error: "Name at least one link." })
    .max(50, { error: "At most 50 links at once." }),
});

export const REMOVALS = [
  "script",
  "event-handler",
  "script-address",
  "form",
  "frame",
  "refresh",
  "base",
  "drawing",
  "remote-style",
  "remote-image",
  "other",
] as const;
export type RemovalKind = (typeof REMOVALS)[number];

/** Something that the preview leaves out, as mail programs do. */
export type Removal = { kind: RemovalKind; what: string; count: number };

export type LinkFound = LinkJudgement & { href: string; count: number };
export type ImageFound = {
  /** Its address, cut; `data:` ones are told by their kind. */
  src: string;
  where: "remote" | "inside" | "attached" | "unknown";
  /** Null where there is none at all: a screen reader then reads the address. */
  alt: string | null;
  count: number;
};

/** What is to be said of HTML before anybody sends it. */
export type HtmlReport = {
  htmlBytes: number;
  textBytes: number;
  removed: Removal[];
  links: LinkFound[];
  images: ImageFound[];
  plain: string;
  /** Whether it has colours for dark screens. */
  dark: boolean;
};
