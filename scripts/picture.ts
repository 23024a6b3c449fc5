import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PANECTL } from '../test/support/run-panectl.ts';
import { until } from '../test/support/until.ts';
import { type PanectlHouse, withPanectl } from '../test/support/with-panectl.ts';
import { svgOf } from './picture/svg.ts';

/** Draws docs/panel.svg from the panel itself, which looks at a private tmux server with work in it. */
const WIDTH = 120;
const HEIGHT = 30;
const job = fileURLToPath(new URL('../test/fixtures/bin/job', import.meta.url));
const picture = fileURLToPath(new URL('../docs/panel.svg', import.meta.url));

const furnish = async ({ ask }: PanectlHouse): Promise<void> => {
  for (const session of ['shop', 'site']) await ask('session-create', session);
  for (const label of ['build', 'test', 'db', 'logs']) {
    await ask('pane-create', 'shop', label);
    await ask('pane-exec', 'shop', label, `sh ${job} ${label}`);
  }
  await ask('pane-create', 'shop', 'lint', '--command', "echo '2 problems'; exit 2");
  await ask('pane-create', 'site', 'preview', '--command', `sh ${job} preview`);
  await ask('pane-create', 'site', 'busy', '--command', 'while :; do :; done');
};

/** The panel runs in a second private server, so it is not among what it shows. */
const capturePanel = (house: PanectlHouse): Promise<string> =>
  withPanectl(
    async ({ tmux }) => {
      const screen = () => tmux.run('capture-pane', '-e', '-p', '-t', 'screen:');
      await until(async () => (await screen()).includes('preview'), { what: 'the panel to show its panes' });
      const deadline = Date.now() + 8_000;
      await until(() => Date.now() > deadline, { what: 'some seconds of CPU history' });
      return screen();
    },
    {
      session: 'screen',
      size: { width: WIDTH, height: HEIGHT },
      command: `env PANECTL_HOME=${house.home} TMUX= COLORTERM=truecolor ${PANECTL} -S ${house.tmux.socket} panel`,
    },
  );

await withPanectl(
  async (house) => {
    await furnish(house);
    writeFileSync(picture, await svgOf(await capturePanel(house), WIDTH, HEIGHT));
    console.log(`panectl: drew ${picture}`);
  },
  { session: null },
);
