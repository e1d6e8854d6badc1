const whole = new Intl.NumberFormat("en-GB");
const share = new Intl.NumberFormat("en-GB", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** "1,204", "1,204 calls", "1 call". */
export function countInWords(count: number, noun?: string): string {
  return noun ? `${whole.format(count)} ${noun}${count === 1 ? "" : "s"}` : whole.format(count);
}

/** "3.4 %" of the total; what happened at all is never "0 %", and what did not happen always is never "100 %". */
export function shareInWords(count: number, total: number): string {
  if (total === 0 || count === 0) return "0 %";
  const ratio = count / total;
  if (ratio < 0.001) return "< 0.1 %";
  if (ratio > 0.999 && count < total) return "> 99.9 %";
  return share.format(ratio).replace("%", " %");
}

/** What stands under a bar: "14:00" for an hour, "Sat 21 Nov" for a day, in the zone of the page. */
export function barLabel(from: string, unit: "hour" | "day", zone: string): string {
  const shape: Intl.DateTimeFormatOptions =
    unit === "hour"
      ? { hour: "2-digit", minute: "2-digit" }
      : { weekday: "short", day: "numeric", month: "short" };
  return new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone }).format(Date.parse(from));
}

/** The same, whole, for whoever reads it alone: "Sat 21 Nov, 14:00". */
export function barName(from: string, unit: "hour" | "day", zone: string): string {
  const day = barLabel(from, "day", zone);
  return unit === "day" ? day : `${day}, ${barLabel(from, "hour", zone)}`;
}
