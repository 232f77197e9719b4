import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import {
  accessRightByName,
  compareVersions,
  type DeviceContext,
  hasAccessRight,
  type Platform,
} from '../../shared/catalogue/index.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Commands.module.css';
import { accessRightName } from './command-words.ts';
import { type Needs as NeedsOf, needsOf } from './form-model.ts';

/** One thing a command asks of a device, and whether this device has it; undefined when nobody knows. */
interface Need {
  readonly id: string;
  readonly words: string;
  readonly met: boolean | undefined;
}

function rightName(name: string, t: TFunction): string {
  const right = accessRightByName(name);
  return right === undefined ? name : accessRightName(right, t);
}

function useNeedWords(): (need: NeedsOf, device: DeviceContext | undefined) => Need[] {
  const { t } = useTranslation();
  return ({ platform, introduced, supervised, right }, device) => {
    const newEnough = (): boolean | undefined => {
      if (introduced === undefined) return true;
      const difference = device?.osVersion === undefined ? undefined : compareVersions(device.osVersion, introduced);
      return difference === undefined ? undefined : difference >= 0;
    };
    const granted = (name: NonNullable<typeof right>): boolean | undefined => {
      if (device?.userEnrollment === true) return true;
      return device?.accessRights === undefined ? undefined : hasAccessRight(device.accessRights, name as never);
    };
    return [
      {
        id: 'os',
        words: `${t(`commands.platforms.${platform}`)}${introduced === undefined ? '' : ` ${introduced}+`}`,
        met: newEnough(),
      },
      ...(supervised
        ? [{ id: 'supervised', words: t('commands.needsSupervision'), met: device?.supervised ?? undefined }]
        : []),
      ...(right === undefined
        ? []
        : [
            {
              id: 'right',
              words: t('commands.needsRight', { right: rightName(right, t) }),
              met: granted(right),
            },
          ]),
    ];
  };
}

/** What a command needs: for one device each with whether it has it, for many by platform. */
export function Needs(props: {
  requestType: string;
  platforms: readonly Platform[];
  /** Only where it is one device. */
  device: DeviceContext | undefined;
}) {
  const { t } = useTranslation();
  const { requestType, platforms, device } = props;
  const words = useNeedWords();
  const needs = needsOf(requestType, platforms.length === 0 ? undefined : platforms);
  const [own] = needs;
  if (device !== undefined && needs.length === 1 && own !== undefined)
    return (
      <ul className={classes.needs} aria-label={t('commands.needs')}>
        {words(own, device).map(({ id, words: text, met }) => (
          <li key={id}>
            <StatusMark tone={met === undefined ? 'none' : met ? 'done' : 'needs'}>
              {text}
              <span className="visually-hidden">
                {' '}
                {t(met === undefined ? 'commands.needUnknown' : met ? 'commands.needMet' : 'commands.needNotMet')}
              </span>
            </StatusMark>
          </li>
        ))}
      </ul>
    );
  return (
    <ul className={classes.needs} aria-label={t('commands.needs')}>
      {needs.map((need) => (
        <li key={need.platform}>
          {words(need, undefined)
            .map(({ words: text }) => text)
            .join(' · ')}
        </li>
      ))}
    </ul>
  );
}
