import { Button, Checkbox, Input, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Queries.module.css';
import { grouped } from './query-groups.ts';

/** A name of a list in words; the name itself when nobody gave it any. */
function queryName(name: string, t: TFunction): string {
  return t(`queries.names.${name as 'UDID'}`, { defaultValue: name });
}

/** Some of a long list of names: in words and in groups, found by typing, Apple's own name beside each. */
export function QueryChoices(props: {
  label: string;
  required: boolean;
  error: string | undefined;
  warning: string | undefined;
  names: readonly string[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}) {
  const { t } = useTranslation();
  const { names, value, onChange } = props;
  const [search, setSearch] = useState('');
  const chosen = useMemo(() => new Set(value), [value]);
  const words = search.trim().toLowerCase();
  const shown = grouped(names.filter((name) => `${queryName(name, t)} ${name}`.toLowerCase().includes(words)));
  /** In the list's own order, so that the same choice is always the same command. */
  const set = (which: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const name of which) {
      if (on) next.add(name);
      else next.delete(name);
    }
    onChange(names.filter((name) => next.has(name)));
  };
  return (
    <Input.Wrapper
      component="fieldset"
      className={classes.queries}
      label={props.label}
      labelElement="div"
      labelProps={{ component: 'legend' }}
      withAsterisk={props.required}
      error={props.error}
      description={props.warning}
    >
      <div className={classes.tools}>
        <TextInput
          type="search"
          size="xs"
          placeholder={t('queries.search')}
          aria-label={t('queries.search')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" role="status">
          {t('queries.chosen', { count: chosen.size, of: names.length })}
        </Text>
        <span className={classes.spring} />
        <Button variant="subtle" size="compact-xs" onClick={() => onChange([...names])}>
          {t('commands.chooseAll')}
        </Button>
        <Button variant="subtle" size="compact-xs" color="gray" onClick={() => onChange([])}>
          {t('commands.chooseNone')}
        </Button>
      </div>
      <ScrollArea.Autosize
        mah={280}
        type="auto"
        className={classes.list}
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': props.label }}
      >
        {shown.length === 0 && (
          <Text size="xs" c="dimmed" p="xs">
            {t('queries.nothing')}
          </Text>
        )}
        {shown.map(([group, members]) => {
          const title = t(`queries.groups.${group}`);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset draws and sizes itself its own way
            <div key={group} role="group" aria-label={title}>
              <div className={classes.head}>
                <h3>{title}</h3>
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={t('queries.allOf', { group: title })}
                  onClick={() => set(members, true)}
                >
                  {t('queries.all')}
                </Button>
                <Button
                  variant="subtle"
                  size="compact-xs"
                  color="gray"
                  aria-label={t('queries.noneOf', { group: title })}
                  onClick={() => set(members, false)}
                >
                  {t('queries.none')}
                </Button>
              </div>
              <div className={classes.members}>
                {members.map((name) => (
                  <Checkbox
                    key={name}
                    size="xs"
                    checked={chosen.has(name)}
                    onChange={(event) => set([name], event.currentTarget.checked)}
                    label={queryName(name, t)}
                    description={name}
                  />
                ))}
              </div>
            </div>
          );
        })}
      </ScrollArea.Autosize>
    </Input.Wrapper>
  );
}
