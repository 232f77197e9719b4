import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileFinding } from '../../../shared/payloads/index.ts';
import { Card } from '../../parts/Card.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import type { Profile } from './draft.ts';
import classes from './Editor.module.css';
import { useEditorTools } from './EditorTools.tsx';
import { payloadAt, withValue } from './edits.ts';
import { FindingLine } from './FindingLine.tsx';
import { targetOf } from './sections.ts';
import { XmlPane } from './XmlPane.tsx';

export type SideView = 'checks' | 'xml';

/** Beside the form: what is wrong and whom it fits, or the XML. */
export function SidePane(props: {
  profile: Profile;
  /** The payload that is open; undefined for the profile itself. */
  index: number | undefined;
  findings: readonly ProfileFinding[];
  view: SideView;
  onView: (view: SideView) => void;
  /** Whom it fits. */
  fit: ReactNode;
}) {
  const { t } = useTranslation();
  const { open, change, readOnly } = useEditorTools();
  const { profile, index, findings, view, onView } = props;
  const [whole, setWhole] = useState(false);
  const payload = index === undefined ? undefined : payloadAt(profile, index);
  const scope = whole || payload === undefined || index === undefined ? undefined : { payload, index };
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('profileEditor.side')}
        value={view}
        onChange={(value) => onView(value === 'xml' ? 'xml' : 'checks')}
        data={[
          { value: 'checks', label: t('profileEditor.checks') },
          { value: 'xml', label: 'XML' },
        ]}
      />
      {view === 'checks' ? (
        <>
          {props.fit}
          <Card title={t('profileEditor.findings')}>
            {findings.length === 0 ? (
              <StatusMark tone="done">{t('profileEditor.allWell')}</StatusMark>
            ) : (
              <div className={classes.findings}>
                {findings.map((finding) => {
                  const target = targetOf(profile, finding);
                  return (
                    <FindingLine
                      key={`${finding.code} ${finding.path} ${finding.message}`}
                      finding={finding}
                      onShow={() => open(target.index ?? -1, target.key)}
                    />
                  );
                })}
              </div>
            )}
          </Card>
        </>
      ) : (
        <>
          {payload !== undefined && (
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('profileEditor.xml.what')}
              value={whole ? 'profile' : 'payload'}
              onChange={(value) => setWhole(value === 'profile')}
              data={[
                { value: 'payload', label: t('profileEditor.xml.payload') },
                { value: 'profile', label: t('profileEditor.xml.profile') },
              ]}
            />
          )}
          {scope === undefined ? (
            <XmlPane
              key="profile"
              value={profile}
              label={t('profileEditor.xml.profile')}
              filename={`${String(profile.PayloadDisplayName ?? 'profile')}.xml`}
              readOnly={readOnly}
              onChange={(next) => change(() => next)}
            />
          ) : (
            <XmlPane
              key={scope.index}
              value={scope.payload}
              label={t('profileEditor.xml.payload')}
              filename={`${String(scope.payload.PayloadType ?? 'payload')}.xml`}
              readOnly={readOnly}
              onChange={(next) => change((before) => withValue(before, ['PayloadContent', scope.index], next))}
            />
          )}
        </>
      )}
    </>
  );
}
