import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import { useGroupNames } from '../groups/group-words.ts';
import { api } from '../live/client.ts';
import type { Speech } from './compliance-words.ts';

const NO_ATTRIBUTES: readonly AttributeShape[] = [];

/** What it takes to say what a rule is about. */
export function useSpeech(): Speech {
  const { t, i18n } = useTranslation();
  const attributes = useQuery(api.attributes.list.queryOptions()).data ?? NO_ATTRIBUTES;
  return { t, locale: i18n.language, attributes, groups: useGroupNames() };
}
