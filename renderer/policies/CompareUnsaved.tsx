import { Button, Modal } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlistValue, plistToJson } from '../../shared/catalogue/index.ts';
import type { PolicyContent, PolicyDetail, PolicyType } from '../../shared/contract/index.ts';
import { valueAt, withValueAt } from '../../shared/payloads/index.ts';
import { compareContents, markOf, placesOfSecrets } from '../../shared/policies/index.ts';
import { Differences } from './Differences.tsx';
import type { Profile } from './editor/draft.ts';

/** What was changed and is not saved, beside the newest version. */
export function CompareUnsaved(props: {
  type: PolicyType;
  saved: PolicyDetail['head'];
  profile: Profile;
  changed: boolean;
}) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        disabled={!props.changed}
        leftSection={<IconArrowsDiff size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('policies.compare.unsaved')}
      </Button>
      {opened && (
        <Modal
          opened
          onClose={() => setOpened(false)}
          size={860}
          title={t('policies.compare.unsavedTitle', { version: props.saved.number })}
          styles={{ title: { fontWeight: 600, fontSize: 14 } }}
          closeButtonProps={{ 'aria-label': t('common.close') }}
        >
          <Differences differences={compareContents(props.saved.content, shown(props.type, props.profile))} />
        </Modal>
      )}
    </>
  );
}

/** A content as it is stored: what was typed into a secret is not shown to whoever looks over the shoulder. */
function shown(type: PolicyType, profile: Profile): PolicyContent {
  let content: PlistValue = profile;
  for (const place of placesOfSecrets(type, profile))
    if (markOf(valueAt(content, place)) === undefined)
      content = withValueAt(content, place, { $kept: TYPED }) ?? content;
  return plistToJson(content) as PolicyContent;
}

const TYPED = 'typed';
