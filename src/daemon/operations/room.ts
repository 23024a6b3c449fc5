/** Smaller than this nothing can be read any more; tmux itself goes down to 1x1, and makes the window larger for it. */
export const SMALLEST = { width: 10, height: 2 };

/** Whether so many panes, arranged by this name, have room in a window of this size. */
export const hasRoom = (
  layout: string,
  panes: number,
  window: { readonly width: number; readonly height: number },
): boolean => {
  const { columns, rows } = gridOf(layout, panes);
  const width = Math.floor((window.width - (columns - 1)) / columns);
  const height = Math.floor((window.height - (rows - 1)) / rows);
  return panes <= 1 || (width >= SMALLEST.width && height >= SMALLEST.height);
};

/** How many panes stand beside and below one another where it is tightest (layout-set.c). */
const gridOf = (layout: string, panes: number): { readonly columns: number; readonly rows: number } => {
  if (layout === 'even-horizontal') return { columns: panes, rows: 1 };
  if (layout === 'even-vertical') return { columns: 1, rows: panes };
  if (layout.startsWith('main-vertical')) return { columns: 2, rows: panes - 1 };
  if (layout.startsWith('main-horizontal')) return { columns: panes - 1, rows: 2 };
  let [rows, columns] = [1, 1];
  while (rows * columns < panes) {
    rows += 1;
    if (rows * columns < panes) columns += 1;
  }
  return { columns, rows };
};
