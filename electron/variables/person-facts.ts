import type { PersonVariable } from '../../shared/variables/index.ts';

/** What is known of the person of a device, from wherever. Pure. */
export interface PersonFacts {
  /** The short name they sign in with. */
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly managedAppleId?: string | undefined;
  /** What administrators keep of the person, by the variable it is for. */
  readonly given: Readonly<Partial<Record<PersonVariable, string>>>;
}

/** The variables of a person; what is not told follows from what is. */
export function personValues(facts: PersonFacts): Partial<Record<PersonVariable, string>> {
  const { given } = facts;
  const managed = given.MANAGED_APPLE_ID ?? facts.managedAppleId;
  const email = given.EMAIL ?? facts.email ?? managed;
  const at = email?.lastIndexOf('@') ?? -1;
  const local = given.EMAIL_LOCAL ?? (at > 0 ? email?.slice(0, at) : undefined);
  const userId = given.USERID ?? facts.userId ?? local;
  const name =
    given.DISPLAY_NAME ??
    facts.name ??
    (given.FIRST_NAME === undefined || given.LAST_NAME === undefined
      ? undefined
      : `${given.FIRST_NAME} ${given.LAST_NAME}`);
  const parts = splitName(name);
  const values: Partial<Record<PersonVariable, string | undefined>> = {
    ...given,
    MANAGED_APPLE_ID: managed,
    EMAIL: email,
    EMAIL_LOCAL: local,
    EMAIL_DOMAIN: given.EMAIL_DOMAIN ?? (at > 0 ? email?.slice(at + 1) : undefined),
    USERID: userId,
    DISPLAY_NAME: name,
    FIRST_NAME: given.FIRST_NAME ?? parts.first,
    LAST_NAME: given.LAST_NAME ?? parts.last,
    USER_UPN: given.USER_UPN ?? email,
    SAM_ACCOUNT_NAME: given.SAM_ACCOUNT_NAME ?? userId,
    CN: given.CN ?? name,
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** First and last name: `Lovelace, Ada`, else what stands after the last space is the last name. */
function splitName(name: string | undefined): { first?: string | undefined; last?: string | undefined } {
  const text = name?.trim() ?? '';
  const comma = text.indexOf(',');
  if (comma > 0) return { first: text.slice(comma + 1).trim(), last: text.slice(0, comma).trim() };
  const space = text.lastIndexOf(' ');
  return space < 0 ? {} : { first: text.slice(0, space).trim(), last: text.slice(space + 1) };
}
