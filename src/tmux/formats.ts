/**
 * One list of fields makes both the `-F` template and the parser of what it prints.
 *
 * A title, a label, a name or a folder can hold any text: line feeds, our delimiter, things that look like a row.
 * So the delimiter is a nonce of this one listing, which nobody who wrote a value could know. (Lengths by `#{n:…}`
 * would read `pane_current_command` twice, and it may change in between.)
 */
export interface FieldList<Name extends string> {
  readonly template: (nonce: string) => string;
  /** Rows by field name; a row that is not whole is left out. */
  readonly parse: (nonce: string, printed: string) => readonly Readonly<Record<Name, string>>[];
}

export const fieldList = <const Name extends string>(names: readonly Name[]): FieldList<Name> => ({
  template: (nonce) => `${names.map((name) => `${nonce}#{${name}}`).join('')}${nonce}`,
  parse: (nonce, printed) => {
    const pieces = printed.split(nonce);
    const rows: Readonly<Record<Name, string>>[] = [];
    // Each row is: what stands before its first nonce (nothing, or the line feed that ends the row before), fields.
    for (let at = 1; at + names.length <= pieces.length - 1; at += names.length + 1) {
      const row = rowOf(names, pieces.slice(at, at + names.length));
      if (row !== null) rows.push(row);
    }
    return rows;
  },
});

const rowOf = <Name extends string>(
  names: readonly Name[],
  values: readonly string[],
): Readonly<Record<Name, string>> | null => {
  const row: Partial<Record<Name, string>> = {};
  names.forEach((name, index) => {
    row[name] = values[index] ?? '';
  });
  return isWhole(names, row) ? row : null;
};

const isWhole = <Name extends string>(
  names: readonly Name[],
  row: Partial<Record<Name, string>>,
): row is Record<Name, string> => names.every((name) => row[name] !== undefined);

export const SERVER_FIELDS = fieldList(['pid', 'start_time', 'version', 'exit-unattached']);

export const SESSION_FIELDS = fieldList([
  'session_id',
  'session_name',
  'session_created',
  'destroy-unattached',
  '@panectl_owner',
  '@panectl_group',
]);

export const WINDOW_FIELDS = fieldList([
  'session_id',
  'window_id',
  'window_index',
  'window_active',
  'window_name',
  'window_layout',
  'window_zoomed_flag',
  'window_width',
  'window_height',
  '@panectl',
]);

export const CLIENT_FIELDS = fieldList(['client_pid', 'session_id']);

const NARROW = [
  'pane_id',
  'window_id',
  'pane_pid',
  'pane_active',
  'pane_dead',
  'pane_dead_status',
  'pane_dead_signal',
  'pane_mode',
  'alternate_on',
  'pane_synchronized',
  'pane_width',
  'pane_height',
  'pane_left',
  'pane_top',
  '@label',
  '@panectl',
] as const;

/** What changes with a change of structure; half the price of all. */
export const NARROW_PANE_FIELDS = fieldList(NARROW);

/** All. `pane_current_command` and `pane_current_path` read /proc for each pane, within the server's only thread. */
export const WIDE_PANE_FIELDS = fieldList([
  ...NARROW,
  'pane_title',
  'pane_current_command',
  'pane_current_path',
  'pane_start_path',
  'pane_start_command',
  'remain-on-exit',
]);

export type ServerRow = RowOf<typeof SERVER_FIELDS>;
export type SessionRow = RowOf<typeof SESSION_FIELDS>;
export type WindowRow = RowOf<typeof WINDOW_FIELDS>;
export type ClientRow = RowOf<typeof CLIENT_FIELDS>;
export type NarrowPaneRow = RowOf<typeof NARROW_PANE_FIELDS>;
export type WidePaneRow = RowOf<typeof WIDE_PANE_FIELDS>;

type RowOf<List> = List extends FieldList<infer Name> ? Readonly<Record<Name, string>> : never;
