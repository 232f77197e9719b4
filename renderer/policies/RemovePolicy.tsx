import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PolicyDetail } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { engine } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import { MayStrand, useDryRun } from './MayStrand.tsx';
import { rereadPolicies, wantedDevices } from './policy-words.ts';

/** Deletes a policy, after its name was typed: what it put on devices goes or stays. */
export function RemovePolicy({ policy, onClose }: { policy: PolicyDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [devices, setDevices] = useState<'remove' | 'leave'>('remove');
  const [typed, setTyped] = useState('');
  const count = wantedDevices(policy);
  const run = useDryRun({ kind: 'remove', policyId: policy.id }, policy.type === 'profile' && count > 0);
  const [mayStrand, setMayStrand] = useState(false);
  const stranded = devices === 'remove' ? (run.data?.stranded ?? 0) : 0;
  const remove = useMutation({
    mutationFn: () => engine.policies.remove({ policyId: policy.id, devices, mayStrand: mayStrand && stranded > 0 }),
    async onSuccess() {
      tellDone(t('policies.remove.done', { name: policy.name }));
      await navigate('/policies');
      await rereadPolicies();
    },
  });
  return (
    <FormDialog
      title={t('policies.remove.title', { name: policy.name })}
      submit={t('policies.remove.action')}
      danger
      busy={remove.isPending}
      error={remove.error}
      disabled={count > 0 && typed.trim() !== policy.name.trim()}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <Text>{t('policies.remove.text', { count })}</Text>
      {policy.type === 'profile' && count > 0 && (
        <Radio.Group
          label={t('policies.remove.devices')}
          value={devices}
          onChange={(chosen) => setDevices(chosen === 'leave' ? 'leave' : 'remove')}
        >
          <Stack gap={8} mt={6}>
            <Radio size="xs" value="remove" label={t('policies.remove.remove')} />
            <Radio size="xs" value="leave" label={t('policies.remove.leave')} />
          </Stack>
        </Radio.Group>
      )}
      {stranded > 0 && <MayStrand count={stranded} checked={mayStrand} onChange={setMayStrand} />}
      {count > 0 && (
        <TextInput
          label={t('policies.remove.type', { name: policy.name })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
