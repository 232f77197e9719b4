import { ScrollArea, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail, DeviceRow, DeviceUser } from '../../shared/contract/index.ts';
import classes from './Commands.module.css';
import { contextOf } from './device-context.ts';
import { byCategory, commandChoices } from './menu-model.ts';

/** Contexts that differ decide what can be sent; ten thousand alike need not be asked one by one. */
function distinctContexts(devices: readonly (DeviceRow | DeviceDetail)[], user: DeviceUser | undefined) {
  const byLook = new Map(devices.map((device) => [JSON.stringify(contextOf(device, user)), contextOf(device, user)]));
  return [...byLook.values()];
}

/** Every command Apple documents, by category, found by typing; what the devices cannot take says why. */
export function CommandPicker(props: {
  devices: readonly (DeviceRow | DeviceDetail)[];
  user?: DeviceUser | undefined;
  onPick: (requestType: string) => void;
}) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const choices = useMemo(
    () => commandChoices(distinctContexts(props.devices, props.user), t),
    [props.devices, props.user, t],
  );
  const groups = byCategory(choices, search);
  const first = groups.flatMap(([, list]) => list).find(({ refusal }) => refusal === undefined);
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || search.trim() === '' || first === undefined) return;
          event.preventDefault();
          props.onPick(first.requestType);
        }}
        placeholder={t('commands.searchPlaceholder')}
        aria-label={t('commands.searchPlaceholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        mb="sm"
      />
      <ScrollArea h={420} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': t('commands.list'), role: 'region' }}>
        {groups.map(([category, list]) => (
          <section key={category} aria-label={t(`commands.categories.${category}`)}>
            <h3 className={classes.category}>{t(`commands.categories.${category}`)}</h3>
            {list.map((choice) => (
              <button
                key={choice.requestType}
                type="button"
                className={classes.choice}
                data-destructive={choice.destructive || undefined}
                disabled={choice.refusal !== undefined}
                onClick={() => props.onPick(choice.requestType)}
              >
                <span className={classes.choiceText}>
                  <span className={classes.choiceLabel}>
                    {choice.label}
                    {choice.destructive && <IconAlertTriangle size={13} aria-label={t('commands.destructive')} />}
                  </span>
                  <span className={classes.choiceSummary}>{choice.refusal ?? choice.summary}</span>
                </span>
                <IconChevronRight size={16} aria-hidden />
              </button>
            ))}
          </section>
        ))}
        {groups.length === 0 && (
          <Text c="dimmed" ta="center" py="xl">
            {t('commands.noneFound')}
          </Text>
        )}
      </ScrollArea>
    </>
  );
}
