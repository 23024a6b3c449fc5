import * as z from 'zod';
import { parseDuration } from '../../domain/duration.ts';
import { parseByteSize } from '../../domain/size.ts';

/**
 * Everything that can be set, with what it is unless it is set. Values come as text, as somebody wrote them into the
 * file; `docs/settings.md` is made from this.
 */
const day = 86_400_000;
const MIB = 1024 ** 2;

const duration = (byDefault: string, fromMs: number, toMs: number) =>
  z
    .string('is one value')
    .transform((text, context) => {
      const ms = durationOf(text);
      if (ms !== null && ms >= fromMs && ms <= toMs) return ms;
      context.addIssue(`is a duration from ${spanOf(fromMs)} to ${spanOf(toMs)}, like ${byDefault}`);
      return z.NEVER;
    })
    .prefault(byDefault);

const durationOrNone = (byDefault: string, fromMs: number, toMs: number) =>
  z
    .string('is one value')
    .transform((text, context) => {
      const ms = text === 'none' ? null : durationOf(text);
      if (text === 'none' || (ms !== null && ms >= fromMs && ms <= toMs)) return ms;
      context.addIssue(`is none, or a duration from ${spanOf(fromMs)} to ${spanOf(toMs)}`);
      return z.NEVER;
    })
    .prefault(byDefault);

const size = (byDefault: string, fromBytes: number) =>
  z
    .string('is one value')
    .transform((text, context) => {
      const bytes = parseByteSize(text);
      if (bytes !== null && bytes >= fromBytes) return bytes;
      context.addIssue(`is a size of at least ${fromBytes / MIB}M, like ${byDefault}`);
      return z.NEVER;
    })
    .prefault(byDefault);

const count = (byDefault: number, to: number) =>
  z
    .string('is one value')
    .transform((text, context) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
      if (value >= 1 && value <= to) return value;
      context.addIssue(`is a number from 1 to ${to}, like ${byDefault}`);
      return z.NEVER;
    })
    .prefault(String(byDefault));

const portOrNone = z
  .string('is one value')
  .transform((text, context) => {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (text === 'none') return null;
    if (port >= 1 && port <= 65_535) return port;
    context.addIssue('is none, or a port from 1 to 65535, like 9464');
    return z.NEVER;
  })
  .prefault('none');

/** As everywhere in panectl, and days. */
const durationOf = (text: string): number | null => {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  return days === undefined ? parseDuration(text) : Number(days) * day;
};

const spanOf = (ms: number): string => {
  if (ms >= day) return `${ms / day}d`;
  if (ms >= 1_000) return `${ms / 1_000}s`;
  return `${ms}ms`;
};

const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `is one of ${names.join(', ')}`).prefault(names[0]);

/** Columns of the panel's tree that may be left out. */
const COLUMNS = ['command', 'age', 'memory', 'owner', 'sparkline'] as const;

const columns = z
  .union([z.string(), z.array(z.string())])
  .transform((given, context) => {
    const names = (Array.isArray(given) ? given : given.split(/[ ,]+/)).filter((name) => name !== 'none');
    if (names.every((name) => COLUMNS.some((known) => known === name))) return names;
    context.addIssue(`is none, or a list of ${COLUMNS.join(', ')}`);
    return z.NEVER;
  })
  .prefault('none');

const MAP = 'holds settings by their names';

export const settingsSchema = z.strictObject(
  {
    journal: z
      .strictObject(
        {
          max_age: durationOrNone('90d', 3_600_000, 36_500 * day).describe(
            'events, firings, and the execs, panes and rules that are over are forgotten after so long',
          ),
          max_size: size('512M', MIB).describe(
            'the oldest of them are forgotten when the database holds more',
          ),
        },
        MAP,
      )
      .prefault({})
      .describe('The database of events, execs, panes, rules and firings.'),
    output: z
      .strictObject(
        {
          bytes_per_pane: size('4M', MIB / 4).describe("how much of a pane's output is kept"),
          bytes_in_all: size('48M', MIB).describe('how much of the output of all panes is kept'),
        },
        MAP,
      )
      .prefault({})
      .describe('What panes printed, kept in memory.'),
    metrics: z
      .strictObject(
        {
          interval: duration('1s', 250, 60_000).describe('how often CPU and memory of panes are read'),
          port: portOrNone.describe(
            'a port on 127.0.0.1 where Prometheus reads `GET /metrics`; every user of the machine can read there',
          ),
        },
        MAP,
      )
      .prefault({})
      .describe('CPU and memory of what runs in panes.'),
    rules: z
      .strictObject(
        {
          max_cascade: count(16, 1_000).describe(
            'so many firings may lead to one another; the next one is suppressed',
          ),
          max_firings: count(30, 100_000).describe(
            'a rule that fires more often than this within firing_window is stopped (tripped)',
          ),
          firing_window: duration('10s', 100, 3_600_000).describe('the time that max_firings counts in'),
          max_panes: count(64, 10_000).describe('so many panes that rules made may be in one session'),
          cooldown: durationOrNone('none', 1, 7 * day).describe(
            'how long a rule rests after a firing, where it does not say so itself',
          ),
        },
        MAP,
      )
      .prefault({})
      .describe('The brakes of rules.'),
    snapshots: z
      .strictObject(
        {
          keep: count(20, 1_000).describe('so many are kept of each session, the newest ones'),
          hourly: count(24, 10_000).describe(
            'beside these the last one of each hour, for so many hours that have one',
          ),
          daily: count(14, 10_000).describe('and the last one of each day, for so many days that have one'),
          max_age: duration('30d', 3_600_000, 36_500 * day).describe(
            'older ones are removed; the newest one of a session stays',
          ),
        },
        MAP,
      )
      .prefault({})
      .describe('What the daemon saves of sessions by itself.'),
    theme: z
      .strictObject(
        {
          colors: choice(['auto', 'dark', 'light', 'none']).describe(
            "auto is the terminal's own sixteen, and none with NO_COLOR; light takes darker ones for a light background",
          ),
          symbols: choice(['auto', 'unicode', 'ascii']).describe('auto goes by the locale'),
        },
        MAP,
      )
      .prefault({})
      .describe('How the panel is drawn.'),
    panel: z
      .strictObject(
        {
          fps: count(15, 15).describe('the panel redraws at most so many times a second'),
          mouse: choice(['on', 'off']).describe('off: the terminal selects text; M changes it meanwhile'),
          hide: columns.describe(`columns that are left out: ${COLUMNS.join(', ')}`),
        },
        MAP,
      )
      .prefault({})
      .describe('What the panel shows.'),
  },
  MAP,
);

export type Settings = z.output<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
