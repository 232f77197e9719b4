import type { CommandService, ConnectedEnrollment } from '../../commands/index.ts';
import { commandIn, connectMessage, idle } from '../../commands/testing/room.ts';

/** A device that takes everything it is given. @returns the RequestTypes, in order */
export async function exchangeAll(
  { commands }: { commands: CommandService },
  device: ConnectedEnrollment,
): Promise<string[]> {
  const given: string[] = [];
  let next = commandIn(await commands.exchange(device, idle()));
  while (next !== null) {
    given.push(String(next.command.RequestType));
    next = commandIn(await commands.exchange(device, connectMessage({ Status: 'Acknowledged', CommandUUID: next.id })));
  }
  return given;
}
