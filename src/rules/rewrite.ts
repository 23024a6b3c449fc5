/** A text in which some words were replaced, and the way back from it. */
export interface Rewritten {
  readonly text: string;
  /** Where in the original an offset of `text` comes from; within a replaced word its beginning. */
  readonly originOf: (offset: number) => number;
}

/** Replaces what `words` finds (a global expression) where `replace` answers a text, and leaves the rest. */
export const rewrite = (
  source: string,
  words: RegExp,
  replace: (match: RegExpExecArray, at: number) => string | null,
): Rewritten => {
  const moved: {
    readonly at: number;
    readonly length: number;
    readonly from: number;
    readonly to: number;
  }[] = [];
  let text = '';
  let copied = 0;
  for (const match of source.matchAll(words)) {
    text += source.slice(copied, match.index);
    copied = match.index;
    const word = replace(match, text.length);
    if (word === null) continue;
    copied += match[0].length;
    moved.push({ at: text.length, length: word.length, from: match.index, to: copied });
    text += word;
  }
  return {
    text: text + source.slice(copied),
    originOf: (offset) => {
      const last = moved.findLast(({ at }) => at <= offset);
      if (last === undefined) return offset;
      return offset < last.at + last.length ? last.from : last.to + offset - last.at - last.length;
    },
  };
};
