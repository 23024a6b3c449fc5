import type { Event } from '../../domain/event.ts';

/** No terminal is wider. */
const LONGEST = 1_000;

/** One of an event's data as text, cut and still foreign. Empty for what is not there. */
export const dataText = ({ data }: Event, key: string): string => {
  const value = data[key];
  if (typeof value === 'number') return `${value}`;
  return typeof value === 'string' ? value.slice(0, LONGEST) : '';
};

/** `exit 2` for a code, else the text itself. */
export const spokenText = (event: Event, key: string): string => {
  const text = dataText(event, key);
  return key === 'exit_code' && text !== '' ? `exit ${text}` : text;
};
