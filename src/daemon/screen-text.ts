/**
 * Makes a screen as `capture-pane -e` prints it harmless: text and SGR sequences stay, every other escape and control
 * character goes. Each line then stands for itself: tmux lets attributes run on from one line into the next
 * (cmd-capture-pane.c keeps one cell for the whole range), here they are said again and ended with each line.
 */
export const sanitizeScreen = (lines: readonly string[]): readonly string[] => {
  const carried: Carried = { style: '', isLineDrawing: false };
  return lines.map((line) => sanitizeLine(line, carried));
};

interface Carried {
  style: string;
  isLineDrawing: boolean;
}

const RESET = '\u001b[0m';
const TOKEN =
  /\u001b\[[0-9;:]*m|\u001b\[[ -?]*[@-~]|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[\s\S]?|[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/** Anything that has to be looked at more closely. */
const SPECIAL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const sanitizeLine = (line: string, carried: Carried): string => {
  // Most lines of most screens are plain.
  if (carried.style === '' && !carried.isLineDrawing && !SPECIAL.test(line)) return line;
  let text = carried.style;
  for (const [token] of line.matchAll(TOKEN)) text += kept(token, carried);
  return text === '' || carried.style === '' ? text : `${text}${RESET}`;
};

const kept = (token: string, carried: Carried): string => {
  if (isStyle(token)) {
    carried.style = styleAfter(carried.style, token);
    return token;
  }
  if (token === SHIFT_OUT || token === SHIFT_IN) {
    carried.isLineDrawing = token === SHIFT_OUT;
    return '';
  }
  if (token < ' ' || isControl(token)) return token === '\t' ? ' ' : '';
  return carried.isLineDrawing ? drawn(token) : token;
};

const isStyle = (token: string): boolean => token.startsWith('\u001b[') && token.endsWith('m');
const isControl = (token: string): boolean => /^[\u007f-\u009f\u202a-\u202e\u2066-\u2069]$/.test(token);

/** Longer than any style tmux writes; what comes after it is a program's attempt to make us grow. */
const LONGEST_STYLE = 512;

const styleAfter = (style: string, token: string): string => {
  const codes = token.slice(2, -1);
  if (codes === '' || codes === '0') return '';
  if (codes.startsWith('0;')) return token;
  const next = `${style}${token}`;
  return next.length > LONGEST_STYLE ? '' : next;
};

/** capture-pane keeps cells of the line drawing set (terminfo(5), acsc) as ASCII between SO and SI. */
const SHIFT_OUT = '\u000e';
const SHIFT_IN = '\u000f';
const DRAWN: Readonly<Record<string, string>> = {
  '`': '◆',
  a: '▒',
  f: '°',
  g: '±',
  j: '┘',
  k: '┐',
  l: '┌',
  m: '└',
  n: '┼',
  o: '⎺',
  p: '⎻',
  q: '─',
  r: '⎼',
  s: '⎽',
  t: '├',
  u: '┤',
  v: '┴',
  w: '┬',
  x: '│',
  y: '≤',
  z: '≥',
  '{': 'π',
  '|': '≠',
  '}': '£',
  '~': '·',
};

const drawn = (text: string): string => [...text].map((each) => DRAWN[each] ?? each).join('');
