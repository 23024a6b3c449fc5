const UNIT_BYTES: Readonly<Record<string, number>> = {
  '': 1,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
};

/** `300M 2G`, a bare number is bytes; powers of 1024 as in `top`. Null for anything else. */
export const parseByteSize = (text: string): number | null => {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)([KMGT]?)B?$/i.exec(text);
  if (match === null) return null;
  const bytes = Number(match[1]) * (UNIT_BYTES[(match[2] ?? '').toUpperCase()] ?? Number.NaN);
  return Number.isFinite(bytes) && bytes <= Number.MAX_SAFE_INTEGER ? Math.round(bytes) : null;
};
