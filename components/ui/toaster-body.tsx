"use client";

import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import Info from "lucide-react/icons/info";
import { useRouter } from "next/navigation";
import { Toast } from "radix-ui";
import { useEffect, useState } from "react";
import { type ToastMessage, takeOverToasts } from "./toast.ts";

const showMs = 6_000;

const icons = {
  good: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />,
  bad: <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />,
};

type Shown = ToastMessage & { key: string };

/** Notes at the edge of the window, read out as they come; they wait while the pointer or the focus is on them. */
export default function ToasterBody() {
  const router = useRouter();
  const [shown, setShown] = useState<readonly Shown[]>([]);

  useEffect(
    () =>
      takeOverToasts((message) => {
        setShown((before) => [...before, { ...message, key: `${Date.now()}-${before.length}` }]);
      }),
    [],
  );

  return (
    <Toast.Provider duration={showMs} label="Note">
      {shown.map(({ key, kind, title, description, link }) => (
        <Toast.Root
          key={key}
          type={kind === "bad" ? "foreground" : "background"}
          onOpenChange={(open) => {
            if (!open) setShown((before) => before.filter((other) => other.key !== key));
          }}
          className="flex animate-fade items-start gap-2.5 rounded-md border bg-surface px-3 py-2.5 text-ink text-sm shadow-float"
        >
          {icons[kind]}
          <div className="min-w-0 flex-1">
            <Toast.Title className="font-medium">{title}</Toast.Title>
            {description && <Toast.Description className="text-muted">{description}</Toast.Description>}
          </div>
          {link && (
            <Toast.Action
              altText={link.label}
              onClick={() => router.push(link.href)}
              className="rounded-md px-1 font-medium text-accent-ink underline underline-offset-2"
            >
              {link.label}
            </Toast.Action>
          )}
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2" />
    </Toast.Provider>
  );
}
