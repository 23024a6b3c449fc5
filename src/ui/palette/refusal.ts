/** Why a call can not be made from the panel, for people; null when it can. */
export const refusalOf = (command: string, input: Readonly<Record<string, unknown>>): string | null => {
  if (input.stdin === true || input.secret === true)
    return 'it reads standard input, which only a shell has; s types a line here';
  if (command === 'pane-stream' || input.follow === true)
    return 'it goes on for ever, for a pipe; the preview shows the pane as it is';
  return LOCAL.get(command) ?? null;
};

const LOCAL: ReadonlyMap<string, string> = new Map([
  ['panel', 'this is the panel; panectl panel in a shell opens one for another session'],
  ['demo', 'it takes a whole terminal; run panectl demo in a shell'],
  ['mcp', 'it speaks with a program on its standard input; run panectl mcp from there'],
  ['daemon-stop', 'this panel would start it again at once; run panectl daemon-stop in a shell'],
]);
