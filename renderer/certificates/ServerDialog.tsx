import {
  Button,
  Checkbox,
  FileInput,
  Group,
  Modal,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateItem, NewCertificateServer } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { tellDone } from '../parts/notify.ts';
import { certificateText } from '../settings/certificate-file.ts';

const KINDS = ['scep', 'acme', 'personal'] as const;
const CHALLENGES = ['none', 'static', 'microsoft'] as const;
const NO_NAMES = { email: '', dns: '', uri: '', upn: '' };

/** What can be added besides files. */
export type NewKind = 'scep' | 'acme' | 'personal';

/** Adds or changes a server of the library, or identities that people bring. */
export function ServerDialog({ item, onClose }: { item: CertificateItem | NewKind; onClose: () => void }) {
  const { t } = useTranslation();
  const known = typeof item === 'string' ? undefined : item;
  const kind: NewKind = KINDS.find((each) => each === (known?.kind ?? item)) ?? 'scep';
  const scep = known?.scep;
  const acme = known?.acme;
  const [name, setName] = useState(known?.name ?? '');
  const [url, setUrl] = useState(scep?.url ?? acme?.directoryUrl ?? '');
  const [subject, setSubject] = useState(scep?.subject ?? acme?.subject ?? 'CN=$DEVICE_SN$');
  const [names, setNames] = useState(scep?.names ?? acme?.names ?? NO_NAMES);
  const [challenge, setChallenge] = useState<(typeof CHALLENGES)[number]>(scep?.challenge ?? 'none');
  const [challengeUrl, setChallengeUrl] = useState(scep?.challengeUrl ?? '');
  const [challengeUser, setChallengeUser] = useState(scep?.challengeUser ?? '');
  const [preferKerberos, setPreferKerberos] = useState(scep?.preferKerberos ?? false);
  const [secret, setSecret] = useState('');
  const [fingerprint, setFingerprint] = useState(scep?.fingerprint ?? '');
  const [authorityName, setAuthorityName] = useState(scep?.authorityName ?? '');
  const [clientIdentifier, setClientIdentifier] = useState(acme?.clientIdentifier ?? '$DEVICE_SN$');
  const [attest, setAttest] = useState(acme?.attest ?? true);
  const [hardwareBound, setHardwareBound] = useState(acme?.hardwareBound ?? true);
  const [relay, setRelay] = useState(scep?.relay ?? false);
  const [renewDays, setRenewDays] = useState(scep?.renewDays ?? acme?.renewDays ?? 30);
  const [chainFile, setChainFile] = useState<File | null>(null);
  const [dropChain, setDropChain] = useState(false);
  const [title, setTitle] = useState(known?.personal?.title ?? '');
  const [requirePassword, setRequirePassword] = useState(known?.personal?.requirePassword ?? true);
  const [keepKeyDays, setKeepKeyDays] = useState<number | ''>(known?.personal?.keepKeyDays ?? '');
  const server = (chain: string | undefined): NewCertificateServer =>
    kind === 'personal'
      ? {
          kind,
          name,
          description: known?.description ?? '',
          personal: { title, requirePassword, keepKeyDays: keepKeyDays === '' ? null : keepKeyDays },
        }
      : kind === 'scep'
        ? {
            kind,
            name,
            description: known?.description ?? '',
            ...(secret === '' ? {} : { secret }),
            ...(chain === undefined ? {} : { chain }),
            scep: {
              keySize: 2048,
              usage: 'both',
              retries: 3,
              retryDelay: 10,
              ...scep,
              url,
              authorityName,
              subject,
              names,
              fingerprint,
              challenge,
              challengeUrl,
              challengeUser,
              preferKerberos,
              relay,
              renewDays,
            },
          }
        : {
            kind,
            name,
            description: known?.description ?? '',
            acme: {
              usage: 'both',
              extendedUsage: [],
              keyType: 'ECSECPrimeRandom',
              keySize: 384,
              ...acme,
              directoryUrl: url,
              clientIdentifier,
              subject,
              names,
              attest: attest && hardwareBound,
              hardwareBound,
              renewDays,
            },
          };
  const save = useMutation({
    mutationFn: async () => {
      const wanted = server(chainFile !== null ? await certificateText(chainFile) : dropChain ? '' : undefined);
      return known === undefined
        ? engine.certificateLibrary.createServer(wanted)
        : engine.certificateLibrary.updateServer({ itemId: known.id, server: wanted });
    },
    onSuccess: (saved) => {
      void queryClient.invalidateQueries({ queryKey: api.certificateLibrary.key() });
      tellDone(t('certificateLibrary.saved', { name: saved.name }));
      onClose();
    },
  });
  const text = (label: string, value: string, set: (value: string) => void, more: { placeholder?: string } = {}) => (
    <TextInput label={label} value={value} onChange={(event) => set(event.currentTarget.value)} {...more} />
  );
  const secretInput = (label: string) => (
    <PasswordInput
      label={label}
      placeholder={known?.hasSecret === true ? t('certificateLibrary.server.kept') : undefined}
      autoComplete="off"
      value={secret}
      onChange={(event) => setSecret(event.currentTarget.value)}
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`certificateLibrary.server.${kind}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          {kind === 'personal' ? (
            <>
              {text(t('certificateLibrary.name'), name, setName)}
              {text(t('certificateLibrary.server.title'), title, setTitle, {
                placeholder: t('certificateLibrary.server.titleExample'),
              })}
              <Checkbox
                label={t('certificateLibrary.server.requirePassword')}
                checked={requirePassword}
                onChange={(event) => setRequirePassword(event.currentTarget.checked)}
              />
              <NumberInput
                label={t('certificateLibrary.server.keepKeyDays')}
                description={t('certificateLibrary.server.keepKeyHint')}
                min={1}
                max={365}
                value={keepKeyDays}
                onChange={(value) => setKeepKeyDays(typeof value === 'number' ? value : '')}
              />
            </>
          ) : (
            <>
              <Group grow align="flex-start">
                {text(t('certificateLibrary.name'), name, setName)}
                {text(t('certificateLibrary.server.url'), url, setUrl, {
                  placeholder:
                    kind === 'scep'
                      ? 'https://ca.school.example/certsrv/mscep/mscep.dll'
                      : 'https://acme.school.example/directory',
                })}
              </Group>
              {text(t('certificateLibrary.server.subject'), subject, setSubject)}
              <Group grow>
                {text(t('certificateLibrary.server.email'), names.email, (email) => setNames({ ...names, email }))}
                {text(t('certificateLibrary.server.upn'), names.upn, (upn) => setNames({ ...names, upn }))}
              </Group>
              {kind === 'scep' ? (
                <>
                  <Select
                    label={t('certificateLibrary.server.challenge')}
                    allowDeselect={false}
                    value={challenge}
                    onChange={(value) => setChallenge(CHALLENGES.find((each) => each === value) ?? 'none')}
                    data={CHALLENGES.map((value) => ({
                      value,
                      label: t(`certificateLibrary.server.challenges.${value}`),
                    }))}
                  />
                  {challenge === 'microsoft' && (
                    <>
                      {text(t('certificateLibrary.server.challengeUrl'), challengeUrl, setChallengeUrl, {
                        placeholder: 'https://ca.school.example/certsrv/mscep_admin/',
                      })}
                      <Checkbox
                        label={t('certificateLibrary.server.preferKerberos')}
                        description={t('certificateLibrary.server.preferKerberosHint')}
                        checked={preferKerberos}
                        onChange={(event) => setPreferKerberos(event.currentTarget.checked)}
                      />
                      <Group grow align="flex-start">
                        {text(
                          t(
                            preferKerberos
                              ? 'certificateLibrary.server.userOptional'
                              : 'certificateLibrary.server.user',
                          ),
                          challengeUser,
                          setChallengeUser,
                        )}
                        {secretInput(
                          t(
                            preferKerberos
                              ? 'certificateLibrary.server.passwordOptional'
                              : 'certificateLibrary.server.password',
                          ),
                        )}
                      </Group>
                    </>
                  )}
                  {challenge === 'static' && secretInput(t('certificateLibrary.server.secret'))}
                  <Group grow>
                    {text(t('certificateLibrary.server.authorityName'), authorityName, setAuthorityName)}
                    {text(t('certificateLibrary.server.fingerprint'), fingerprint, setFingerprint)}
                  </Group>
                  <FileInput
                    label={t('certificateLibrary.server.chain')}
                    description={t('certificateLibrary.server.chainHint')}
                    placeholder={
                      known !== undefined && known.chain.length > 0 ? known.chain.join(' › ') : t('commands.chooseFile')
                    }
                    accept=".pem,.crt,.cer,.der"
                    clearable
                    value={chainFile}
                    onChange={setChainFile}
                  />
                  {known !== undefined && known.chain.length > 0 && (
                    <Checkbox
                      label={t('certificateLibrary.server.dropChain')}
                      checked={dropChain}
                      onChange={(event) => setDropChain(event.currentTarget.checked)}
                    />
                  )}
                  <Checkbox
                    label={t('certificateLibrary.server.relay')}
                    description={t('certificateLibrary.server.relayHint')}
                    checked={relay}
                    onChange={(event) => setRelay(event.currentTarget.checked)}
                  />
                </>
              ) : (
                <>
                  {text(t('certificateLibrary.server.clientIdentifier'), clientIdentifier, setClientIdentifier)}
                  <Checkbox
                    label={t('certificateLibrary.server.hardwareBound')}
                    checked={hardwareBound}
                    onChange={(event) => setHardwareBound(event.currentTarget.checked)}
                  />
                  <Checkbox
                    label={t('certificateLibrary.server.attest')}
                    checked={attest && hardwareBound}
                    disabled={!hardwareBound}
                    onChange={(event) => setAttest(event.currentTarget.checked)}
                  />
                </>
              )}
              <NumberInput
                label={t('certificateLibrary.server.renewDays')}
                description={t('certificateLibrary.server.renewHint')}
                min={1}
                max={365}
                value={renewDays}
                onChange={(value) => typeof value === 'number' && setRenewDays(value)}
              />
            </>
          )}
          {save.isError && (
            <Text c="red" role="alert">
              {errorText(save.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={name.trim() === '' || (kind === 'personal' ? title : url).trim() === ''}
            >
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
