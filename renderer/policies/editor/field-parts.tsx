import { ActionIcon, Input, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isDictionary, type KeyDefinition, type PlistValue } from '../../../shared/catalogue/index.ts';
import { type Place, startMembers } from '../../../shared/payloads/index.ts';
import type { Words } from '../../../shared/payloads/words/words.ts';
import type { profileValueTexts } from '../../locales/en/profile-values.ts';
import classes from './Editor.module.css';

export interface KeyFieldProps {
  readonly definition: KeyDefinition;
  readonly value: PlistValue | undefined;
  readonly place: Place;
  /** Names that lead to the key, without positions in lists. */
  readonly path: string;
  readonly payloadType: string;
  readonly wordsOf: (path: string) => Words;
  readonly label: string;
  readonly help: ReactNode;
  /** Something refuses it. */
  readonly wrong: boolean;
}

/** What a value of a key is called; as it stands when nobody named it. */
export function useValueLabel(key: string): (value: string | number) => string {
  const { t } = useTranslation();
  return (value) => {
    const name = `${key}-${value}`.replaceAll(/[.:]/g, '_');
    return t(`profileValues.${name as keyof typeof profileValueTexts}`, { defaultValue: String(value) });
  };
}

/** Takes a value away. */
export function Unset({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation();
  const label = t('profileEditor.unset', { name });
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <IconTrash size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The frame of what has fields of its own. */
export function NestedFrame(props: {
  label: string;
  help: ReactNode;
  aside?: ReactNode;
  wrong: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset className={classes.nested} data-wrong={props.wrong || undefined}>
      <legend>
        {props.label} {props.aside}
      </legend>
      {props.help !== undefined && <Input.Description component="div">{props.help}</Input.Description>}
      {props.children}
    </fieldset>
  );
}

/** A new value of a shape; what is in it begins as in a new payload of that type. */
export function startValue(definition: KeyDefinition | undefined, payloadType: string): PlistValue {
  switch (definition?.type) {
    case 'boolean':
      return false;
    case 'integer':
    case 'real':
      return definition.range?.min ?? 0;
    case 'date':
      return new Date();
    case 'data':
      return new Uint8Array();
    case 'array':
      return [];
    case 'dictionary':
      return startMembers(definition.keys ?? [], payloadType, definition.key);
    default:
      return '';
  }
}

export const asDictionary = (value: PlistValue | undefined): Readonly<Record<string, PlistValue>> =>
  isDictionary(value) ? (value as Readonly<Record<string, PlistValue>>) : {};
