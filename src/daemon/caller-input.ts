/** A caller's standard input, which is asked for only when a command wants it. */
export interface CallerInput {
  /** Resolves with all of it at its end, also when the caller goes away. Asked twice it is the same. */
  readonly read: () => Promise<string>;
  add(text: string, isEnd: boolean): void;
  end(): void;
}

/** More than any pane could be sent; what comes after it is left out. */
const LONGEST = 64 * 1024 * 1024;

export const createCallerInput = (ask: () => void): CallerInput => {
  const parts: string[] = [];
  let length = 0;
  let settle: (text: string) => void = () => undefined;
  let whole: Promise<string> | null = null;
  const end = (): void => settle(parts.join(''));
  return {
    read: () => {
      whole ??= new Promise((resolve) => {
        settle = resolve;
        ask();
      });
      return whole;
    },
    add: (text, isEnd) => {
      if (length < LONGEST) parts.push(text);
      length += text.length;
      if (isEnd) end();
    },
    end,
  };
};
