export interface Row {
  readonly what: string;
  /** Figures of this run, as they are printed: name to text. */
  readonly figures: Readonly<Record<string, string>>;
  /** Null where a row only informs. */
  readonly goal: { readonly text: string; readonly met: boolean } | null;
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
export const times = (value: number): string => `${value.toFixed(2)}x`;
export const percent = (value: number): string => `${value.toFixed(1)} %`;

export const printRows = (title: string, rows: readonly Row[]): void => {
  console.log(`\n${title}`);
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, figures, goal } of rows) {
    const numbers = Object.entries(figures).map(([name, text]) => `${name} ${text}`);
    const verdict = goal === null ? '' : `   goal ${goal.text}: ${goal.met ? 'pass' : 'FAIL'}`;
    console.log(`  ${what.padEnd(width)}  ${numbers.join('  ')}${verdict}`);
  }
};
