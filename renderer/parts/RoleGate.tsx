import { Alert, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../shared/contract/index.ts';
import { useMay, useMe } from '../live/session.ts';
import classes from './RoleGate.module.css';

/** Why the one signed in may not do it; undefined when they may. */
export function useRefusal(needs: Role): string | undefined {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay(needs);
  if (may || me === undefined) return undefined;
  return t(`roles.needs.${needs}`, { role: t(`roles.names.${me.role}`) });
}

/** A button or two that take a role: without it they are off, and say why. */
export function RoleGate({ needs, children }: { needs: Role; children: ReactNode }) {
  const id = useId();
  const refusal = useRefusal(needs);
  if (refusal === undefined) return children;
  return (
    <Tooltip label={refusal} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is off takes no focus, and its reason must be found */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset that is off takes no focus either */}
      <span className={classes.hold} tabIndex={0} role="group" aria-describedby={id}>
        <fieldset disabled className={classes.inline}>
          {children}
        </fieldset>
        <span id={id} className="visually-hidden">
          {refusal}
        </span>
      </span>
    </Tooltip>
  );
}

/** A whole form that takes a role: without it everything in it is off, with the reason above. */
export function RoleForm({ needs, children }: { needs: Role; children: ReactNode }) {
  const refusal = useRefusal(needs);
  if (refusal === undefined) return children;
  return (
    <>
      <Alert color="gray" variant="light" mb="md" icon={<IconLock size={16} aria-hidden />}>
        {refusal}
      </Alert>
      <fieldset disabled className={classes.block}>
        {children}
      </fieldset>
    </>
  );
}
