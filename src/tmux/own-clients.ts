import type { Guard } from './guard.ts';
import type { ListingAnswer } from './listing.ts';

/**
 * Pids of our clients, which count as nobody. Also of those that we have just ended: tmux lists them for a moment
 * more.
 */
export class OwnClients {
  readonly #living: () => readonly number[];
  readonly #pids = new Set<number>();

  constructor(living: () => readonly number[]) {
    this.#living = living;
  }

  get pids(): ReadonlySet<number> {
    for (const pid of this.#living()) this.#pids.add(pid);
    return this.#pids;
  }

  /** After each one that came or went. The guard ends those that are left when we have gone. */
  changed(guard: Guard | null): void {
    const living = this.#living();
    for (const pid of living) this.#pids.add(pid);
    guard?.watch(living);
  }

  forgetGone({ listing }: ListingAnswer): void {
    const kept = new Set([...this.#living(), ...listing.clients.map((client) => Number(client.client_pid))]);
    for (const pid of this.#pids) if (!kept.has(pid)) this.#pids.delete(pid);
  }
}
