"use client";

import CircleUserRound from "lucide-react/icons/circle-user-round";
import { signOut } from "#components/auth/send-sign-in.ts";
import { UserMenu } from "#components/shell/user-menu.tsx";
import type { Me } from "./console-frame.tsx";

const entries = [{ label: "My account", href: "/settings/account", icon: <CircleUserRound aria-hidden /> }];

export function SignedInMenu({ me, compact = false }: { me: Me; compact?: boolean }) {
  return <UserMenu user={me} entries={entries} compact={compact} onSignOut={() => void signOut()} />;
}
