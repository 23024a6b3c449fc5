import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import xterm from '@xterm/headless';
import { svgOf } from '../test/support/picture.ts';
import { PANECTL } from '../test/support/run-panectl.ts';
import { until } from '../test/support/until.ts';
import { type PanectlHouse, withPanectl } from '../test/support/with-panectl.ts';

/** Draws the pictures in docs/ from the panel itself, which looks at a private tmux server with work in it. */
const WIDTH = 120;
const HEIGHT = 30;
const work = fileURLToPath(new URL('picture/work.sh', import.meta.url));
const pictureOf = (name: string): string => fileURLToPath(new URL(`../docs/${name}.svg`, import.meta.url));

const furnish = async ({ ask, tmux }: PanectlHouse): Promise<void> => {
  // Beside the panes, so that the commands in the picture are short and name no folder of this machine.
  const program = join(tmux.folder, 'run');
  copyFileSync(work, program);
  chmodSync(program, 0o755);
  const session = (name: string, label: string) =>
    ask('session-create', name, '--label', label, '--cwd', tmux.folder);
  await session('shop', 'api');
  await session('site', 'preview');
  for (const label of ['test', 'build', 'db', 'worker'])
    await ask('pane-create', 'shop', label, '--command', `./run ${label}`);
  await ask('pane-exec', 'shop', 'api', './run api');
  await watch(ask);
  await ask('pane-create', 'shop', 'lint', '--command', './run lint');
  await ask('pane-create', 'site', 'crawler', '--command', './run crawler');
};

/** Triggers of several kinds: one that comes near, one that fires as soon as the lint has failed. */
const watch = async (ask: PanectlHouse['ask']): Promise<void> => {
  await ask('on-metric', 'shop', 'build', 'cpu > 10', 'notify busy', '--name', 'scale-up', '--for', '1m');
  await ask('on-metric', 'shop', 'build', 'memory > 8M', 'notify big', '--name', 'leak', '--for', '5m');
  const review =
    "pane-create {{ session }} review --command './run review' && notify 'lint failed: see review'";
  await ask('on-exit', 'shop', '*', review, '--name', 'on-fail', '--if', "status == 'failed'");
  await ask(
    'on-pattern',
    'shop',
    'build',
    'bundled (?<n>\\d+)',
    'notify built',
    '--name',
    'built',
    '--max-fires',
    '1',
  );
};

/** What is drawn, after how many seconds of history, the keys that lead there from the one before, what is seen then. */
const PICTURES = [
  { name: 'panel', history: 10, keys: [], sees: '2 triggers' },
  { name: 'load', history: 45, keys: ['j', '4'], sees: 'avg' },
  { name: 'logs', history: 0, keys: ['5'], sees: 'following' },
  { name: 'form', history: 0, keys: ['1', 't', 'Tab', 'bundled'], sees: 'of the last' },
] as const;

/** The panel runs in a second private server, so it is not among what it shows. */
const drawPanel = (house: PanectlHouse): Promise<void> =>
  withPanectl(
    async ({ tmux }) => {
      const screen = () => tmux.run('capture-pane', '-e', '-p', '-t', 'screen:');
      const sees = (text: string) => until(async () => (await screen()).includes(text), { what: text });
      await sees('crawler');
      await tmux.run('send-keys', '-t', 'screen:', 'j');
      await sees('checkout');
      const startMs = Date.now();
      for (const picture of PICTURES) {
        const hasHistory = (): boolean => Date.now() - startMs > picture.history * 1_000;
        await until(hasHistory, { what: 'some history', deadline: 120_000 });
        for (const key of picture.keys) await tmux.run('send-keys', '-t', 'screen:', key);
        await sees(picture.sees);
        writeFileSync(pictureOf(picture.name), await svgOfScreen(await screen()));
        console.log(`panectl: drew docs/${picture.name}.svg`);
      }
    },
    {
      session: 'screen',
      size: { width: WIDTH, height: HEIGHT },
      config: ['set -g default-terminal tmux-256color'],
      command: `env PANECTL_HOME=${house.home} TMUX= COLORTERM=truecolor ${PANECTL} -S ${house.tmux.socket} panel`,
    },
  );

const svgOfScreen = async (screen: string): Promise<string> => {
  const terminal = new xterm.Terminal({
    cols: WIDTH,
    rows: HEIGHT,
    allowProposedApi: true,
    convertEol: true,
  });
  await new Promise<void>((resolve) => terminal.write(screen.replace(/\n$/, ''), resolve));
  return `${svgOf(terminal)}\n`;
};

await withPanectl(
  async (house) => {
    await furnish(house);
    await drawPanel(house);
  },
  { session: null },
);
