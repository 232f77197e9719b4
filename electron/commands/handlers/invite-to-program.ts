import type { ResultHandler } from './handler.ts';

/** Whether the user was asked: an invitation the device cannot use is acknowledged all the same. */
export const inviteToProgram: ResultHandler = {
  requestType: 'InviteToProgram',
  parts(body) {
    const status = typeof body.InvitationResult === 'string' ? body.InvitationResult : 'Missing';
    return [{ name: 'InvitationResult', status, failed: status !== 'Acknowledged', errorChain: [] }];
  },
};
