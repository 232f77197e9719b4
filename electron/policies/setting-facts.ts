import { POLICIES } from './device-plan.ts';
import type { SettingSituation } from './judge-setting.ts';
import type { Dictionary } from './kept-secrets.ts';
import type { KnownProfile } from './plan-types.ts';
import type { PlannerRows } from './planner-rows.ts';
import { asReported, configuresApp, type ManagedApps } from './setting-reports.ts';

/** What decides about a setting on one device, besides what is known of its commands. */
export interface SettingFacts {
  readonly tells: SettingSituation['reported'];
  readonly appsMissing: readonly string[];
  readonly appsWithOwn: readonly string[];
}

type ReadSettingFacts = (
  deviceId: string,
  items: readonly unknown[],
  /** The last DeviceInformation. */
  facts: { readonly at: number; readonly body: Readonly<Record<string, unknown>> } | undefined,
  was: KnownProfile | undefined,
  overApps: boolean,
) => SettingFacts;

const NO_APPS: ManagedApps = new Map();

/** Reads what devices tell of settings, the configuration of their apps included. */
export function openSettingFacts(rows: Pick<PlannerRows, 'managedApps' | 'configuredBy'>): ReadSettingFacts {
  const managedApps = (deviceId: string): ManagedApps =>
    new Map(
      rows.managedApps.all({ deviceId }).map(({ identifier, hasConfiguration, configuration, configurationAt }) => [
        identifier,
        {
          hasConfiguration: hasConfiguration === 1,
          configuration: configuration === null ? undefined : JSON.parse(configuration),
          configurationAt,
        },
      ]),
    );

  /** Whether an app has a configuration that came with it or by hand. */
  const hasOwn = (deviceId: string, item: Dictionary, apps: ManagedApps, was: KnownProfile | undefined): boolean => {
    const identifier = String(item.Identifier);
    const last = rows.configuredBy.get({ deviceId, identifier });
    if (last?.requestType === 'Settings') return last.queuedBy !== POLICIES;
    if (apps.get(identifier)?.hasConfiguration !== true) return false;
    // It came with the installation, unless it is what we gave it before that.
    return was === undefined || asReported([item], {}, apps).same === false;
  };

  return (deviceId, given, facts, was, overApps) => {
    const items = given as readonly Dictionary[];
    const configured = items.filter(configuresApp);
    const appIds = configured.map(({ Identifier }) => String(Identifier));
    const apps = appIds.length === 0 ? NO_APPS : managedApps(deviceId);
    const times = [
      ...(items.length > appIds.length ? [facts?.at ?? 0] : []),
      ...appIds.map((id) => apps.get(id)?.configurationAt ?? 0),
    ];
    return {
      tells: { ...asReported(items, facts?.body ?? {}, apps), at: Math.min(...times) },
      appsMissing: appIds.filter((id) => !apps.has(id)),
      appsWithOwn: overApps
        ? []
        : configured.filter((item) => hasOwn(deviceId, item, apps, was)).map(({ Identifier }) => String(Identifier)),
    };
  };
}
