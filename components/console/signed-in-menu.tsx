"use client";

import { signOut } from "#components/auth/send-sign-in.ts";
import { UserMenu } from "#components/shell/user-menu.tsx";
import type { Me } from "./console-frame.tsx";

export function SignedInMenu({ me, compact = false }: { me: Me; compact?: boolean }) {
  return <UserMenu user={me} compact={compact} onSignOut={() => void signOut()} />;
}
