export const toolName = (command: string): string => command.replaceAll('-', '_');

/**
 * The registry speaks of the command line: `--if-missing` is the argument `if_missing` here, and a tool has no exit
 * status, so sentences about that are left out.
 */
export const wordedForTools = (text: string): string =>
  withoutExitStatus(text).replace(
    /(?<![\w-])(--?)([a-z][a-z-]*)\b/g,
    (_whole, dashes: string, name: string) =>
      dashes === '--' || name.length === 1 ? name.replaceAll('-', '_') : `-${name}`,
  );

const withoutExitStatus = (text: string): string =>
  text
    .replace(/; exit status[^.;]*/g, '')
    .split(/(?<=\.)\s+/)
    .filter((sentence) => !/\bexit status\b/i.test(sentence))
    .join(' ');
