import { useTranslation } from 'react-i18next';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import { useFieldAttributes } from '../devices/use-attributes.ts';
import { useGroupNames } from '../groups/group-words.ts';
import type { Speech } from './compliance-words.ts';

const NO_ATTRIBUTES: readonly AttributeShape[] = [];

/** What it takes to say what a rule is about. */
export function useSpeech(): Speech {
  const { t, i18n } = useTranslation();
  const attributes = useFieldAttributes().data ?? NO_ATTRIBUTES;
  return { t, locale: i18n.language, attributes, groups: useGroupNames() };
}
