type Mask = readonly [what: RegExp, by: string];

/** Without what differs between two houses, and in one from moment to moment: ids, times, cursors, what is measured. */
export const maskedText = (text: string): string => through(MASKS, text);

/** What a command said; `isWrite`: it may have made the panes that it tells of. */
export const maskedAnswer = (name: string, isWrite: boolean, text: string): string =>
  through([...(isWrite ? NEW : []), ...(OWN[name] ?? [])], text);

const through = (masks: readonly Mask[], text: string): string =>
  masks.reduce((rest, [what, by]) => rest.replace(what, by), text);

const MASKS: readonly Mask[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>'],
  [/\d{8}T\d{9}Z/g, '<time>'],
  // The name of a server, made of its socket's path.
  [/\btmux-[0-9a-f]{12}\b/g, '<server>'],
  [/"history":\[[^\]]*\]/g, '"history":[]'],
  [/"(metrics|reaction_ms)":(null|\{[^{}]*\})/g, '"$1":"<measured>"'],
  [/"(last_output_at)":(null|"<time>")/g, '"$1":"<time>"'],
  [/"(pid|cursor|bytes|effective_timeout|cpu_percent|\w+_(ms|bytes|lines))":(null|-?[\d.]+)/g, '"$1":0'],
];

/** A pane that was made a moment ago is seen earlier in one house than in the other. */
const NEW: readonly Mask[] = [
  [/"(status|status_source|process|last_line)":(null|"(?:[^"\\]|\\.)*")/g, '"$1":"<soon>"'],
  [/"status_counts":\{[^{}]*\}/g, '"status_counts":{}'],
];

/** What the daemon has done, which is more or less of it, and numbers in words. */
const OWN: Readonly<Record<string, readonly Mask[]>> = {
  'pane-why': [[/since \d+ \w+/g, 'since <time>']],
  'daemon-logs': [[/"lines":\[.*\](?=,"file")/, '"lines":[]']],
  'daemon-commands': [[/"commands":\[.*\]/, '"commands":[]']],
  doctor: [[/\d+/g, '0']],
  metrics: [[/ [-\d.e+]+(?="|$)/gm, ' 0']],
  panel: [[/\d\d:\d\d:\d\d|(?<=for |cpu |memory )[\d.]+\w*/g, '0']],
};
