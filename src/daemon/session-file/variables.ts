import { homedir } from 'node:os';
import type { Environment } from '../../rules/session-file/file.ts';
import { cleanEnvironment } from '../../tmux/environment.ts';
import type { CallScope, House } from '../house.ts';

/**
 * What `$NAME` means in a file's folders, names and values: what a shell in a new pane would see, and the caller's
 * folder as PWD. A server that does not run yet will have the daemon's own environment.
 */
export const variablesFor = async (house: House, { caller }: CallScope): Promise<Environment> => {
  const isLive = house.tmux.link.kind === 'live';
  const asked = isLive ? await house.tmux.command('show-environment', '-g') : null;
  const known = asked?.ok === true ? environmentOf(asked.value) : cleanEnvironment(process.env);
  return { HOME: homedir(), ...known, PWD: caller.cwd };
};

/** Lines `NAME=value`; the further lines of a value are left out. */
const environmentOf = (lines: readonly string[]): Environment =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );

/** As Python's `expandvars` and `expanduser`, which tmuxp uses: what is not known stays as it is written. */
export const fillIn = (text: string, variables: Environment): string => {
  const home = text.replace(/^~(?=\/|$)/, () => variables.HOME ?? '~');
  return home.replace(/\$(?:(\w+)|\{(\w+)\})/g, (written, plain?: string, braced?: string) => {
    const name = plain ?? braced ?? '';
    return Object.hasOwn(variables, name) ? (variables[name] ?? written) : written;
  });
};
