/**
 * Text for an argument that tmux expands as a format (`-c`, `-n`, `-s`), so that it comes out as it is: `#` is doubled.
 * A run of `#` before `[` is a style to tmux and is copied unchanged (format_expand1 in format.c), so it stays. `%H` and
 * the like mean a time only where tmux asks for that (format_expand_time), which none of these does. Tried on 3.3a.
 */
export const formatLiteral = (text: string): string =>
  text.replace(/(#+)(\[?)/g, (run: string, hashes: string, bracket: string) =>
    bracket === '' ? hashes + hashes : run,
  );
