import { bytesText, percentText } from './amounts.ts';
import { columnsOf } from './cut.ts';

/** How a quantity is written, and the least that the upper edge of its chart may stand for. */
export interface Quantity {
  readonly textOf: (value: number | null) => string;
  readonly topFor: (most: number) => number;
}

/** Per cent of one core. The scale is at least one core, so that an idle pane looks idle. */
export const cpuQuantity = (dash: string): Quantity => ({
  textOf: (value) => percentText(value, dash),
  topFor: (most) => Math.max(100, roundUp(most)),
});

/** Bytes; round numbers of their unit. */
export const memoryQuantity = (dash: string): Quantity => ({
  textOf: (value) => bytesText(value, dash),
  topFor: (most) => {
    const unit = 1024 ** Math.max(2, Math.floor(Math.log(Math.max(1, most)) / Math.log(1024)));
    return roundUp(most / unit) * unit;
  },
});

/**
 * The upper edge for these readings. A threshold far above them stays outside: it would press the readings to the
 * ground.
 */
export const topOf = (
  values: readonly (number | null)[],
  thresholds: readonly number[],
  { topFor }: Quantity,
): number => {
  const most = values.reduce<number>((so, value) => Math.max(so, value ?? 0), 0);
  const top = topFor(most);
  const reachable = thresholds.filter((each) => each <= top * FAR);
  return reachable.length === 0 ? top : topFor(Math.max(most, ...reachable));
};

const FAR = 4;

/** 1, 1.5, 2, 3, 5, 8 and their tens: a bar never takes less than two thirds of a scale made for it. */
const roundUp = (value: number): number => {
  if (value <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return (NICE.find((each) => each * ten >= value * 0.999) ?? 10) * ten;
};

const NICE = [1, 1.5, 2, 3, 5, 8] as const;

/** Times under a chart of so many columns: how long ago, `now` at the right end. */
export const timeLabels = (columns: number, minutes: number): string => {
  const parts = columns >= 56 ? 4 : columns >= 28 ? 2 : 1;
  let row = '';
  for (let part = 0; part <= parts; part += 1) {
    const label = agoText((minutes * 60 * (parts - part)) / parts);
    const middle = Math.round((columns * part) / parts);
    const wanted =
      part === 0 ? 0 : part === parts ? columns - label.length : middle - Math.floor(label.length / 2);
    if (wanted < columnsOf(row) + (part === 0 ? 0 : 1) || wanted + label.length > columns) continue;
    row = row.padEnd(wanted) + label;
  }
  return row;
};

const agoText = (seconds: number): string => {
  if (seconds === 0) return 'now';
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  return `-${minutes === 0 ? '' : `${minutes}m`}${rest === 0 ? '' : `${rest}s`}`;
};
