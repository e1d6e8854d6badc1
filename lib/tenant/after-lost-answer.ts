import "server-only";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Does a write; when its answer is lost it is not repeated but looked at: `look` gives what is there if the work was done.
 * Otherwise throws why, and says that it is not known where looking gave no answer either.
 */
export async function afterLostAnswer<Result>(
  what: string,
  write: () => Promise<Result>,
  look: () => Promise<Result | null>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof CxoneError) || !error.mayHaveHappened || error.code === "batch_failed")
      throw explainVendorError(error);
    const found = await look().catch(() => "unreadable" as const);
    if (found !== null && found !== "unreadable") return found;
    throw new AppError("upstream_timeout", {
      title: `It is not known whether ${what}`,
      detail:
        found === "unreadable"
          ? "The answer of CXone was lost, and CXone cannot be asked now."
          : "The answer of CXone was lost, and CXone does not show it so far.",
      fix: "Reload in a minute and look before you try again.",
      cause: error,
    });
  }
}
