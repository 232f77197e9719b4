import type { AlertSettings } from '../../shared/contract/alerts.ts';
import type { AlertFacts, Found } from './alert-types.ts';

/* What needs attention of this server: its push certificate, its certificates, its machine. Pure: no store, no clock. */

const DAY = 86_400_000;
const GIB = 1024 ** 3;
/** Steps of the clock up to this are corrections, not mistakes. */
const CLOCK_STEP = 5 * 60_000;
/** Things of the certificate library that get a line each. */
const MOST_ITEMS = 20;

export function pushAlerts({ push, anyEnrolled, now }: AlertFacts, settings: AlertSettings): Found[] {
  const { state, notAfter } = push.certificate;
  const link = { screen: 'push', filter: {} } as const;
  const found: Found[] = [];
  const ended = notAfter !== null && notAfter <= now;
  if (state === 'none' || state === 'requested') {
    const severity = anyEnrolled ? 'critical' : 'warning';
    found.push({ code: 'push-certificate-missing', severity, link, data: { requested: state === 'requested' } });
  } else if (state === 'expired' || ended) {
    found.push({ code: 'push-certificate-expired', severity: 'critical', link, data: { notAfterAt: notAfter } });
  } else if (state === 'refused' || push.connection === 'refused') {
    found.push({ code: 'push-certificate-refused', severity: 'critical', link, data: { error: push.lastError } });
  } else if (notAfter !== null && notAfter <= now + settings.pushCertificateDays * DAY) {
    const severity = notAfter <= now + 7 * DAY ? 'critical' : 'warning';
    found.push({ code: 'push-certificate-expiring', severity, link, data: until(notAfter, now) });
  }
  if (push.connection === 'backing-off' && !ended) {
    found.push({ code: 'push-unreachable', severity: 'warning', link, data: { error: push.lastError } });
  }
  return found;
}

export function certificateAlerts(facts: AlertFacts, { certificateDays }: AlertSettings): Found[] {
  const { now, tls, rootNotAfterAt, profileSigningNotAfterAt } = facts;
  const certificates = { screen: 'certificates', filter: {} } as const;
  const one = (
    name: 'tls' | 'root' | 'profile-signing',
    notAfter: number | null,
    link: Found['link'],
    data: Found['data'],
  ): Found[] => {
    if (notAfter === null || notAfter > now + certificateDays * DAY) return [];
    return notAfter <= now
      ? [{ code: `${name}-expired`, severity: 'critical', link, data: { ...data, notAfterAt: notAfter } }]
      : [{ code: `${name}-expiring`, severity: 'warning', link, data: { ...data, ...until(notAfter, now) } }];
  };
  return [
    ...one('tls', tls.notAfterAt, { screen: 'listener', filter: {} }, { source: tls.source }),
    ...one('root', rootNotAfterAt, certificates, {}),
    ...one('profile-signing', profileSigningNotAfterAt, certificates, {}),
    ...facts.library.slice(0, MOST_ITEMS).map(({ id, name, notAfterAt, uses, signs }): Found => {
      const ended = notAfterAt <= now;
      const needed = uses > 0 || signs;
      return {
        key: `library-${ended ? 'expired' : 'expiring'}:${id}`,
        code: ended ? 'library-expired' : 'library-expiring',
        // What nothing uses hurts nobody.
        severity: !needed ? 'info' : ended ? 'critical' : 'warning',
        data: { name, uses, signs, ...until(notAfterAt, now) },
        link: { screen: 'certificates', filter: { view: 'library' } },
      };
    }),
  ];
}

export function machineAlerts(facts: AlertFacts, settings: AlertSettings): Found[] {
  const { now, disk, newestEventAt, backup } = facts;
  const found: Found[] = [];
  const system = { screen: 'system', filter: {} } as const;
  if (disk !== undefined && disk.freeBytes < settings.diskFreeGb * GIB) {
    const severity = disk.freeBytes < (settings.diskFreeGb * GIB) / 4 ? 'critical' : 'warning';
    found.push({ code: 'disk-low', severity, link: system, data: { ...disk } });
  }
  if (newestEventAt !== null && newestEventAt > now + CLOCK_STEP) {
    found.push({
      code: 'clock-wrong',
      severity: 'critical',
      link: system,
      data: { newestAt: newestEventAt, nowAt: now },
    });
  }
  if (backup !== undefined) {
    const link = { screen: 'backup', filter: {} } as const;
    const late = now - settings.backupDays * DAY;
    if (backup.lastAt === null && backup.since !== null && backup.since < late) {
      found.push({ code: 'backup-missing', severity: 'warning', link });
    } else if (backup.lastAt !== null && backup.lastAt < late) {
      found.push({ code: 'backup-old', severity: 'warning', link, data: { lastAt: backup.lastAt } });
    }
  }
  return found;
}

export function directoryAlerts({ directories }: AlertFacts): Found[] {
  return directories.map(({ id, name, sinceAt }) => ({
    key: `directory-unreadable:${id}`,
    code: 'directory-unreadable',
    severity: 'warning',
    data: { name, oldestAt: sinceAt },
    link: { screen: 'directory', filter: {} },
  }));
}

function until(notAfterAt: number, now: number): { notAfterAt: number; days: number } {
  return { notAfterAt, days: Math.floor((notAfterAt - now) / DAY) };
}
