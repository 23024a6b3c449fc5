import { innerHeight } from './frame.ts';

/** Where everything stands on a terminal of a given size. Heights and widths are those of whole frames. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly isTiny: boolean;
  /** Null where the list is not shown. */
  readonly list: Area | null;
  readonly preview: Area | null;
  readonly events: Area | null;
  /** True where list and preview stand side by side. */
  readonly isWide: boolean;
}

export interface Area {
  readonly width: number;
  readonly height: number;
}

const ONE_COLUMN_MOST = 84;
const TINY_MOST = 50;
/** Of 24 rows: header, footer, 14 for the list, 8 (6 of them text) for the preview. */
const PREVIEW_FROM_ROWS = 18;
const EVENTS_FROM_ROWS = 20;

export const layoutOf = (
  size: { readonly columns: number; readonly rows: number },
  mode: 'both' | 'preview' | 'list',
): Layout => {
  const columns = Math.max(1, size.columns);
  const rows = Math.max(1, size.rows);
  const isTiny = columns <= TINY_MOST;
  const body = Math.max(0, rows - 2);
  const base = { columns, rows, isTiny };
  if (mode === 'preview')
    return { ...base, isWide: false, list: null, preview: { width: columns, height: body }, events: null };
  if (mode === 'list')
    return { ...base, isWide: false, list: { width: columns, height: body }, preview: null, events: null };
  return columns > ONE_COLUMN_MOST ? wide(base, body) : narrow(base, body);
};

type Base = Pick<Layout, 'columns' | 'rows' | 'isTiny'>;

const wide = (base: Base, body: number): Layout => {
  const listWidth = Math.min(Math.round(base.columns * 0.6), 100);
  const width = base.columns - listWidth;
  const events = base.rows >= EVENTS_FROM_ROWS ? Math.max(5, Math.round(body * 0.25)) : 0;
  return {
    ...base,
    isWide: true,
    list: { width: listWidth, height: body },
    preview: { width, height: body - events },
    events: events === 0 ? null : { width, height: events },
  };
};

const narrow = (base: Base, body: number): Layout => {
  const width = base.columns;
  const preview = base.rows >= PREVIEW_FROM_ROWS && !base.isTiny ? Math.max(8, Math.round(body * 0.36)) : 0;
  return {
    ...base,
    isWide: false,
    list: { width, height: body - preview },
    preview: preview === 0 ? null : { width, height: preview },
    events: null,
  };
};

/** Rows of text that the preview shows; it shares a border with the events. */
export const previewHeight = ({ preview, events }: Layout): number =>
  preview === null ? 0 : innerHeight(preview.height, events === null ? 'single' : 'upper');

/** Rows of panes that the list shows: its frame without the two borders. */
export const listHeight = ({ list }: Layout): number => (list === null ? 0 : Math.max(0, list.height - 2));
