import type { PrivateTmux } from '../../support/private-tmux.ts';
import type { PanectlHouse } from '../../support/with-panectl.ts';
import type { OperationId } from './operations.ts';

/** A tool that does something that panectl does too. One file for each: how it is found, and how it does what. */
export interface Peer {
  readonly name: string;
  /** Where one gets it from. */
  readonly from: string;
  /** Null where it is not on this machine. */
  readonly version: () => Promise<string | null>;
  readonly open: (ground: Ground) => Promise<Opened>;
}

export interface Opened {
  readonly ways: readonly Way[];
  /** What stays alive while nothing is to be done, with ten quiet children. */
  readonly residents: readonly Resident[];
  /** Shell text of what a person looks at: shown on a terminal of 120x40. */
  readonly monitors: readonly Monitor[];
  readonly end: () => Promise<void>;
}

export interface Way {
  readonly operation: OperationId;
  /** As it is printed: the call, or what stays alive. */
  readonly how: string;
  /** One measurement, in milliseconds; what has to be tidied is tidied, untimed. */
  readonly sample: (round: number) => Promise<number>;
}

export interface Resident {
  readonly how: string;
  /** Asked when it is looked at: with what it has started for itself. */
  readonly pids: () => readonly number[];
}

export interface Monitor {
  readonly how: string;
  /** As the system calls its process: its launcher and its children are others. */
  readonly program: string;
  readonly command: string;
}

/** Where all of them work: nothing is the person's own, and all of it is gone afterwards. */
export interface Ground {
  /** The server of those who know nothing of panectl: session `bench`, one shell and nine quiet panes. */
  readonly tmux: PrivateTmux;
  /** The same panes on a server of panectl's. */
  readonly ours: PanectlHouse;
  /** A terminal for monitors; nobody watches this server. */
  readonly screens: PrivateTmux;
  readonly folder: string;
  /** Shell text of a child that prints nothing and ends with the folder. */
  readonly quiet: string;
}

export const QUIET = 10;

export const NOTHING: Opened = { ways: [], residents: [], monitors: [], end: () => Promise.resolve() };
