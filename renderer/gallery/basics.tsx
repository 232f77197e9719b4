import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../parts/Card.tsx';
import { CopyField } from '../parts/CopyField.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Battery, Storage } from '../parts/Gauges.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { Moment, RelativeTime } from '../parts/RelativeTime.tsx';
import { StateBar } from '../parts/StateBar.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { TrialSteps } from '../parts/TrialSteps.tsx';
import type { Tone } from '../parts/tones.ts';
import { notifyWithUndo } from '../parts/undo.tsx';
import { XmlBox } from '../parts/XmlBox.tsx';
import classes from './Gallery.module.css';

const TONES: readonly Tone[] = ['done', 'way', 'waits', 'needs', 'none'];
const AGES = [0, 25_000, 5 * 60_000, 3 * 3_600_000, 26 * 3_600_000, 40 * 86_400_000, -3 * 86_400_000];

const ANSWER = `<plist version="1.0">
<dict>
\t<key>Status</key>
\t<string>Acknowledged</string>
</dict>
</plist>`;

export const BASICS = {
  PageHeader() {
    const { t } = useTranslation();
    return (
      <PageHeader title={t('screens.devices')} count="412">
        <Button variant="default">{t('devices.refresh')}</Button>
        <Button>{t('devices.enroll')}</Button>
      </PageHeader>
    );
  },
  Card: () => (
    <div className={classes.columns}>
      <Card title="iPads of room 204">30 devices</Card>
      <Card title="With something aside" aside="4 of 5">
        A long sentence that runs over more than one line, to show how text breaks in a card as narrow as this one.
      </Card>
      <Card title="Flush" flush>
        <div style={{ background: 'var(--cw-hover)', padding: 16 }}>To the edge</div>
      </Card>
    </div>
  ),
  Facts: () => (
    <div className={classes.board} style={{ maxWidth: 480 }}>
      <Facts
        facts={[
          { label: 'Serial number', value: <span className="mono">F9FX100K0Q6</span> },
          { label: 'A name that is longer than its column is wide', value: '–' },
          { label: 'Fingerprint', value: <span className="mono">{'ab'.repeat(32)}</span> },
        ]}
      />
    </div>
  ),
  StatusMark: () => (
    <div className={`${classes.board} ${classes.row}`}>
      {TONES.map((tone) => (
        <StatusMark key={tone} tone={tone}>
          {tone}
        </StatusMark>
      ))}
      <span style={{ width: 120 }}>
        <StatusMark tone="needs">Words that do not fit are cut</StatusMark>
      </span>
    </div>
  ),
  TrialSteps: () => (
    <div className={classes.board} style={{ maxWidth: 480 }}>
      <TrialSteps
        steps={[
          { label: 'Server answers', ok: true, detail: 'GetCACaps, POSTPKIOperation, SHA-256' },
          { label: 'Sign-in', ok: false, detail: 'The clocks differ.' },
        ]}
      />
    </div>
  ),
  Battery() {
    const { i18n } = useTranslation();
    return (
      <div className={`${classes.board} ${classes.row}`}>
        {[1, 0.83, 0.2, 0.19, 0.02, 0, null].map((level) => (
          <Battery key={level} level={level} locale={i18n.language} />
        ))}
      </div>
    );
  },
  Storage() {
    const { t, i18n } = useTranslation();
    const texts = { t, locale: i18n.language };
    return (
      <div className={`${classes.board} ${classes.row}`}>
        <Storage capacityGb={256} availableGb={200} {...texts} />
        <Storage capacityGb={64} availableGb={21.4} {...texts} />
        <Storage capacityGb={64} availableGb={2.1} {...texts} />
        <Storage capacityGb={1024} availableGb={0} {...texts} />
        <Storage capacityGb={null} availableGb={null} {...texts} />
      </div>
    );
  },
  StateBar() {
    const { i18n } = useTranslation();
    const shares = TONES.map((tone, index) => ({ key: tone, label: tone, count: 3 * index, tone }));
    return (
      <div className={classes.board} style={{ maxWidth: 480 }}>
        <StateBar shares={shares} locale={i18n.language} />
        <StateBar shares={[]} locale={i18n.language} />
      </div>
    );
  },
  RelativeTime: () => (
    <div className={`${classes.board} ${classes.row}`}>
      {AGES.map((age) => (
        <RelativeTime key={age} at={Date.now() - age} />
      ))}
      <RelativeTime at={null} />
    </div>
  ),
  Moment() {
    const { i18n } = useTranslation();
    return (
      <div className={`${classes.board} ${classes.row}`}>
        {AGES.map((age) => (
          <Moment key={age} at={Date.now() - age} locale={i18n.language} />
        ))}
      </div>
    );
  },
  CopyField: () => (
    <div className={classes.columns}>
      <CopyField label="Link" value="https://mdm.maple.example:8443/enroll/0199c3f2" />
      <CopyField label="Name" value="iPads of room 204" mono={false} />
    </div>
  ),
  XmlBox: () => <XmlBox label="Answer" text={ANSWER} filename="answer.xml" />,
  notify: () => (
    <div className={`${classes.board} ${classes.row}`}>
      <Button variant="default" onClick={() => tellDone('Saved.')}>
        tellDone
      </Button>
      <Button variant="default" onClick={() => tellFailure(new Error('The engine says why, and what to do.'))}>
        tellFailure
      </Button>
      <Button variant="default" onClick={() => notifyWithUndo('Put away.', () => {})}>
        notifyWithUndo
      </Button>
      <Button disabled>Off</Button>
      <Button loading>Busy</Button>
      <Button color="red">Erase</Button>
    </div>
  ),
};
