/** Someone who uses devices. `nameKey` and `emailKey` are in lower case; an e-mail address is one person's only. */
export interface PersonTable {
  id: string;
  name: string;
  nameKey: string;
  email: string | null;
  emailKey: string | null;
  /** Class, department, year: what people are sorted by. */
  team: string;
  note: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

/** A custom attribute of people; as those of devices. */
export interface PersonAttributeTable {
  id: string;
  name: string;
  nameKey: string;
  description: string;
  type: 'text' | 'number' | 'boolean' | 'date' | 'choice';
  /** JSON list. */
  choices: string;
  createdAt: number;
  createdBy: string;
  changedAt: number;
}

/** What a person has in a custom attribute: `text` for texts and choices, `number` for everything else. */
export interface PersonValueTable {
  attributeId: string;
  personId: string;
  text: string | null;
  number: number | null;
}

/** A device that a person has or had. Open while `inAt` is null; a device has one open loan at most. */
export interface LoanTable {
  id: string;
  deviceId: string;
  personId: string;
  outAt: number;
  outBy: string;
  outNote: string;
  /** Null: until further notice. */
  dueAt: number | null;
  inAt: number | null;
  inBy: string | null;
  inNote: string;
}

/** A directory server that people are read from. */
export interface DirectoryServerTable {
  id: string;
  name: string;
  nameKey: string;
  /** JSON: what is asked of it and how, without the password. */
  settings: string;
  passwordSecretId: string | null;
  /** When it was asked last, and when that went well. */
  readAt: number | null;
  wellAt: number | null;
  /** What the last reading that went well did: JSON. */
  outcome: string | null;
  /** Why it cannot be read, and since when; null when it can. */
  problem: string | null;
  problemAt: number | null;
  nextAt: number | null;
  createdAt: number;
  createdBy: string;
  changedAt: number;
}

/** Which entry of a directory a person is. */
export interface PersonSourceTable {
  personId: string;
  serverId: string;
  /** What the directory knows the entry by, whatever it is called: entryUUID, objectGUID. */
  entryId: string;
  dn: string;
  /** Since when the directory does not know it any more. */
  goneAt: number | null;
}
