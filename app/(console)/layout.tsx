// Owner of the data: this Server Component (who is signed in, how many notices wait); the pages own theirs.
import type { ReactNode } from "react";
import { ConsoleFrame } from "#components/console/console-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { countOpenNotices } from "#lib/notices/reads.ts";
import { getMe } from "#lib/people/reads.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await pageCtx();
  const [me, openNotices] = await Promise.all([getMe(ctx), countOpenNotices(ctx)]);
  return (
    <ConsoleFrame me={me} openNotices={openNotices}>
      {children}
    </ConsoleFrame>
  );
}
