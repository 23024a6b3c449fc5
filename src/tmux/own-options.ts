/**
 * Formats show a user option that is inherited (pane ← window ← global, and a server option hides them all:
 * format_find in format.c). Only `show-options` without -A tells what an object has of its own, so it is asked for
 * each object for which the listing showed something: 0.01 ms each when the lines go in one write.
 */
export interface OwnOption {
  readonly scope: 'pane' | 'window' | 'session';
  readonly id: string;
  readonly option: string;
  /** What the listing showed, inherited or not. */
  readonly shown: string;
}

export const showCommand = ({ scope, id, option }: OwnOption): readonly string[] => {
  const flags = { pane: '-pqv', window: '-wqv', session: '-qv' }[scope];
  return ['show-options', flags, '-t', scope === 'session' ? `${id}:` : id, option];
};

/** Remembers what was found out, as long as the listing shows the same. */
export class OwnOptions {
  readonly #known = new Map<string, { readonly shown: string; readonly own: string | null }>();

  /** Those that have to be asked for; all that show something when `again`. */
  doubtful(options: readonly OwnOption[], again: boolean): readonly OwnOption[] {
    return options.filter(
      (option) => option.shown !== '' && (again || this.#known.get(keyOf(option))?.shown !== option.shown),
    );
  }

  learn(option: OwnOption, printed: readonly string[] | null): void {
    const own = printed === null || printed.length === 0 ? null : printed.join('\n');
    this.#known.set(keyOf(option), { shown: option.shown, own: own === '' ? null : own });
  }

  own(option: OwnOption): string | null {
    return option.shown === '' ? null : (this.#known.get(keyOf(option))?.own ?? null);
  }

  /** Ids are never given twice within one server, but they grow. */
  keepOnly(options: readonly OwnOption[]): void {
    const keys = new Set(options.map(keyOf));
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
  }
}

const keyOf = ({ id, option }: OwnOption): string => `${id} ${option}`;
