import type { ReactNode } from "react";
import { Mark } from "#components/shell/mark.tsx";

/** A quiet page with one card: sign-in and what belongs to it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-[16dvh] pb-12">
      <header className="mb-6 flex items-center gap-2 text-lg">
        <Mark className="size-7" />
        <span className="font-medium tracking-tight">Patchbay</span>
      </header>
      <main className="w-full max-w-sm rounded-md border bg-surface p-6">{children}</main>
      <footer className="mt-6 text-center text-faint text-xs">Connects bots to contact centres</footer>
    </div>
  );
}
