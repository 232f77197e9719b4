import type { TFunction } from 'i18next';
import type { RevealedSecret } from '../../shared/contract/index.ts';

/** What a kind of secret is called; of one not known yet, that it is a secret. */
export function secretName(kind: string, t: TFunction): string {
  return t(`knowledge.secrets.kinds.${kind as RevealedSecret['kind']}`, { defaultValue: t('knowledge.secrets.one') });
}
