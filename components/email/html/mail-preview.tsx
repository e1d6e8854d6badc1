"use client";

import { useId, useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/cn.ts";
import { Select } from "#components/ui/select.tsx";
import type { Scheme } from "#lib/email/html/css/mapping.ts";
import type { Values } from "#lib/email/html/mapping.ts";
import { MailFrame } from "./mail-frame.tsx";

const LOOKS: { value: Scheme; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark, in the author’s colours" },
  { value: "inverted", label: "Dark, turned round by the program" },
];
const WIDTHS = [
  { value: "desktop", label: "Desktop, 640 px" },
  { value: "phone", label: "Phone, 375 px" },
];

type MailPreviewProps = { html: string; sample: Values; dark: boolean };

/** The mail as its reader sees it: at two widths, in light and two kinds of dark, with remote images only when wanted. */
export function MailPreview({ html, sample, dark }: MailPreviewProps) {
  const id = useId();
  const [scheme, setScheme] = useState<Scheme>("light");
  const [width, setWidth] = useState("desktop");
  const [remoteImages, setRemoteImages] = useState(false);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="Width"
          className="w-44"
          value={width}
          options={WIDTHS}
          onChange={({ target }) => setWidth(target.value)}
        />
        <Select
          aria-label="Colours"
          className="w-64"
          value={scheme}
          options={LOOKS}
          onChange={({ target }) => setScheme(target.value as Scheme)}
        />
        <span className="flex items-center gap-1 text-sm">
          <Checkbox
            id={id}
            checked={remoteImages}
            onChange={(event) => setRemoteImages(event.target.checked)}
          />
          <label htmlFor={id}>Remote images</label>
        </span>
      </div>
      <div className="overflow-x-auto">
        <MailFrame
          title="Preview"
          html={html}
          sample={sample}
          scheme={scheme}
          remoteImages={remoteImages}
          className={cn("h-[32rem]", width === "phone" ? "w-[375px]" : "w-[640px]")}
        />
      </div>
      <p className="text-muted text-xs">
        {scheme === "dark" && !dark && "The HTML has no colours for dark screens of its own. "}
        {scheme === "inverted" && "What programs do that turn light mails round; each does it its own way. "}
        {remoteImages
          ? "Your browser fetches remote images now, from their own servers."
          : "Nothing is fetched from elsewhere."}{" "}
        How CXone and each mail program show it, this does not prove.
      </p>
    </div>
  );
}
