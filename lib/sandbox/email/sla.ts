import type { Sla, Span } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { asInteger, type JsonRecord } from "../wire/values.ts";
import { EmailRefusal } from "./change-channel.ts";

/** Service levels of channels; the one called "global" holds for every channel that does not differ (M-80). */

export const longestSpan = { days: 30, hours: 23, minutes: 59 } as const;

export function slaOf(store: Store, id: string): Sla {
  const fresh = {
    id,
    useGlobal: true,
    firstResponse: { days: 0, hours: 4, minutes: 0 },
    solution: { days: 1, hours: 0, minutes: 0 },
  };
  return store.email.slas.get(id) ?? fresh;
}

/** A span as a form or a test sends it; what is left out is 0. Throws EmailRefusal. */
function spanIn(sent: JsonRecord): Span {
  const part = (unit: keyof Span) => {
    const value = asInteger(sent[unit] ?? 0);
    if (value === undefined || value < 0 || value > longestSpan[unit])
      throw new EmailRefusal(`"${unit}" is a number from 0 to ${longestSpan[unit]}.`);
    return value;
  };
  return { days: part("days"), hours: part("hours"), minutes: part("minutes") };
}

type SlaInput = { useGlobal: boolean; firstResponse: JsonRecord; solution: JsonRecord };

/** Keeps the service level of a channel, or of "global". Throws EmailRefusal. */
export function saveSla(store: Store, id: string, input: SlaInput): Sla {
  if (id !== "global" && !store.channels.get(id)) throw new EmailRefusal(`There is no channel ${id}.`);
  return store.email.slas.put(id, {
    id,
    useGlobal: id !== "global" && input.useGlobal,
    firstResponse: spanIn(input.firstResponse),
    solution: spanIn(input.solution),
  });
}
