import { coerceCommand, commandDefinition } from '../../shared/catalogue/index.ts';
import { encodePlist, type PlistInput } from '../../shared/plist/index.ts';

/**
 * A command as it travels: the XML property list, from the JSON the engine keeps. Secret values are not in the JSON, so
 * they are not in the XML either.
 *
 * @param request Apple's Command dictionary as JSON
 */
export function requestXml(request: { readonly RequestType: string }, commandUuid: string): string {
  const { command } = coerceCommand(request, commandDefinition(request.RequestType));
  return encodePlist({ Command: command as PlistInput, CommandUUID: commandUuid }, { pretty: true });
}
