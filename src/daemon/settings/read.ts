import { readFileSync, statSync } from 'node:fs';
import type * as z from 'zod';
import { nearest } from '../../domain/nearest.ts';
import type { KeySetting } from '../../protocol/panel-settings.ts';
import type { FilePlace } from '../../rules/session-file/file.ts';
import { type Problem, report, type Source, sourceOf } from '../../rules/session-file/source.ts';
import { type FileNode, parseTree } from '../../rules/session-file/tree.ts';
import { keysIn, withoutKeys } from './keys.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from './schema.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** The section `keys`. */
  readonly keys: readonly KeySetting[];
  /** What is wrong with the file, a sentence each; none where it is well, or not there. */
  readonly problems: readonly string[];
}

/** Far more than anybody writes; the parser is quadratic in places. */
const MOST_BYTES = 64 * 1024;

/** Never throws. What is wrong stands in `problems`, and is as if it were not there; the rest counts. */
export const readSettings = (file: string): ReadSettings => {
  const text = textOf(file);
  if (text === null) return { settings: DEFAULT_SETTINGS, keys: [], problems: [] };
  if ('problem' in text)
    return { settings: DEFAULT_SETTINGS, keys: [], problems: [`${file}: ${text.problem}`] };
  return settingsIn(text.text, file);
};

type Text = { readonly text: string } | { readonly problem: string };

/** Null where there is no such file. */
const textOf = (file: string): Text | null => {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    // A pipe would keep us waiting for its writer.
    if (!stat.isFile()) return { problem: 'it is no file' };
    if (stat.size > MOST_BYTES) return { problem: `it is larger than ${MOST_BYTES / 1024} KiB` };
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};

export const settingsIn = (text: string, file: string): ReadSettings => {
  const source = sourceOf(text, file);
  const tree = parseTree(source);
  const settings = tree === null ? DEFAULT_SETTINGS : fromTree(source, withoutKeys(tree));
  const keys = tree === null ? [] : keysIn(source, tree);
  return {
    settings,
    keys,
    problems: source.problems.toSorted(byPlace).map((problem) => sentenceOf(file, problem)),
  };
};

const fromTree = (source: Source, tree: FileNode): Settings => {
  // A file with nothing but comments.
  if (tree.kind === 'scalar' && tree.text === '') return DEFAULT_SETTINGS;
  const given = plainOf(tree);
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) reportIssue(source, tree, issue);
  const rest = settingsSchema.safeParse(without(given, parsed.error.issues));
  return rest.success ? rest.data : DEFAULT_SETTINGS;
};

/** Scalars as they were written; what has no value is not there. */
const plainOf = (node: FileNode): unknown => {
  if (node.kind === 'scalar') return node.text === '' ? undefined : node.text;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
};

type Issue = z.core.$ZodIssue;

const reportIssue = (source: Source, tree: FileNode, issue: Issue): void => {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') {
    const name = path.length === 0 ? 'the file' : path.join('.');
    report(source, placeOf(tree, path), `${name} ${issue.message}`);
    return;
  }
  const known = keysAt(path);
  for (const key of issue.keys) {
    const [meant] = nearest(key, known);
    const hint = meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`;
    report(source, placeOf(tree, [...path, key]), `unknown key ${JSON.stringify(key.slice(0, 80))}; ${hint}`);
  }
};

const keysAt = ([section]: readonly string[]): readonly string[] => {
  const sections = [...Object.entries(DEFAULT_SETTINGS), ['keys', {}] as const];
  const found = sections.find(([name]) => name === section)?.[1];
  return section === undefined ? sections.map(([name]) => name) : Object.keys(found ?? {});
};

/** Of the last key of the path that the file holds. */
const placeOf = (tree: FileNode, path: readonly string[]): FilePlace => {
  const [key, ...rest] = path;
  if (tree.kind !== 'map' || key === undefined) return tree;
  const entry = tree.entries.find((candidate) => candidate.key === key);
  if (entry === undefined) return tree;
  return rest.length === 0 ? entry : placeOf(entry.value, rest);
};

/** The same without what the issues are about. */
const without = (given: unknown, issues: readonly Issue[]): unknown => {
  const wrong = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => pathText([...issue.path, key]))
        : [pathText(issue.path)],
    ),
  );
  return pruned(given, wrong, []);
};

const pruned = (given: unknown, wrong: ReadonlySet<string>, path: readonly PropertyKey[]): unknown => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const kept = Object.entries(given).flatMap(([key, value]) => {
    const inner = [...path, key];
    return wrong.has(pathText(inner)) ? [] : [[key, pruned(value, wrong, inner)] as const];
  });
  return Object.fromEntries(kept);
};

const pathText = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;

const sentenceOf = (file: string, { line, column, message }: Problem): string =>
  `${file}:${line}:${column}: ${message}`;
