import type { ShellMark } from './shell-mark.ts';

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
}

export type ShellFact =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started'; readonly commandLine: string | null }
  | { readonly kind: 'ended'; readonly code: number }
  /**
   * The prompt came back and nothing had been run. `code` is the shell's complaint (2 for a syntax error) when `$?`
   * changed to it, else null: then nobody knows.
   */
  | { readonly kind: 'refused'; readonly code: number | null };

export const NEW_SHELL: ShellSession = { phase: 'starting', lastCode: null };

export const onMark = (
  session: ShellSession,
  mark: ShellMark,
): { readonly session: ShellSession; readonly fact: ShellFact | null } => {
  switch (mark.kind) {
    case 'prompt':
      return onPrompt(session, mark.code);
    case 'input': {
      const fact: ShellFact | null = session.phase === 'ready' ? null : { kind: 'ready' };
      return { session: { ...session, phase: 'ready' }, fact };
    }
    case 'start':
      return {
        session: { ...session, phase: 'running' },
        fact: { kind: 'started', commandLine: mark.commandLine },
      };
    case 'end':
      return {
        session: { phase: 'between', lastCode: mark.code },
        // A shell that nobody had heard of before has run something that began before: no prompt comes with this mark.
        fact: isAtWork(session.phase) ? { kind: 'ended', code: mark.code } : null,
      };
  }
};

const isAtWork = (phase: ShellPhase): boolean => phase === 'running' || phase === 'starting';

const onPrompt = (session: ShellSession, code: number | null): ReturnType<typeof onMark> => {
  const next: ShellSession = { phase: 'prompting', lastCode: code ?? session.lastCode };
  const isRefusal = session.phase === 'ready' || session.phase === 'prompting';
  const isNew = code !== null && code !== 0 && code !== session.lastCode;
  return { session: next, fact: isRefusal ? { kind: 'refused', code: isNew ? code : null } : null };
};

/** Whether a line that ends now is a prompt or an echoed command line, which no pattern may see. */
export const isTyping = (phase: ShellPhase): boolean => phase === 'prompting' || phase === 'ready';
