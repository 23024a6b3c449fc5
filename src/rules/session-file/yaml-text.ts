/** What a session file is made of: JSON, where a key without a value (undefined) is left out. */
export type YamlValue = null | boolean | number | string | readonly YamlValue[] | YamlMap;

export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
}

/** YAML as a person writes it: blocks, plain text where that means the same, short lists in one line. */
export const yamlText = (map: YamlMap): string => `${mapLines(map).join('\n')}\n`;

const mapLines = (map: YamlMap): readonly string[] =>
  Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : entryLines(key, value)));

const entryLines = (key: string, value: YamlValue): readonly string[] => {
  const name = `${flowScalar(key)}:`;
  const short = shortText(value);
  if (short !== null) return [`${name}${short === '' ? '' : ` ${short}`}`];
  if (typeof value === 'string') return [`${name} |-`, ...indented(value.split('\n'))];
  return [name, ...indented(isList(value) ? listLines(value) : isMap(value) ? mapLines(value) : [])];
};

const listLines = (list: readonly YamlValue[]): readonly string[] =>
  list.flatMap((item) => {
    const short = shortText(item);
    if (short !== null) return [`-${short === '' ? '' : ` ${short}`}`];
    if (typeof item === 'string') return ['- |-', ...indented(item.split('\n'))];
    const [first = '', ...rest] = isList(item) ? listLines(item) : isMap(item) ? mapLines(item) : [];
    return [`- ${first}`, ...indented(rest)];
  });

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? '' : `  ${line}`));

/** In the line where it is named; null for what takes lines of its own. */
const shortText = (value: YamlValue): string | null => {
  if (value === null) return '';
  if (typeof value === 'string') return isBlock(value) ? null : scalar(value, PLAIN);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return flowList(value);
  return Object.values(value).every((item) => item === undefined) ? '{}' : null;
};

const WIDEST = 80;

const flowList = (list: readonly YamlValue[]): string | null => {
  const words = list.map(flowWord);
  if (words.includes(null)) return null;
  const text = `[${words.join(', ')}]`;
  return text.length > WIDEST ? null : text;
};

/** Null for what reads better in a line of its own. */
const flowWord = (item: YamlValue): string | null => {
  if (item === null || typeof item === 'object') return null;
  if (typeof item !== 'string') return String(item);
  return /\s/.test(item) ? null : flowScalar(item);
};

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);
const isMap = (value: YamlValue): value is YamlMap => typeof value === 'object' && value !== null;

const flowScalar = (text: string): string => scalar(text, PLAIN_IN_FLOW);

/** Beginning with a sign that means nothing in YAML; letters of any language, as names of folders have them. */
const PLAIN = /^[\p{L}_./^$(\\][\p{L}\p{N} !-~]*$/u;
const PLAIN_IN_FLOW = /^[\p{L}_./^$(\\][\p{L}\p{N} !-+./:;<=>@\\^_`|~-]*$/u;
/** Words and numbers of YAML 1.1 and 1.2, and what ends a plain text. */
const TAKEN = /^(?:true|false|yes|no|on|off|null|y|n)$|^\.(?:\d|inf$|nan$)|^\.\.\.|: | #|[: ]$|^[\p{N}]/iu;

const scalar = (text: string, plain: RegExp): string =>
  (plain.test(text) && !TAKEN.test(text)) || KNOWN.test(text) ? text : quoted(text);

/** Folders from home, durations and sizes, as everybody writes them. */
const KNOWN = /^~\/[\w./-]+$|^[1-9]\d*(?:ms|s|m|h|x[1-9]\d*)$/;

/** A JSON text is one of YAML, once it holds no sign that YAML takes for a line end, or for not printable. */
const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Several lines that come back as they are: nothing that a block would strip, fold or take for its indentation. */
const isBlock = (text: string): boolean =>
  /^[^\s]/.test(text) && /[^\s]$/.test(text) && text.includes('\n') && /^[\p{L}\p{N}\n !-~]*$/u.test(text);
