import { posix } from 'node:path';
import { KEPT_IN, ROOMS, WITHOUT_PACKAGES } from './rooms.ts';
import type { Finding, SourceFile } from './source-file.ts';

const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([^'"]+)['"]/g;

/** Checks who imports whom. Types count: a room that knows another's types is tied to it. */
export const checkImports = (file: SourceFile): readonly Finding[] => {
  const room = roomOf(file.path);
  if (room === null) return [];
  return importsOf(file.text).flatMap(({ line, specifier }) => {
    const message = problemOf(file.path, room, specifier);
    return message === null ? [] : [{ path: file.path, line, message }];
  });
};

const importsOf = (text: string): readonly { line: number; specifier: string }[] =>
  [...text.matchAll(IMPORT)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    specifier: match[1] ?? '',
  }));

const problemOf = (path: string, room: string, specifier: string): string | null => {
  if (!specifier.startsWith('.')) return problemOfPackage(room, packageOf(specifier));
  const target = roomOf(posix.normalize(posix.join(posix.dirname(path), specifier)));
  const rules = ROOMS[room];
  if (rules === undefined)
    return `src/${room}/ is no room of the house; the table is in scripts/house/rooms.ts`;
  if (target === room || (target !== null && rules.mayImport.includes(target))) return null;
  const allowed = rules.mayImport.length === 0 ? 'nothing' : rules.mayImport.join(', ');
  return `${room}/ (${rules.holds}) may import ${allowed}, not ${target ?? specifier}. ${adviceFor(target)}`;
};

const problemOfPackage = (room: string, name: string): string | null => {
  const kept = KEPT_IN[name];
  if (kept !== undefined && !kept.includes(room)) {
    return `${name} stays in ${kept.join(', ')}/; ask that room for a function instead of importing it in ${room}/`;
  }
  if (WITHOUT_PACKAGES.includes(room) && !name.startsWith('node:')) {
    return `${room}/ is loaded by every call and lives on Node alone, without ${name}; move what needs it to cli/ or daemon/`;
  }
  return null;
};

const adviceFor = (target: string | null): string => {
  const holds = target === null ? undefined : ROOMS[target]?.holds;
  if (target === null || holds === undefined) return 'Code of the product lives in a room of src/.';
  return `${target}/ is for ${holds}; what joins rooms belongs in daemon/, a noun that both need in domain/.`;
};

const roomOf = (path: string): string | null => /^src\/([^/]+)\//.exec(path)?.[1] ?? null;

const packageOf = (specifier: string): string =>
  specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? '');
