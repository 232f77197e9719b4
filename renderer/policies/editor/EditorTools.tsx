import { type ComponentType, createContext, useContext } from 'react';
import type { PlistValue } from '../../../shared/catalogue/index.ts';
import type { Place, ProfileFinding } from '../../../shared/payloads/index.ts';
import type { PayloadWords } from '../../../shared/payloads/words/words.ts';
import type { Profile } from './draft.ts';
import type { KeyFieldProps } from './field-parts.tsx';

/** What the parts of the editor do with the profile. The same object for as long as the editor is open. */
export interface EditorTools {
  readonly words: PayloadWords;
  readonly readOnly: boolean;
  /** Fills in one key; what has fields of its own draws them by it. */
  readonly Field: ComponentType<KeyFieldProps>;
  /** Puts a value at a place; undefined takes away what is there. Typing on at one place is one step. */
  set(place: Place, value: PlistValue | undefined): void;
  /** Any other change, a step of its own. */
  change(how: (profile: Profile) => Profile): void;
  fix(finding: ProfileFinding): void;
  /** Shows a payload, and a key of it. */
  open(index: number, key?: string): void;
  /** Asks for a payload to be added, then hands over its PayloadUUID. */
  addCertificate(place: Place): void;
}

const Tools = createContext<EditorTools | undefined>(undefined);
export const EditorToolsProvider = Tools.Provider;

export function useEditorTools(): EditorTools {
  const tools = useContext(Tools);
  if (tools === undefined) throw new Error('This stands in the profile editor only.');
  return tools;
}

/** A payload of the profile that others refer to. */
export interface ReferencePayload {
  readonly uuid: string;
  readonly title: string;
  readonly kind: 'identity' | 'certificate';
}

const References = createContext<readonly ReferencePayload[]>([]);
export const ReferencesProvider = References.Provider;

/** The certificates this profile brings. */
export function useReferences(): readonly ReferencePayload[] {
  return useContext(References);
}
