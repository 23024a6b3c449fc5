/** Whether a label is meant by a scope: one of a list with commas, which no label holds. */
export const isBearer = (scope: string, label: string | null): boolean =>
  scope.includes(',') ? scope.split(',').some((each) => isMeant(each.trim(), label)) : isMeant(scope, label);

/** The label itself, or a pattern with `*` for any text. No label: only `*`. */
const isMeant = (scope: string, label: string | null): boolean => {
  if (scope === '*') return true;
  if (label === null) return false;
  const [first = '', ...rest] = scope.split('*');
  if (rest.length === 0) return label === scope;
  if (!label.startsWith(first)) return false;
  const last = rest.at(-1) ?? '';
  const middle = rest.slice(0, -1);
  let at = first.length;
  for (const piece of middle) {
    const found = label.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return label.length - last.length >= at && label.endsWith(last);
};
