import type { Api } from './api.ts';
import type { Services } from './services.ts';

/** The handlers about users of devices: each calls one service. */
export function userHandlers(api: Api, { deviceUsers }: Pick<Services, 'deviceUsers'>) {
  const users = api.deviceUsers;
  return {
    policy: users.policy.handler(() => deviceUsers.policy()),
    setPolicy: users.setPolicy.handler(({ input, context }) => deviceUsers.setPolicy(input, context.actor)),
    accounts: users.accounts.handler(() => deviceUsers.accounts()),
    addAccount: users.addAccount.handler(({ input, context }) => deviceUsers.addAccount(input, context.actor)),
    setAccountPassword: users.setAccountPassword.handler(({ input, context }) =>
      deviceUsers.setAccountPassword(input.accountId, input.password, context.actor),
    ),
    removeAccount: users.removeAccount.handler(async ({ input, context }) => {
      await deviceUsers.removeAccount(input.accountId, context.actor);
      return { removed: true };
    }),
    inventory: users.inventory.handler(({ input }) => deviceUsers.inventory(input.enrollmentId)),
    returnToService: users.returnToService.handler(() => deviceUsers.returnToService()),
    setReturnToService: users.setReturnToService.handler(({ input, context }) =>
      deviceUsers.setReturnToService(input, context.actor),
    ),
  };
}
