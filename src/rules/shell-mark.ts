/**
 * The marks of panectl's shell integration and leader: OSC 133 with `aid=NONCE`. A mark without the pane's own nonce
 * is somebody else's (another program's integration, or a forgery in what a program printed) and means nothing.
 * `number` is that of the prompt: of the one that begins, or of the one that the command line was typed at. Null for a
 * leader, which has none.
 */
export type ShellMark =
  /** The prompt begins; `code` is what `$?` was then, null where the shell does not say. */
  | { readonly kind: 'prompt'; readonly code: number | null; readonly number: number | null }
  /** The prompt has been printed: what follows is typed. The shell is ready. */
  | { readonly kind: 'input' }
  /** A command line starts; `commandLine` is null where the shell has no record of it. */
  | { readonly kind: 'start'; readonly commandLine: string | null; readonly number: number | null }
  /** The shell wants more of the command line. */
  | { readonly kind: 'more' }
  /** What fish thinks of the command line that stands in its editor. */
  | { readonly kind: 'checked'; readonly verdict: LineVerdict }
  /** It ended with this code. */
  | { readonly kind: 'end'; readonly code: number; readonly number: number | null };

export type LineVerdict = 'complete' | 'refused' | 'incomplete';

export const parseShellMark = (oscBody: string, nonce: string): ShellMark | null => {
  if (!oscBody.startsWith('133;')) return null;
  const [letter = '', ...fields] = oscBody.slice(4).split(';');
  if (nonce === '' || !fields.includes(`aid=${nonce}`)) return null;
  const number = codeOf(fieldOf(fields, 'n'));
  if (letter === 'A') return { kind: 'prompt', code: codeOf(fieldOf(fields, 'code')), number };
  if (letter === 'B') return { kind: 'input' };
  if (letter === 'C') return { kind: 'start', commandLine: decoded(fieldOf(fields, 'cmdline_url')), number };
  if (letter === 'K') return moreOf(fieldOf(fields, 'valid'));
  const code = codeOf(fields[0] ?? null);
  return letter === 'D' && code !== null ? { kind: 'end', code, number } : null;
};

/** fish's `commandline --is-valid` answers 0, 1 or 2; the continuation prompt of bash and zsh says nothing more. */
const moreOf = (valid: string | null): ShellMark => {
  if (valid === null) return { kind: 'more' };
  return { kind: 'checked', verdict: valid === '0' ? 'complete' : valid === '2' ? 'incomplete' : 'refused' };
};

const fieldOf = (fields: readonly string[], key: string): string | null =>
  fields.find((field) => field.startsWith(`${key}=`))?.slice(key.length + 1) ?? null;

const codeOf = (text: string | null): number | null =>
  text !== null && /^\d{1,10}$/.test(text) ? Number(text) : null;

const decoded = (text: string | null): string | null => {
  if (text === null || text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
