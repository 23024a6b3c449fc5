/**
 * Our own clients on their way out. tmux tells every control client of a client that has left, and one that is only on
 * its way in does not survive that, nor does the server (see `entrance.ts`): so nobody goes in while one of us leaves.
 */
const leaving = new Set<Promise<void>>();

/** `gone` resolves when the client's process has ended. */
export const leave = (gone: Promise<void>): void => {
  leaving.add(gone);
  void gone.finally(() => leaving.delete(gone));
};

/** Those that are leaving now. */
export const leavingNow = (): readonly Promise<void>[] => [...leaving];
