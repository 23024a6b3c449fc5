import type { LinkingPort } from '../../commands/linking-port.ts';
import type { CallScope, House } from '../house.ts';
import { broadcastExec } from './broadcast.ts';
import { dependSession } from './depends.ts';
import { linkSessions, listGroups, unlinkSession } from './groups.ts';

export const linkingPort = (house: House, scope: CallScope): LinkingPort => ({
  link: (input) => linkSessions(house, scope, input),
  unlink: (input) => unlinkSession(house, scope, input.session),
  groups: () => listGroups(house),
  depends: (input) => dependSession(house, scope, input),
  broadcast: (input) => broadcastExec(house, scope, input),
});
