const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `32s 4m 3h 12d`: never more than three characters below 100 days. Empty for an unknown time. */
export const ageText = (since: string | null, nowMs: number): string => {
  if (since === null) return '';
  const ms = Math.max(0, nowMs - Date.parse(since));
  if (Number.isNaN(ms)) return '';
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1000)}s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)}m`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)}h`;
  return `${Math.floor(ms / DAY_MS)}d`;
};

/** 100 is one core; unknown is a dash, never 0. */
export const percentText = (percent: number | null, dash: string): string =>
  percent === null ? dash : `${Math.round(percent)}%`;

const UNITS = ['B', 'K', 'M', 'G', 'T', 'P'] as const;

/** `310M 2.1G`: at most four characters below 1,000 P; powers of 1024. */
export const bytesText = (bytes: number | null, dash: string): string => {
  if (bytes === null) return dash;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value).toString();
  return `${digits}${UNITS[unit] ?? ''}`;
};

/** The wall clock of whoever looks: `12:04:31`. */
export const clockText = (atMs: number): string => {
  const at = new Date(atMs);
  if (Number.isNaN(at.getTime())) return '--:--:--';
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => `${part}`.padStart(2, '0'))
    .join(':');
};

/** How long something lasts: `250ms 4s 90s 10m 2h`, at most four characters below 1,000 hours; rounded down. */
export const spanText = (ms: number): string => {
  if (ms > 0 && ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 100_000) return `${Math.floor(ms / 1_000)}s`;
  return ms < 100 * MINUTE_MS ? `${Math.floor(ms / MINUTE_MS)}m` : `${Math.floor(ms / HOUR_MS)}h`;
};

/** The time until then, in whole seconds and never less than one: `12s 8m`. Empty for no time. */
export const leftText = (until: string | null, nowMs: number): string => {
  const ms = until === null ? Number.NaN : Date.parse(until) - nowMs;
  return Number.isNaN(ms) ? '' : spanText(Math.max(1, Math.ceil(ms / 1_000)) * 1_000);
};
