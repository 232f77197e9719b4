import { randomInt } from 'node:crypto';
import {
  coerceCommand,
  commandDefinition,
  type Platform,
  serverFilledKeys,
  validateCommand,
} from '../../shared/catalogue/index.ts';
import type { Finding } from '../../shared/contract/common.ts';
import { type ContextRow, contextKey, deviceContext } from './device-context.ts';
import { subjectOf } from './discipline.ts';
import { contractFinding } from './findings.ts';
import { checkMdmProfile, type EnrollmentProfileFacts } from './mdm-profile.ts';
import { adviceForProfile } from './profile-advice.ts';
import { type TakenOut, takeOutSecrets } from './secrets.ts';
import { checkVariables } from './variables.ts';

/** Apple's Command dictionary as JSON: data in base64, dates in ISO 8601. */
export type CommandJson = { readonly RequestType: string; readonly [key: string]: unknown };

/** One command, looked at once for many devices. */
export interface Draft {
  readonly command: CommandJson;
  /** The command without its secrets. */
  readonly request: Record<string, unknown>;
  readonly requestJson: string;
  readonly secrets: TakenOut[];
  /** What it is about; see `subjectOf`. */
  readonly subject: string | null;
  /** What is wrong or worth knowing about it for a device; judged once for devices that are alike. */
  judge(row: ContextRow): Finding[];
}

export function draftOf(command: CommandJson, enrollmentProfile: EnrollmentProfileFacts): Draft {
  const definition = commandDefinition(command.RequestType);
  const coerced = coerceCommand(command, definition);
  const { request, secrets } = takeOutSecrets(command, definition);
  const judged = new Map<string, Finding[]>();
  return {
    command,
    request,
    requestJson: JSON.stringify(request),
    secrets,
    subject: subjectOf(command, enrollmentProfile.open),
    judge(row) {
      const key = contextKey(row);
      let findings = judged.get(key);
      if (findings === undefined) {
        const context = deviceContext(row, enrollmentProfile.identifier);
        findings = [
          ...[...coerced.findings, ...validateCommand(coerced.command, context)].map(contractFinding),
          ...checkVariables(command),
          ...(command.RequestType === 'InstallProfile' ? checkMdmProfile(command.Payload, row, enrollmentProfile) : []),
          ...(command.RequestType === 'InstallProfile'
            ? adviceForProfile(command.Payload, enrollmentProfile.open)
            : []),
        ];
        judged.set(key, findings);
      }
      return findings;
    },
  };
}

/** Keys the engine makes up for this platform when nobody gave them: six digits that a person can type at a Mac. */
export function generatedKeys(draft: Draft, platform: Platform | null): TakenOut[] {
  if (platform === null) return [];
  return serverFilledKeys(draft.command.RequestType, platform)
    .filter(({ key, from }) => from === 'generated' && draft.command[key] === undefined)
    .map(({ key }) => ({ path: [key], value: String(randomInt(1_000_000)).padStart(6, '0') }));
}
