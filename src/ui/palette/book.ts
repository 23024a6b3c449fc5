import type { Result } from '../../domain/result.ts';

/**
 * What the palette knows of the registry. Behind an interface, because the registry with its schemas costs a panel
 * 40 ms and 20 MB, which only who presses `:` has to pay.
 */
export interface Book {
  readonly commands: readonly BookCommand[];
  /** The words of a line as a call, its command's name the first of them. */
  readonly read: (words: readonly string[]) => Result<BookCall>;
  /** An answer as lines for people, tables of at most `width` columns. */
  readonly linesOf: (data: unknown, width: number) => readonly string[];
}

export interface BookCommand {
  readonly name: string;
  readonly summary: string;
  /** `pane-create <session> <label> [--command <command>]` */
  readonly usage: string;
  /** Keys of its input, in the order of the words. */
  readonly positionals: readonly string[];
  /** The key that takes all remaining words. */
  readonly rest: string | null;
  readonly fields: readonly BookField[];
}

export interface BookField {
  readonly key: string;
  /** `--if-missing`, `-n`; null for a word without a name. */
  readonly option: string | null;
  readonly kind: 'flag' | 'value' | 'list';
  readonly required: boolean;
  readonly description: string;
  readonly choices: readonly string[];
}

export interface BookCall {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly isRead: boolean;
  /** `--json`. */
  readonly isJson: boolean;
  /** Why it can not run in a panel; null when it can. */
  readonly refusal: string | null;
}
