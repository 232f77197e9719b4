import { X509Certificate } from 'node:crypto';
import { plistToJson } from '../../shared/catalogue/index.ts';
import type { PolicyContent } from '../../shared/contract/policy.ts';
import type { ReadFile } from '../../shared/contract/policy-answers.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { type ReadProfile, readProfile, writeProfile } from '../profiles/index.ts';
import type { Store } from '../store/index.ts';
import type { CatalogueReader } from './catalogue.ts';
import { profileFindings } from './content-facts.ts';
import type { Dictionary } from './kept-secrets.ts';
import type { ProfileKeys } from './ports.ts';
import type { Reading } from './reading.ts';

/** Profiles as files, in and out. */
export interface Files {
  read(file: string): ReadFile;
  /** What is to be stored of a file: its content with the secrets in it, and the file itself where others signed it. */
  parts(file: string): { content: PolicyContent; name: string; original: Uint8Array | undefined };
  export(policyId: string, version: number, signed: boolean): { filename: string; contentType: string; base64: string };
}

export function openFiles(options: {
  store: Store;
  reading: Reading;
  catalogue: CatalogueReader;
  keys: ProfileKeys;
}): Files {
  const { store, reading, catalogue, keys } = options;
  const open = (file: string): ReadProfile => readProfile(Buffer.from(file, 'base64'), keys);
  const textIn = (content: Dictionary, key: string): string | null => {
    const value = content[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };

  return {
    read(file) {
      const { content, format, wrappings, encryptedContent } = open(file);
      const dictionary = content as Dictionary;
      return {
        content: plistToJson(dictionary) as PolicyContent,
        identifier: textIn(dictionary, 'PayloadIdentifier'),
        name: textIn(dictionary, 'PayloadDisplayName'),
        format,
        wrappings: wrappings.map((wrapping) =>
          wrapping.kind === 'encrypted'
            ? { kind: 'encrypted' }
            : { kind: 'signed', signer: signerName(wrapping.signerCertificate), problem: wrapping.problem ?? null },
        ),
        closed: encryptedContent === 'closed',
        findings: profileFindings(dictionary).map(({ code, severity, path, message }) => ({
          code,
          severity,
          path,
          message,
        })),
      };
    },

    parts(file) {
      const { content, wrappings, original, encryptedContent } = open(file);
      const dictionary = content as Dictionary;
      const signature = wrappings.find((wrapping) => wrapping.kind === 'signed');
      if (signature?.kind === 'signed' && signature.problem !== undefined)
        throw new CartwrightError('bad-signature', `The signature does not hold: ${signature.problem}`);
      return {
        content: plistToJson(dictionary) as PolicyContent,
        name: textIn(dictionary, 'PayloadDisplayName') ?? textIn(dictionary, 'PayloadIdentifier') ?? 'Profile',
        // What was encrypted to us is of no use to a device as it came; a signature inside of that is lost with it.
        original:
          (signature !== undefined && wrappings[0]?.kind === 'signed' && wrappings.length === 1) ||
          encryptedContent === 'closed'
            ? original
            : undefined,
      };
    },

    export(policyId, version, signed) {
      const policy = reading.row(policyId);
      if (policy.type !== 'profile')
        throw new CartwrightError('bad-request', 'A setting is no profile. Export everything as a bundle instead.');
      const row = reading.versionRow(policyId, version);
      const bytes =
        row.originalSecretId === null
          ? exported(catalogue.contentOf(row), row.uuid, signed)
          : store.vault.get(row.originalSecretId, 'policy-original');
      return {
        filename: `${fileName(policy.name)}.mobileconfig`,
        contentType: 'application/x-apple-aspen-config',
        base64: Buffer.from(bytes).toString('base64'),
      };
    },
  };

  function exported(content: Dictionary, uuid: string, signed: boolean): Buffer {
    const xml = writeProfile({ PayloadUUID: uuid.toUpperCase(), ...content });
    return signed ? keys.signProfile(xml) : xml;
  }
}

function signerName(der: Buffer): string {
  const subject = new X509Certificate(der).subject;
  return /(?:^|\n)CN=([^\n]*)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').slice(0, 100) || 'profile';
