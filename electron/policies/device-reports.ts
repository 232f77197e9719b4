import type { ReportKind } from '../store/index.ts';
import type { Answered, DesiredProfile, DeviceFacts, ReportedProfiles } from './plan-types.ts';
import type { ChannelRow, PlannerRows, ReportRow } from './planner-rows.ts';

/** Reads what devices told of themselves, as planning needs it. */
export interface DeviceReports {
  /** When a device last answered the questions of planning. */
  answeredBy(deviceId: string, enrollmentId: string, now: number): Answered;
  /** The last report of a kind, and when it was written, ms; undefined where there is none that can be used. */
  reportOf(
    deviceId: string,
    channel: ChannelRow,
    kind: ReportKind,
    now: number,
  ): { readonly at: number; readonly body: Record<string, unknown> } | undefined;
  reportedProfiles(deviceId: string, channel: ChannelRow, now: number): ReportedProfiles | undefined;
  factsOf(deviceId: string, channel: ChannelRow, desired: readonly DesiredProfile[], now: number): DeviceFacts;
}

export function openDeviceReports(rows: PlannerRows): DeviceReports {
  const answeredBy: DeviceReports['answeredBy'] = (deviceId, enrollmentId, now) => {
    const at = (requestType: 'ProfileList' | 'SecurityInfo') => {
      const last = rows.answered.get({ deviceId, enrollmentId, requestType })?.at;
      return last === undefined || last > now ? undefined : last;
    };
    return { list: at('ProfileList'), security: at('SecurityInfo') };
  };

  const reportOf: DeviceReports['reportOf'] = (deviceId, { enrollmentId, channel, enrolledAt }, kind, now) => {
    const row =
      channel === 'device' ? rows.report.get({ deviceId, kind }) : rows.userReport.get({ enrollmentId, kind });
    if (row === undefined) return undefined;
    const at = writtenAt(row);
    // Written by a clock that was ahead: nobody knows what came after it.
    if (at > now) return undefined;
    // What it said before it enrolled anew is of a device that may have been erased since.
    if (enrolledAt !== null && enrolledAt <= now && at < enrolledAt) return undefined;
    return { at, body: JSON.parse(row.body) as Record<string, unknown> };
  };

  const reportedProfiles: DeviceReports['reportedProfiles'] = (deviceId, channel, now) => {
    const report = reportOf(deviceId, channel, 'profiles', now);
    if (report === undefined) return undefined;
    const profiles =
      channel.channel === 'device'
        ? rows.profiles.all({ deviceId })
        : (report.body as unknown as { identifier: string; uuid: string }[]);
    return { at: report.at, profiles };
  };

  const factsOf: DeviceReports['factsOf'] = (deviceId, channel, desired, now) => {
    const wantsApps = desired.some(({ hazards }) => hazards.some(({ kind }) => kind === 'single-app'));
    const apps = wantsApps
      ? // Where only managed apps are asked for, the list of all is empty.
        new Set([...rows.apps.all({ deviceId }), ...rows.managedApps.all({ deviceId })].map((app) => app.identifier))
      : undefined;
    const security = desired.some(({ needsPasscode }) => needsPasscode)
      ? reportOf(deviceId, { ...channel, channel: 'device' }, 'security', now)
      : undefined;
    const compliant = security?.body.PasscodeCompliantWithProfiles;
    return {
      apps,
      hasOwnNetwork: channel.carrier !== null || channel.phoneNumber !== null,
      passcode: security === undefined || typeof compliant !== 'boolean' ? undefined : { compliant, at: security.at },
    };
  };

  return { answeredBy, reportOf, reportedProfiles, factsOf };
}

function writtenAt({ sentAt, reportedAt }: ReportRow): number {
  return sentAt ?? reportedAt;
}
