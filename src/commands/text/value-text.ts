/** Any value of an answer as words: nothing for what is unknown, JSON for what is nested. */
export const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value, shortened) ?? '');
};

const MOST_ITEMS = 4;

/** A history of a hundred points tells a person nothing in one line. */
const shortened = (_key: string, value: unknown): unknown =>
  Array.isArray(value) && value.length > MOST_ITEMS ? `${value.length} of them: --json` : value;
