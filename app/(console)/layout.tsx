// Owner of the data: this Server Component (who is signed in); the pages own theirs.
import type { ReactNode } from "react";
import { ConsoleFrame } from "#components/console/console-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getMe } from "#lib/people/reads.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const me = await getMe(await pageCtx());
  return <ConsoleFrame me={me}>{children}</ConsoleFrame>;
}
