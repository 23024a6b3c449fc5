import { createRequire } from 'node:module';

/** Starts `sh -c "exit 7"` by pm2's own API and ends with status 0 once pm2 has told its code: pm2_exit.ts MODULE */
const pm2 = createRequire(import.meta.url)(process.argv[2] ?? 'pm2');

pm2.connect(() => {
  pm2.launchBus((_: unknown, bus: { on: (name: string, listener: (event: ExitEvent) => void) => void }) => {
    bus.on('process:event', ({ event, process: { name, exit_code } }) => {
      if (event !== 'exit' || name !== 'job') return;
      console.log(exit_code);
      process.exit(exit_code === 7 ? 0 : 1);
    });
    const job = {
      name: 'job',
      script: '/bin/sh',
      args: ['-c', 'exit 7'],
      interpreter: 'none',
      autorestart: false,
    };
    pm2.start(job, () => undefined);
  });
});

interface ExitEvent {
  readonly event: string;
  readonly process: { readonly name: string; readonly exit_code: number };
}
