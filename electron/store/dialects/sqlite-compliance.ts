/*
 * What tells the worker of compliance which devices to judge again: they came into or went out of a rule's group or one
 * that is exempt, or management of them began or ended. And the groups that ask how a device complies. Part of
 * migration 17.
 */

const judge = (row: 'old' | 'new', device = 'deviceId'): string =>
  `insert into "complianceDue" ("deviceId", "dueAt") select d."id", 0 from "device" d where d."id" = ${row}."${device}"
  on conflict ("deviceId") do update set "dueAt" = 0;`;
const counts = (row: 'old' | 'new'): string =>
  `exists (select 1 from "complianceRule" r where r."id" = ${row}."groupId")
  or exists (select 1 from "complianceExemption" e where e."groupId" = ${row}."groupId")`;
const watched = (...fields: readonly string[]): string =>
  `exists (select 1 from "groupWatch" w where w."field" in (${fields.map((field) => `'${field}'`).join(', ')}))`;
const regroup = (row: 'old' | 'new'): string =>
  `insert into "groupDue" ("deviceId", "dueAt") select d."id", 0 from "device" d where d."id" = ${row}."deviceId"
  on conflict ("deviceId") do update set "dueAt" = 0;`;

/** What of its profiles a device may keep changed: its policies are planned again. */
const replan = (row: 'old' | 'new'): string =>
  `insert into "policyDue" ("deviceId", "dueAt") select d."id", 0 from "device" d where d."id" = ${row}."deviceId"
  on conflict ("deviceId") do update set "dueAt" = 0;`;

/** The statements of migration 17 that only SQLite understands. */
export const DERIVED_COMPLIANCE: readonly string[] = [
  `create trigger "groupMemberJudged" after insert on "groupMember" when ${counts('new')} begin ${judge('new')} end`,
  `create trigger "groupMemberJudgedGone" after delete on "groupMember" when ${counts('old')} begin ${judge('old')} end`,
  `create trigger "deviceJudgedNew" after insert on "device" begin ${judge('new', 'id')} end`,
  `create trigger "deviceJudged" after update of "state" on "device" when old."state" is not new."state"
   begin ${judge('new', 'id')} end`,
  `create trigger "complianceDeviceGroupsNew" after insert on "complianceDevice"
   when ${watched('compliance', 'blocked', 'quarantined')} begin ${regroup('new')} end`,
  `create trigger "complianceDeviceGroupsChanged" after update on "complianceDevice"
   when (old."state" is not new."state" or old."blocked" is not new."blocked" or old."quarantined" is not new."quarantined")
   and ${watched('compliance', 'blocked', 'quarantined')} begin ${regroup('new')} end`,
  `create trigger "complianceDevicePolicies" after update of "withheld" on "complianceDevice"
   when old."withheld" is not new."withheld" begin ${replan('new')} end`,
  `create trigger "complianceDevicePoliciesNew" after insert on "complianceDevice"
   when new."withheld" is not null begin ${replan('new')} end`,
  `create trigger "complianceViolationGroupsNew" after insert on "complianceViolation"
   when ${watched('violates')} begin ${regroup('new')} end`,
  `create trigger "complianceViolationGroupsChanged" after update of "state", "endedAt" on "complianceViolation"
   when ${watched('violates')} begin ${regroup('new')} end`,
  ...[
    ['apps', 'appsReportedAt'],
    ['profiles', 'profilesReportedAt'],
  ].flatMap(([kind, field]) =>
    ['insert', 'update of "reportedAt"'].map(
      (what) => `create trigger "${kind}Report${what === 'insert' ? 'New' : 'Changed'}" after ${what} on "deviceReport"
   when new."kind" = '${kind}' and ${watched(field ?? '')} begin ${regroup('new')} end`,
    ),
  ),
  `insert into "complianceDue" ("deviceId", "dueAt") select "id", 0 from "device"`,
];
