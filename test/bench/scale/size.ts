/** How much there is at once, and for how long. */
export interface Size {
  readonly sessions: number;
  readonly panes: number;
  /** Lines a second, of all panes together. */
  readonly lines: number;
  readonly rules: number;
  readonly minutes: number;
}

const number = (name: string, other: number): number => Number(process.env[name] ?? other);

export const sizeAsked = (): Size => ({
  sessions: number('BENCH_SESSIONS', 20),
  panes: number('BENCH_PANES', 500),
  lines: number('BENCH_LINES', 2_000),
  rules: number('BENCH_RULES', 100),
  minutes: number('BENCH_MINUTES', 10),
});

/** Twice as many panes that print as much each, for a fifth of the time: to see what gives way. */
export const twice = (size: Size): Size => ({
  ...size,
  panes: size.panes * 2,
  lines: size.lines * 2,
  minutes: size.minutes / 5,
});
