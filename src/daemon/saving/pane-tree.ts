import type { YamlMap, YamlValue } from '../../rules/session-file/yaml-text.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState } from '../../store/state.ts';
import { type Around, folder } from './around.ts';
import { environmentText } from './environment-text.ts';
import { jsonEntry, MERGE } from './json-tree.ts';
import type { Pending } from './pending.ts';
import { serviceTree } from './service-tree.ts';

/** Nothing, one line, or a map: the shortest form that says all of it. */
export const paneTree = (around: Around, pane: PaneState, base: string, isFocused: boolean): YamlValue => {
  const { label, metadata } = pane;
  const place = `pane ${label ?? pane.tmuxPane}`;
  const { command, shell, lines, service } = commandsOf(around, pane, place);
  const entries = Object.entries(metadata).filter(([key]) => key !== MERGE);
  if (Object.hasOwn(metadata, MERGE)) around.leftOut.push(`${place}: the metadata ${MERGE}`);
  const cwd = pane.cwd === null || pane.cwd === base ? undefined : folder(around, pane.cwd, base, place);
  const map: YamlMap = {
    label: label ?? undefined,
    command: command ?? undefined,
    shell: shell ?? undefined,
    shell_command: lines.length === 0 ? undefined : lineTree(lines),
    ...service,
    start_directory: cwd,
    focus: isFocused || undefined,
    environment: environmentText(environmentOf(pane), around.leftOut, `${place}: `),
    metadata: entries.length === 0 ? undefined : Object.fromEntries(entries.map(jsonEntry)),
  };
  const said = Object.entries(map).filter(([, value]) => value !== undefined);
  if (said.length === 0) return null;
  const [only] = said;
  const isLine = said.length === 1 && only?.[0] === 'shell_command' && typeof only[1] === 'string';
  return isLine ? (only[1] ?? null) : map;
};

/** `NAME=value`, as it was given when the pane was made. */
const environmentOf = ({ environment }: PaneState): Readonly<Record<string, string>> =>
  Object.fromEntries(
    environment.map((entry) => {
      const end = entry.indexOf('=');
      return [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );

/** `pane` and `blank` alone are no command lines in a file. */
const lineTree = (lines: readonly string[]): YamlValue => {
  const [first = ''] = lines;
  const isTaken = /^(?:pane|blank)$/.test(first);
  if (lines.length > 1) return lines;
  return isTaken ? [{ cmd: first }] : first;
};

/**
 * Commands as they were given. Of a shell only what runs there now: what has ended need not be run again. What a
 * restore left out is still meant, until something was run instead.
 */
const commandsOf = ({ state, facts, leftOut }: Around, pane: PaneState, place: string): Pending => {
  const own = commandOf(pane);
  const exec = pane.execId === null ? undefined : state.execs[pane.execId];
  const pending = exec === undefined && own === null ? facts.pending.get(pane.tmuxPane) : undefined;
  const running = exec?.outcome === 'running' ? [exec.command] : [];
  const shell = own === null ? (facts.shells.get(pane.tmuxPane) ?? null) : null;
  const said: Pending = {
    ...{ command: own, shell },
    lines: own === null ? running : [],
    service: pane.service === null ? {} : serviceTree(pane.service.spec),
    ...pending,
    ...(pending === undefined ? {} : { shell: pending.shell ?? shell }),
  };
  const isFit = [said.command ?? 'x', said.shell ?? 'x', ...said.lines].every(isWritable);
  if (isFit) return said;
  leftOut.push(`${place}: its command`);
  return { command: null, shell: null, lines: [], service: {} };
};

/** As a file may say it. */
const isWritable = (line: string): boolean =>
  line.trim() !== '' &&
  line.length <= 100_000 &&
  line.isWellFormed() &&
  !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\n$/.test(line);
