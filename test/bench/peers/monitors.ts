import { NOTHING, type Peer } from './peer.ts';
import { pathOf, versionOf } from './programs.ts';

const monitor = (name: string, how: string): Peer => ({
  name,
  from: `apt-get install ${name}`,
  version: () => versionOf(name, '--version'),
  open: () =>
    Promise.resolve({
      ...NOTHING,
      monitors: [{ how, program: name, command: `exec ${pathOf(name) ?? name}` }],
    }),
});

/** They show the whole machine, each as often as it does by itself. */
export const htop = monitor('htop', 'htop (whole machine, every 1.5 s)');
export const btop = monitor('btop', 'btop (whole machine, every 2 s)');
