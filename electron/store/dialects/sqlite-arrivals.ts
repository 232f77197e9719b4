/*
 * What notes that a device came by a source of a blueprint, in the commit in which it came: after a crash nothing of that
 * is lost. Part of migration 30.
 */

const note = (kind: string, targetId: string, deviceId: string): string =>
  `insert or ignore into "blueprintArrival" ("blueprintId", "deviceId") select s."blueprintId", ${deviceId}
   from "blueprintSource" s where s."kind" = ${kind} and s."targetId" = ${targetId};`;

/** The statements of migration 30 that only SQLite understands. */
export const DERIVED_ARRIVALS: readonly string[] = [
  `create trigger "groupMemberArrivals" after insert on "groupMember" begin
    ${note("'group'", 'new."groupId"', 'new."deviceId"')} end`,
  `create trigger "enrollmentArrivals" after update of "enrolledAt" on "enrollment"
    when new."state" = 'enrolled' and new."channel" = 'device' and new."invitationId" is not null begin
    ${note(`case new."way" when 'automated' then 'automated' else 'invitation' end`, 'new."invitationId"', 'new."deviceId"')} end`,
];
