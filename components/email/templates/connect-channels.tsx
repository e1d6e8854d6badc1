"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ChannelChoice, TemplateView } from "#lib/email/templates/schema.ts";
import { problemOfChannel } from "#lib/email/templates/state.ts";

type ConnectChannelsProps = { template: TemplateView; channels: readonly ChannelChoice[]; mayWrite: boolean };

/** Which channels are to use a template; one that has another is said to leave it. */
export function ConnectChannels({ template, channels, mayWrite }: ConnectChannelsProps) {
  const router = useRouter();
  const before = channels.filter(({ templateId }) => templateId === template.id).map(({ id }) => id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(before));
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const changed = chosen.size !== before.length || before.some((id) => !chosen.has(id));

  const save = async () => {
    setSaving(true);
    setProblem(null);
    try {
      await fetchJson(`/api/email/templates/${template.id}/channels`, {
        method: "PUT",
        body: { channelIds: [...chosen], before },
      });
      toast({ kind: "good", title: "Channels saved" });
      router.refresh();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setSaving(false);
    }
  };
  const toggle = (id: string, on: boolean) =>
    setChosen((now) => new Set(on ? [...now, id] : [...now].filter((other) => other !== id)));

  return (
    <Section
      title="Channels"
      note="A channel has one template at most. It is wanted here, and chosen in CXone."
    >
      <div className="space-y-3 p-4">
        {channels.length === 0 && <p className="text-muted text-sm">There is no email channel yet.</p>}
        <ul className="space-y-1">
          {channels.map((channel) => (
            <Channel
              key={channel.id}
              channel={channel}
              templateId={template.id}
              checked={chosen.has(channel.id)}
              disabled={!mayWrite || (channel.state === "removed" && !chosen.has(channel.id))}
              onChange={(on) => toggle(channel.id, on)}
            />
          ))}
        </ul>
        {problem && <ErrorState problem={problem} />}
        {mayWrite && channels.length > 0 && (
          <Button variant="primary" loading={saving} disabled={!changed} onClick={() => void save()}>
            Save channels
          </Button>
        )}
      </div>
    </Section>
  );
}

type ChannelProps = {
  channel: ChannelChoice;
  templateId: string;
  checked: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
};

function Channel({ channel, templateId, checked, disabled, onChange }: ChannelProps) {
  const id = useId();
  const problem = problemOfChannel(channel);
  const other = channel.templateId && channel.templateId !== templateId ? channel.templateName : null;
  return (
    <li className="flex items-start gap-2 text-sm">
      <Checkbox
        id={id}
        checked={checked}
        disabled={disabled}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id} className="min-w-0 pt-0.5">
        {channel.name}
        {channel.sending === "smtp" && (
          <span className="text-muted"> · through a mail server of your own</span>
        )}
        {problem && <span className="text-warning"> · {problem}</span>}
        {other && <span className="text-muted">{checked ? ` · leaves ${other}` : ` · has ${other}`}</span>}
      </label>
    </li>
  );
}
