import { Button, Tabs } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Compliance.module.css';
import { ExemptionsView } from './ExemptionsView.tsx';
import { OverviewView } from './OverviewView.tsx';
import { RulesView } from './RulesView.tsx';
import { ViolationsView } from './ViolationsView.tsx';

const VIEWS = { overview: OverviewView, violations: ViolationsView, rules: RulesView, exemptions: ExemptionsView };
type View = keyof typeof VIEWS;

/** How devices keep the rules: numbers, who violates what, the rules, and who is exempt. */
export default function ComplianceScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { view } = useParams();
  const shown: View = view !== undefined && view in VIEWS ? (view as View) : 'overview';
  const [checking, setChecking] = useState(false);
  const anyRule = (useQuery(api.compliance.rules.queryOptions()).data ?? []).length > 0;
  const Shown = VIEWS[shown];
  return (
    <>
      <PageHeader title={t('screens.compliance')}>
        {anyRule && (
          <RoleGate needs="administrator">
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => setChecking(true)}
            >
              {t('compliance.check.action')}
            </Button>
          </RoleGate>
        )}
        <RoleGate needs="administrator">
          <Button component={Link} to="/compliance/rules/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('compliance.rules.new')}
          </Button>
        </RoleGate>
      </PageHeader>
      <Tabs
        value={shown}
        onChange={(next) => void navigate(next === 'overview' ? '/compliance' : `/compliance/${next}`)}
        className={classes.tabs}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabList} aria-label={t('compliance.views.label')}>
          {(Object.keys(VIEWS) as View[]).map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`compliance.views.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} className={classes.panel}>
          <Shown />
        </Tabs.Panel>
      </Tabs>
      {checking && <CheckDialog onClose={() => setChecking(false)} />}
    </>
  );
}

function CheckDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const check = useMutation({
    mutationFn: () => engine.compliance.checkNow({}),
    onSuccess({ devices }) {
      tellDone(t('compliance.check.done', { count: devices }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('compliance.check.title')}
      submit={t('compliance.check.submit')}
      busy={check.isPending}
      error={check.error}
      onClose={onClose}
      onSubmit={() => check.mutate()}
    >
      <p>{t('compliance.check.text')}</p>
    </FormDialog>
  );
}
