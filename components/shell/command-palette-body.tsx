"use client";

import { Command as Cmdk } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { fetchJson } from "#lib/api/fetch-json.ts";
import DialogBody from "../ui/dialog-body.tsx";
import { Spinner } from "../ui/spinner.tsx";
import type { Command } from "./command.ts";

type PaletteBodyProps = { commands: readonly Command[]; searchPath: string | undefined; onClose: () => void };

/** The open palette. */
export default function CommandPaletteBody({ commands, searchPath, onClose }: PaletteBodyProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const { found, searching } = useFound(searchPath, text.trim());

  const groups = Map.groupBy(commands, (command) => command.group);
  const go = (command: Command) => {
    onClose();
    router.push(command.href);
  };

  return (
    <DialogBody
      place="centre"
      title="Search and commands"
      titleHidden
      onOpenChange={(open) => !open && onClose()}
    >
      <Cmdk label="Search and commands" loop className="-mx-4 -mt-1 -mb-4">
        <Cmdk.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to, create, or find by name or id"
          className="h-12 w-full border-b bg-transparent px-4 text-lg outline-none"
        />
        <Cmdk.List className="max-h-[50dvh] overflow-y-auto p-2 **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-faint **:[[cmdk-group-heading]]:text-xs">
          {searching ? (
            <Cmdk.Loading>
              <Spinner label="Looking" className="px-2 py-3 text-sm" />
            </Cmdk.Loading>
          ) : (
            <Cmdk.Empty className="px-2 py-3 text-muted text-sm">
              Nothing found. Ids are found whole or by their first eight characters.
            </Cmdk.Empty>
          )}
          {found.length > 0 && (
            <Cmdk.Group heading="Found" forceMount>
              {found.map((command) => (
                <Row key={command.href} command={command} always onSelect={go} />
              ))}
            </Cmdk.Group>
          )}
          {[...groups].map(([group, items]) => (
            <Cmdk.Group key={group} heading={group}>
              {items.map((command) => (
                <Row key={command.href} command={command} onSelect={go} />
              ))}
            </Cmdk.Group>
          ))}
        </Cmdk.List>
      </Cmdk>
    </DialogBody>
  );
}

type RowProps = { command: Command; always?: boolean; onSelect: (command: Command) => void };

function Row({ command, always = false, onSelect }: RowProps) {
  return (
    <Cmdk.Item
      value={`${command.label} ${command.href}`}
      keywords={[...(command.keywords ?? [])]}
      forceMount={always}
      onSelect={() => onSelect(command)}
      className="flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-md px-2 text-sm data-[selected=true]:bg-hover"
    >
      <span className="min-w-0 truncate">{command.label}</span>
      {command.note && <span className="shrink-0 text-faint text-xs">{command.note}</span>}
    </Cmdk.Item>
  );
}

const shortest = 2;
const restMs = 200;

/** What the server finds for a text, asked when typing rests; an answer that comes late is dropped. */
function useFound(searchPath: string | undefined, text: string) {
  const wanted = searchPath !== undefined && text.length >= shortest;
  const [answer, setAnswer] = useState<{ text: string; items: readonly Command[] }>({ text: "", items: [] });

  useEffect(() => {
    if (!wanted || !searchPath) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const query = { q: text };
        const { items } = await fetchJson<{ items: Command[] }>(searchPath, {
          query,
          signal: controller.signal,
        });
        setAnswer({ text, items });
      } catch {
        // The commands that are known already stay usable.
        if (!controller.signal.aborted) setAnswer({ text, items: [] });
      }
    }, restMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [searchPath, text, wanted]);

  const current = wanted && answer.text === text;
  return { found: current ? answer.items : [], searching: wanted && !current };
}
