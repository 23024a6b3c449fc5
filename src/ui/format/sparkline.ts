/**
 * The newest `columns` readings as bars. The scale is at least one core (100), so that an idle pane looks idle
 * and does not fill the line with its noise. A reading that is missing is a blank.
 */
export const sparkline = (
  readings: readonly (number | null)[],
  columns: number,
  bars: readonly string[],
): string => {
  const shown = readings.slice(-columns);
  const top = Math.max(100, ...shown.map((reading) => reading ?? 0));
  const drawn = shown.map((reading) => (reading === null ? ' ' : barOf(reading / top, bars)));
  return drawn.join('').padStart(columns);
};

const barOf = (share: number, bars: readonly string[]): string =>
  bars[Math.min(bars.length - 1, Math.floor(share * bars.length))] ?? ' ';
