import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Enrollment.module.css';

/** The line above a list: what of it is shown on the left, what can be done on the right. */
export function Toolbar({ children, actions }: { children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={classes.toolbar}>
      {children}
      <div className={classes.toolbarActions}>{actions}</div>
    </div>
  );
}

/** What scrolls below a toolbar, by keyboard too. */
export function ListRegion({ label, busy, children }: { label: string; busy?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
    <section className={classes.list} tabIndex={0} aria-label={label} aria-busy={busy}>
      {children}
    </section>
  );
}

const PAUSE_MS = 200;

/** Words to look for; told once somebody stops typing. */
export function SearchField(props: { label: string; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(props.value);
  // Going back in the window's history puts the words back as well.
  useEffect(() => setText(props.value), [props.value]);
  const tell = useDebouncedCallback(props.onChange, PAUSE_MS);
  return (
    <TextInput
      type="search"
      miw={220}
      maw={300}
      flex="1 1 220px"
      aria-label={props.label}
      placeholder={props.label}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={t('enrollment.clearSearch')}
            onClick={() => {
              setText('');
              tell.cancel();
              props.onChange('');
            }}
          />
        )
      }
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
