import { innerHeight } from './frame.ts';

/** Where everything stands on a terminal of a given size. Heights and widths are those of whole frames. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly isTiny: boolean;
  /** Null where the list is not shown. */
  readonly list: Area | null;
  /** What stands in the place of the list. */
  readonly main: View;
  /** Beneath the list, sharing a border; null where there is no room, or no rule. */
  readonly triggers: Area | null;
  /** One row for the rule that is nearest to firing, where the list of rules is not seen. */
  readonly hasTriggerLine: boolean;
  readonly preview: Area | null;
  readonly events: Area | null;
  /** True where list and preview stand side by side. */
  readonly isWide: boolean;
}

export interface Area {
  readonly width: number;
  readonly height: number;
}

type View = 'panes' | 'triggers' | 'events' | 'metrics' | 'logs';

/** Views that take the whole screen. */
const ALONE: ReadonlySet<View> = new Set(['metrics', 'logs']);

export interface Wish {
  readonly mode: 'both' | 'preview' | 'list';
  readonly view: View;
  /** How many rules there are. */
  readonly rules: number;
}

const ONE_COLUMN_MOST = 84;
const TINY_MOST = 50;
/** Of 24 rows: header, footer, 13 for the list, 1 for a trigger, 8 (6 of them text) for the preview. */
const PREVIEW_FROM_ROWS = 18;
const EVENTS_FROM_ROWS = 20;
const LINE_FROM_ROWS = 12;

export const layoutOf = (
  size: { readonly columns: number; readonly rows: number },
  { mode, view, rules }: Wish,
): Layout => {
  const columns = Math.max(1, size.columns);
  const rows = Math.max(1, size.rows);
  const isTiny = columns <= TINY_MOST;
  const body = Math.max(0, rows - 2);
  const base = { columns, rows, isTiny, rules, view };
  if (ALONE.has(view)) return full(base, { list: { width: columns, height: body }, preview: null });
  if (mode === 'preview') return full(base, { list: null, preview: { width: columns, height: body } });
  if (mode === 'list') return full(base, { list: { width: columns, height: body }, preview: null });
  return columns > ONE_COLUMN_MOST ? wide(base, body) : narrow(base, body);
};

type Base = Pick<Layout, 'columns' | 'rows' | 'isTiny'> & Omit<Wish, 'mode'>;

const full = ({ columns, rows, isTiny, view }: Base, areas: Pick<Layout, 'list' | 'preview'>): Layout => ({
  ...{ columns, rows, isTiny, ...areas },
  ...{ isWide: false, main: view, triggers: null, events: null, hasTriggerLine: false },
});

/** Rules and events get the same height, so that their borders make one line across the screen. */
const wide = ({ columns, rows, isTiny, view, rules }: Base, body: number): Layout => {
  const listWidth = Math.min(Math.round(columns * 0.6), 100);
  const width = columns - listWidth;
  const below = rows >= EVENTS_FROM_ROWS ? Math.max(5, Math.round(body * 0.25)) : 0;
  const hasTriggers = below > 0 && rules > 0;
  const hasTriggerLine = below === 0 && rules > 0 && view !== 'triggers' && rows >= LINE_FROM_ROWS;
  const height = body - (hasTriggerLine ? 1 : 0);
  return {
    ...{ columns, rows, isTiny, isWide: true, hasTriggerLine },
    main: below > 0 ? 'panes' : view,
    list: { width: listWidth, height: height - (hasTriggers ? below : 0) },
    triggers: hasTriggers ? { width: listWidth, height: below } : null,
    preview: { width, height: height - below },
    events: below > 0 ? { width, height: below } : null,
  };
};

const narrow = ({ columns, rows, isTiny, view, rules }: Base, body: number): Layout => {
  const preview = rows >= PREVIEW_FROM_ROWS && !isTiny ? Math.max(8, Math.round(body * 0.36)) : 0;
  const hasTriggerLine = preview > 0 && rules > 0 && view !== 'triggers';
  return {
    ...{ columns, rows, isTiny, isWide: false, main: view, triggers: null, events: null, hasTriggerLine },
    list: { width: columns, height: body - preview - (hasTriggerLine ? 1 : 0) },
    preview: preview === 0 ? null : { width: columns, height: preview },
  };
};

/** Rows of text that the preview shows; it shares a border with the events. */
export const previewHeight = ({ preview, events }: Layout): number =>
  preview === null ? 0 : innerHeight(preview.height, events === null ? 'single' : 'upper');

/** Rows that a view shows: its frame without borders; 0 where it is not on the screen. */
export const heightOf = (view: View, layout: Layout): number => {
  if (view === 'triggers' && layout.triggers !== null) return innerHeight(layout.triggers.height, 'lower');
  if (view === 'events' && layout.events !== null) return innerHeight(layout.events.height, 'lower');
  if (layout.main !== view || layout.list === null) return 0;
  return innerHeight(layout.list.height, placeOfList(layout));
};

export const placeOfList = ({ triggers }: Layout): 'upper' | 'single' =>
  triggers === null ? 'single' : 'upper';
