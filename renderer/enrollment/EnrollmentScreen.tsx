import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { number } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { AutomatedSection } from './automated/AutomatedSection.tsx';
import classes from './Enrollment.module.css';
import { ExpectedSection } from './ExpectedSection.tsx';
import { InvitationsSection } from './InvitationsSection.tsx';
import { Obstacles } from './Obstacles.tsx';
import { RecentSection } from './RecentSection.tsx';
import { WaitingSection } from './WaitingSection.tsx';
import { WaysSection } from './WaysSection.tsx';
import { useWaiting } from './waiting.ts';

const SECTIONS = ['invitations', 'automated', 'waiting', 'expected', 'recent', 'ways'] as const;
type Section = (typeof SECTIONS)[number];

const PANELS: Readonly<Record<Section, () => ReactNode>> = {
  invitations: InvitationsSection,
  automated: AutomatedSection,
  waiting: WaitingSection,
  expected: ExpectedSection,
  recent: RecentSection,
  ways: WaysSection,
};

/** How devices come in: invitations, who waits at the door, who is expected, who came, and the ways there are. */
export default function EnrollmentScreen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const params = useParams();
  const section = SECTIONS.find((each) => each === params.section) ?? 'invitations';
  const waiting = useWaiting().data?.waiting ?? 0;
  const missing = useQuery(api.enrollment.expected.queryOptions({ input: { limit: 1 } })).data?.missing ?? 0;
  const held = useQuery(api.enrollment.held.queryOptions()).data?.length ?? 0;
  const counts: Partial<Record<Section, number>> = { waiting, expected: missing, automated: held };
  const Panel = PANELS[section];
  return (
    <>
      <PageHeader title={t('screens.enrollment')} />
      <Tabs
        value={section}
        onChange={(next) => void navigate(`/enrollment/${next ?? 'invitations'}`)}
        className={classes.tabs}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabList}>
          {SECTIONS.map((each) => {
            const count = counts[each] ?? 0;
            return (
              <Tabs.Tab key={each} value={each}>
                {t(`enrollment.sections.${each}`)}{' '}
                {count > 0 && (
                  <span className={classes.count} data-waits={each === 'waiting' || each === 'automated' || undefined}>
                    {number(count, i18n.language)}
                  </span>
                )}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        <Tabs.Panel value={section} className={classes.section}>
          <Obstacles />
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
