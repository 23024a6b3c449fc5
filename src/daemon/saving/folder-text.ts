/**
 * A folder as a person writes it: relative where it is inside `base`, else from home, else in full. Null for one that
 * would mean another folder when it is read: a `$NAME` in it is filled in, and a line end can not be written.
 */
export const folderText = (path: string, base: string | null, home: string): string | null => {
  const isFit = path.startsWith('/') && path.length <= 4_096 && path.isWellFormed();
  if (!isFit || /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\$[\w{]/.test(path)) return null;
  const inside = (outer: string): string | null =>
    path.startsWith(outer.endsWith('/') ? outer : `${outer}/`)
      ? path.slice(outer.length).replace(/^\/+/, '')
      : null;
  const relative = base === null ? null : inside(base);
  if (relative !== null && relative !== '') return relative.startsWith('~') ? `./${relative}` : relative;
  if (path === home) return '~';
  const ofHome = home.length > 1 ? inside(home) : null;
  return ofHome === null || ofHome === '' ? path : `~/${ofHome}`;
};
