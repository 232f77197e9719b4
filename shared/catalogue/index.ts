/**
 * The catalogue of Apple's MDM commands: what each is, which device takes it, and whether one is well made. Pure, for
 * Node and the browser.
 */
export * from './access-rights.ts';
export { base64ToBytes, bytesToBase64 } from './base64.ts';
export { COMMANDS, commandDefinition } from './catalogue.ts';
export { type Coerced, coerceCommand, commandToJson } from './coerce.ts';
export * from './command-facts.ts';
export { isDictionary, type PlistCommand, type PlistValue } from './plist-value.ts';
export { platformsOf, sampleCommand } from './sample-command.ts';
export { looksSecret } from './secret-names.ts';
export { SERVER_FILLED_KEYS, type ServerFilledKey, serverFilledKeys } from './server-filled.ts';
export { commonAnswerKey, HIDDEN_KEYS, isShownKey, SHOWN_KEYS } from './shown-keys.ts';
export { jsonToPlist, plistToJson } from './tagged-json.ts';
export * from './types.ts';
export { checkAvailability, isAcceptable, type ValidateOptions, validateCommand } from './validate.ts';
export { compareVersions, type DeviceFamily, deviceFamilyOf, platformOf } from './versions.ts';
