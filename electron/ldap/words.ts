import { CartwrightError } from '../../shared/errors.ts';
import { LdapRefusal } from './wire.ts';

/*
 * What went wrong with a directory, in words that say what to do. Pure.
 */

/** What was being done when it went wrong. */
export type LdapStep = 'name' | 'connection' | 'encryption' | 'sign-in' | 'base' | 'people';

/** Codes of Active Directory behind a refused sign-in. */
const SIGN_IN: Readonly<Record<string, string>> = {
  '525': 'There is no such account.',
  '52e': 'The name or the password is wrong.',
  '530': 'This account may not sign in at this time.',
  '531': 'This account may not sign in from this computer.',
  '532': 'The password of this account has ended. Set a new one in the directory.',
  '533': 'This account is switched off in the directory.',
  '701': 'This account has ended in the directory.',
  '773': 'This account must set a new password first.',
  '775': 'This account is locked in the directory.',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  3: 'The directory took too long. Narrow the base DN or the filter.',
  4: 'The directory gives out only some entries at once. Raise its size limit for this account, or narrow the filter.',
  7: 'The directory does not know this way to sign in. Choose another.',
  8: 'The directory asks for an encrypted or signed connection. Use an address that begins with ldaps://, or StartTLS.',
  11: 'The directory’s limit is reached. Raise it for this account, or narrow the filter.',
  13: 'The directory asks for an encrypted connection. Use an address that begins with ldaps://, or StartTLS.',
  34: 'The base DN or the user is written wrongly. It looks like ou=people,dc=school,dc=example.',
  48: 'The directory does not let this account sign in so. Choose another way to sign in.',
  49: 'The name or the password is wrong.',
  50: 'This account may not read there. Give it the right to, or use another account.',
  51: 'The directory is busy. Try again later.',
  52: 'The directory is not available now. Try again later.',
  53: 'The directory does not want to do that. Sign in with an account and over an encrypted connection.',
};

/**
 * What a failure means.
 *
 * @param host the directory's name, for people
 */
export function explained(cause: unknown, step: LdapStep, host: string): CartwrightError {
  if (cause instanceof CartwrightError) return cause;
  const message =
    cause instanceof LdapRefusal ? refusal(cause, step) : `${host} cannot be read: ${said(cause)}. ${help(cause)}`;
  return new CartwrightError('conflict', message, { cause });
}

function refusal({ status, message, matchedDn }: LdapRefusal, step: LdapStep): string {
  const own = said(message);
  if (status === 49)
    return SIGN_IN[/data ([0-9a-f]{3})/i.exec(message)?.[1]?.toLowerCase() ?? ''] ?? BY_STATUS[49] ?? '';
  if (step === 'encryption')
    return `The directory does not offer StartTLS: ${own}. Use an address that begins with ldaps://.`;
  if (status === 32)
    return matchedDn === ''
      ? 'There is no such base DN. Check how it is written.'
      : `There is no such base DN. The directory knows it up to “${matchedDn}”.`;
  if (status === 10)
    return 'The directory says that another server has this base DN. Enter the address of that server.';
  if (status === 1 && /bind must be completed|successful bind/i.test(message))
    return 'The directory lets nobody read without signing in. Choose an account.';
  const known = BY_STATUS[status];
  return known ?? `The directory refused with code ${status}: ${own}.`;
}

function help(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA')
    return 'There is no server of this name. Check the address.';
  if (code === 'ECONNREFUSED') return 'Nothing answers at this address and port. Check both, and the firewall.';
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return 'Check the address, the port and the firewall.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'Its certificate is made out to another name. Use the name that is in the certificate.';
  if (code === 'CERT_HAS_EXPIRED') return 'Its certificate has ended. It needs a new one.';
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code))
    return 'Its certificate is not trusted. Import the certificate of its authority into the library, and choose it here.';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return 'It does not speak TLS there. Check the port: 636 for ldaps://, 389 for ldap://.';
  return 'Check the address and the network, then try again.';
}

/** A server's words on one line, without what makes logs jump. */
const said = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause))
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/[.;:]$/, '')
    .slice(0, 300);
