/** The face of LDAP: a connection to a directory server, signed in, and what it finds. Knows nothing of people. */
export { escapeFilter } from 'ldapts';
export type { KerberosDoor } from './ports.ts';
export {
  checkLdapFilter,
  type LdapEntry,
  type LdapSession,
  type LdapSignIn,
  type LdapTarget,
  openLdap,
} from './session.ts';
export type { LdapStep } from './words.ts';
