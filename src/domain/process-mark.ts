/**
 * What panectl started as a pane's first process, kept with the pane itself as its option `@panectl`, so that it
 * outlives a daemon: a person's shell with marks, or the leader of a command. The nonce makes marks believable.
 */
export interface ProcessMark {
  readonly kind: 'shell' | 'leader';
  readonly nonce: string;
}

export const processMarkText = ({ kind, nonce }: ProcessMark): string => `${kind}:${nonce}`;

/** Null for any other value of the option, also for one that somebody else wrote. */
export const readProcessMark = (text: string | null): ProcessMark | null => {
  const match = /^(shell|leader):([0-9a-f]{16,64})$/.exec(text ?? '');
  const [, kind, nonce = ''] = match ?? [];
  return kind === 'shell' || kind === 'leader' ? { kind, nonce } : null;
};

export const isShellMark = (text: string | null): boolean => readProcessMark(text)?.kind === 'shell';
