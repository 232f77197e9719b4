import { CartwrightError } from '../../shared/errors.ts';
import type { KerberosRefusal } from './messages.ts';

/** The KDC wants the password proved (RFC 4120 §7.5.9). */
export const PREAUTH_REQUIRED = 25;

/** Who asked whom for what, when something is refused. */
export interface Asked {
  readonly realm: string;
  /** user@REALM */
  readonly account: string;
  /** Such as HTTP/ndes.school.example; undefined while signing in. */
  readonly service?: string;
  /** What our clock says. */
  readonly now: number;
}

const refused = (message: string, code?: number): CartwrightError =>
  new CartwrightError('conflict', message, code === undefined ? {} : { data: { kerberos: code } });

export const wrongPassword = (account: string): CartwrightError =>
  refused(`The password of ${account} is wrong. Type it again.`, 24);

export const noEncryption = (account: string): CartwrightError =>
  refused(
    `There is no AES encryption for ${account}. Switch on “AES 256” for the account in Active Directory, then set its password again.`,
    14,
  );

/** What a KDC or server refused, in words that say what to do. */
export function explained({ code, at, text }: KerberosRefusal, asked: Asked): CartwrightError {
  const { account, realm, service, now } = asked;
  const say = (message: string) => refused(message, code);
  switch (code) {
    case 1:
      return say(`The account ${account} has ended. Give it a later end in the directory.`);
    case 6:
      return say(`${realm} has no account ${account}. Check the name and the realm.`);
    case 7:
      return service === undefined
        ? say(`The KDC does not issue tickets for ${realm}. Check the realm.`)
        : say(
            `${realm} has no service ${service}. Register it for the account that the server runs as: setspn -S ${service} DOMAIN\\account.`,
          );
    case 12:
      return say(
        `The policy of ${realm} does not let ${account} sign in now, or from here. Check the hours and computers allowed for the account.`,
      );
    case 14:
      return service === undefined
        ? noEncryption(account)
        : say(
            `There is no AES encryption for ${service}. Switch on “AES 256” for the account that the server runs as, then set its password again.`,
          );
    case 18:
      return say(`The account ${account} is locked or disabled. Unlock it in the directory.`);
    case 23:
      return say(
        `The password of ${account} has expired. Set another one in the directory; for a service account it best never expires.`,
      );
    case 24:
    case 31:
      return wrongPassword(account);
    case 33:
    case 37:
      return say(skew(at, now));
    case 32:
      return say('The ticket has ended. Try again.');
    case 34:
      return say('The server takes this for a repetition. Try again.');
    case 35:
    case 41:
    case 44:
    case 45:
      return say(
        `The server cannot read the ticket for ${service ?? realm}. Either the service is registered for another account than the server runs as (setspn -Q shows which), or the password of that account was changed.`,
      );
    case 68:
      return say(`${account} belongs to another realm. Enter that realm and its KDC.`);
    default:
      return say(
        `The KDC of ${realm} refused (error ${code}${text === '' ? '' : `: ${text.slice(0, 120)}`}). Its log says more.`,
      );
  }
}

/** By how much two clocks differ. */
function skew(theirs: number, ours: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(theirs - ours) / 60_000));
  const time = `${new Date(theirs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const rest = `that of the KDC, which says ${time}. Kerberos allows five minutes: set both clocks by the same source.`;
  return ours < theirs
    ? `The clock of this computer is ${minutes} min behind ${rest}`
    : `The clock of this computer is ${minutes} min ahead of ${rest}`;
}
