/** What a progress notification says besides its token. */
export interface Step {
  readonly progress: number;
  readonly total?: number;
  readonly message: string;
}

export interface Progress {
  /** One more piece of a stream. */
  readonly add: (text: string) => void;
  readonly end: () => void;
}

export interface ProgressOptions {
  readonly name: string;
  /** Seconds after which a wait gives up; null where nobody knows. */
  readonly total: number | null;
  /** Whether the call is one that takes its time: then the first word comes at once. */
  readonly isLong: boolean;
  readonly send: (step: Step) => Promise<void>;
}

const BEAT_MS = 2_000;
/** Pieces of a stream that come together are told together. */
const GATHER_MS = 100;
const MOST_LINES = 20;
const LONGEST_LINE = 500;

/**
 * Tells a client that its call lives: in seconds, every two of them, and at once what a stream brings. Clients give up
 * a silent call after a minute or so, while a wait may last for ten. A client that does not read is told no more
 * before it has read the last word, so nothing piles up.
 */
export const startProgress = ({ name, total, isLong, send }: ProgressOptions): Progress => {
  const startedAt = performance.now();
  let told = 0;
  let isSending = false;
  let gathering: NodeJS.Timeout | null = null;
  let lines: string[] = [];
  let skipped = 0;

  const say = (message: string): void => {
    if (isSending) return;
    isSending = true;
    // It must grow with each word (MCP, "Progress").
    told = Math.max(told + 0.001, Math.round(performance.now() - startedAt) / 1_000);
    void send({ progress: told, ...(total === null ? {} : { total }), message })
      // The client has gone, which the end of the connection tells.
      .catch(() => undefined)
      .finally(() => {
        isSending = false;
      });
  };
  const tellLines = (): void => {
    gathering = null;
    if (isSending) gather();
    else {
      say([...lines, ...(skipped === 0 ? [] : [`(${skipped} more)`])].join('\n'));
      lines = [];
      skipped = 0;
    }
  };
  const gather = (): void => {
    gathering ??= setTimeout(tellLines, GATHER_MS);
  };

  const beat = setInterval(
    () => say(`${name}: ${Math.round((performance.now() - startedAt) / 1_000)} s`),
    BEAT_MS,
  );
  if (isLong) say(`${name}: waiting`);
  return {
    add: (text) => {
      if (lines.length < MOST_LINES) lines.push(text.slice(0, LONGEST_LINE));
      else skipped += 1;
      gather();
    },
    end: () => {
      clearInterval(beat);
      if (gathering !== null) clearTimeout(gathering);
    },
  };
};
