/** A field of an answer that came through the socket; undefined where there is none. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

export const textIn = (value: unknown, name: string): string | null => {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? text : null;
};

export const numberIn = (value: unknown, name: string): number | null => {
  const number = fieldOf(value, name);
  return typeof number === 'number' ? number : null;
};
