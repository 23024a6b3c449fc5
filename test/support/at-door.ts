import { type Door, untilShellDoor } from './doors.ts';
import { type PanectlHouse, withPanectl } from './with-panectl.ts';

/** A daemon runs, and every caller takes this door to it, which is open. */
export const atDoor = <T>(door: Door, body: (house: PanectlHouse) => Promise<T>): Promise<T> =>
  withPanectl(
    async (house) => {
      await house.ask('daemon-start');
      await untilShellDoor(house);
      return body(house);
    },
    { door },
  );
