import type { YamlMap } from '../../rules/session-file/yaml-text.ts';
import { isMap, jsonTree } from './json-tree.ts';
import { onlyService } from './service-tree.ts';

/**
 * Pane option: what a file would have run there, and a restore did not. It is not lost with the next save, however
 * often that is, until something is run in the pane.
 */
export const PENDING = '@panectl_pending';

export interface Pending {
  /** What was the pane's own process. */
  readonly command: string | null;
  /** A program that would have stood in the place of its shell. */
  readonly shell: string | null;
  /** What was typed into its shell. */
  readonly lines: readonly string[];
  /** What makes it a service, as a file says it; empty for none. */
  readonly service: YamlMap;
}

/** Without a blank, a quote or anything that tmux expands. */
export const pendingText = (pending: Pending): string =>
  Buffer.from(JSON.stringify(pending)).toString('base64url');

/** Somebody else may have written anything. */
export const readPending = (text: string): Pending | null => {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof read !== 'object' || read === null) return null;
    const command: unknown = Reflect.get(read, 'command');
    const shell: unknown = Reflect.get(read, 'shell');
    const lines: unknown = Reflect.get(read, 'lines');
    if (!Array.isArray(lines) || (command !== null && typeof command !== 'string')) return null;
    const service = jsonTree(Reflect.get(read, 'service'));
    return {
      ...{ command, lines: lines.filter((line) => typeof line === 'string') },
      shell: typeof shell === 'string' ? shell : null,
      service: isMap(service) ? onlyService(service) : {},
    };
  } catch {
    return null;
  }
};
