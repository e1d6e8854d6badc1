import type { Hunk, LineCount } from "#lib/versions/mapping.ts";
import type { VersionHead } from "#lib/versions/schema.ts";

export type SignatureVersionView = VersionHead & {
  name: string;
  /** Lines that came and went; null for the first. */
  plain: LineCount | null;
  html: LineCount | null;
  /** Variables whose value was set, changed or taken away. */
  values: string[];
  renamedFrom: string | null;
};

/** What a signature was at a version, and how that differs from the version before it. */
export type SignatureVersionDetail = {
  version: number;
  name: string;
  plain: string;
  html: string;
  fields: Record<string, string>;
  changes: {
    plain: Hunk[];
    html: Hunk[];
    /** Undefined where a value was not there. */
    values: { field: string; from?: string; to?: string }[];
  };
};
