import type { LineVerdict, ShellMark } from './shell-mark.ts';

/**
 * What a shell with marks is doing, as a machine without I/O.
 *
 *   starting ──prompt──▶ prompting ──input──▶ ready ──start──▶ running ──end──▶ between ──prompt──▶ prompting …
 *                            ▲                  │
 *                            └──────prompt──────┘   an empty line, ^C, or a line that the shell refused
 */
export type ShellPhase = 'starting' | 'prompting' | 'ready' | 'running' | 'between';

export interface ShellSession {
  readonly phase: ShellPhase;
  /** What `$?` was when the last prompt began; null before, or where the shell does not say. */
  readonly lastCode: number | null;
  /** Of the prompt at which the line was typed that runs now or is being typed; null where the shell does not say. */
  readonly number: number | null;
}

export type ShellFact =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started'; readonly commandLine: string | null }
  /** `code` is null when the end itself was missed, and what comes now is another command's. */
  | { readonly kind: 'ended'; readonly code: number | null }
  /** The command line goes on: a quote, a block or a here-document is open. Nothing runs. */
  | { readonly kind: 'unfinished' }
  /** What fish said when it was asked about the line in its editor. */
  | { readonly kind: 'checked'; readonly verdict: LineVerdict }
  /**
   * The prompt came back and nothing had been run. `code` is the shell's complaint (2 for a syntax error) when `$?`
   * changed to it, else null: then nobody knows.
   */
  | { readonly kind: 'refused'; readonly code: number | null };

export const NEW_SHELL: ShellSession = { phase: 'starting', lastCode: null, number: null };

export const onMark = (
  session: ShellSession,
  mark: ShellMark,
): { readonly session: ShellSession; readonly fact: ShellFact | null } => {
  switch (mark.kind) {
    case 'prompt':
      return onPrompt(session, mark);
    case 'input': {
      const fact: ShellFact | null = session.phase === 'ready' ? null : { kind: 'ready' };
      return { session: { ...session, phase: 'ready' }, fact };
    }
    case 'start':
      // Several command lines that are pasted at once begin one after the other and end together, at the next prompt.
      return {
        session: { ...session, phase: 'running', number: mark.number },
        fact:
          session.phase === 'running' && !isOther(session, mark.number)
            ? null
            : { kind: 'started', commandLine: mark.commandLine },
      };
    case 'more':
      return { session, fact: isTyping(session.phase) ? { kind: 'unfinished' } : null };
    case 'checked':
      return { session, fact: isTyping(session.phase) ? mark : null };
    case 'end':
      return {
        session: { phase: 'between', lastCode: mark.code, number: mark.number },
        // A shell that nobody had heard of before has run something that began before: no prompt comes with this mark.
        fact: isAtWork(session.phase)
          ? { kind: 'ended', code: isOther(session, mark.number) ? null : mark.code }
          : null,
      };
  }
};

const isAtWork = (phase: ShellPhase): boolean => phase === 'running' || phase === 'starting';

/** The mark is of a line that was typed at another prompt than the one that runs: what lies between was not heard. */
const isOther = ({ number }: ShellSession, marked: number | null): boolean =>
  number !== null && marked !== null && number !== marked;

const onPrompt = (
  session: ShellSession,
  { code, number }: Extract<ShellMark, { kind: 'prompt' }>,
): ReturnType<typeof onMark> => {
  const next: ShellSession = { phase: 'prompting', lastCode: code ?? session.lastCode, number };
  return { session: next, fact: endBefore(session, code, number) ?? refusalBefore(session, code) };
};

/** A command runs and the prompt comes without its end mark. The next prompt has its code all the same. */
const endBefore = (session: ShellSession, code: number | null, number: number | null): ShellFact | null => {
  if (session.phase !== 'running' || session.number === null || number === null) return null;
  return { kind: 'ended', code: number === session.number + 1 ? code : null };
};

const refusalBefore = (session: ShellSession, code: number | null): ShellFact | null => {
  if (!isTyping(session.phase)) return null;
  const isNew = code !== null && code !== 0 && code !== session.lastCode;
  return { kind: 'refused', code: isNew ? code : null };
};

/** Whether a line that ends now is a prompt or an echoed command line, which no pattern may see. */
export const isTyping = (phase: ShellPhase): boolean => phase === 'prompting' || phase === 'ready';
