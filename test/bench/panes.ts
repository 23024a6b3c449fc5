import { readFileSync } from 'node:fs';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { openControlClient } from './control-client.ts';
import type { Row } from './row.ts';

const PANES_A_WINDOW = 10;

/** A session `bench` with so many panes of this command, known to a daemon. */
export const withPanes = (
  count: number,
  command: string,
  body: (house: PanectlHouse) => Promise<readonly Row[]>,
): Promise<readonly Row[]> =>
  withPanectl(
    async (house) => {
      const control = await openControlClient(house.tmux, 'bench');
      for (let pane = 1; pane < count; pane++) {
        if (pane % PANES_A_WINDOW === 0) await control.send(`new-window -d -t '=bench:' '${command}'`);
        else
          await control.send(
            `split-window -d -t '=bench:{end}' '${command}' ; select-layout -t '=bench:{end}' tiled`,
          );
      }
      control.end();
      await until(async () => (await house.panectl('pane-count', 'bench')).stdout.includes(`${count}`), {
        what: `${count} panes in the daemon`,
      });
      return body(house);
    },
    { session: 'bench', command, size: { width: 200, height: 200 } },
  );

/** The program itself, whether its launcher became it or waits for it. */
export const lastOfChain = (pid: number): number => {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((each) => each !== '');
  return child === undefined ? pid : lastOfChain(Number(child));
};
