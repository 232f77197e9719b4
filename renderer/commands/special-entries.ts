import { type ComponentType, createContext } from 'react';

/** Fills in one entry of a list in a way of its own. */
export interface SpecialEntryProps {
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
}

/** Editors of entries by what they are (`Item`), where the plain fields are not enough. */
export const SpecialEntries = createContext<Readonly<Record<string, ComponentType<SpecialEntryProps>>>>({});
