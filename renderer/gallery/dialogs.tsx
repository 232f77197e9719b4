import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDestructive } from '../commands/ConfirmDestructive.tsx';
import { Refusals } from '../commands/Verdict.tsx';
import classes from './Gallery.module.css';
import { DEVICES } from './samples.ts';

const REASONS = ['It is not supervised.', 'It is too old.', 'It has no passcode.', 'It is no Mac.'];

export const DIALOGS = {
  Refusals: () => (
    <div className={classes.board}>
      <Refusals
        devices={DEVICES}
        refused={DEVICES.map(({ id }, index) => ({
          deviceId: id,
          reasons: [
            { code: 'no', severity: 'refuse', path: [], message: REASONS[index % REASONS.length] ?? 'It cannot.' },
          ],
        }))}
      />
    </div>
  ),
  ConfirmDestructive() {
    const { t } = useTranslation();
    const [count, setCount] = useState(0);
    return (
      <div className={`${classes.board} ${classes.row}`}>
        {[1, DEVICES.length].map((each) => (
          <Button key={each} variant="default" onClick={() => setCount(each)}>
            ConfirmDestructive: {each}
          </Button>
        ))}
        {count > 0 && (
          <ConfirmDestructive
            title="Erase device?"
            text="Everything on it is lost."
            action={t('common.remove')}
            devices={DEVICES.slice(0, count)}
            busy={false}
            onConfirm={() => setCount(0)}
            onCancel={() => setCount(0)}
          />
        )}
      </div>
    );
  },
};
