/** `5432`, `localhost:5432`, `[::1]:5432`. Null for anything else. */
export const tcpAddress = (text: string): { readonly host: string; readonly port: number } | null => {
  const match = /^(?:(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[2] ?? 0);
  if (match === null || port < 1 || port > 65_535) return null;
  return { host: (match[1] ?? 'localhost').replace(/^\[|\]$/g, ''), port };
};
