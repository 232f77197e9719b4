import { Alert, Button, Checkbox, Group, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainFileName } from '../../../shared/file-name.ts';
import { api } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { download } from '../../parts/download.ts';
import { XmlBox } from '../../parts/XmlBox.tsx';
import { prepareScript } from './cfgutil.ts';
import type { ConfiguratorServer } from './ServerCard.tsx';

const ROOT_FILE = 'cartwright-root.pem';
const SCRIPT_FILE = 'prepare-devices.sh';
/** What setup may be told in advance; devices come in all these. */
const LANGUAGES = {
  en_US: 'en',
  en_GB: 'en',
  de_DE: 'de',
  de_AT: 'de',
  de_CH: 'de',
  fr_FR: 'fr',
  es_ES: 'es',
  it_IT: 'it',
};

/** The command lines that do the same for ten devices at once, with everything filled in. */
export function ScriptCard({ server, wifiFile }: { server: ConfiguratorServer; wifiFile: string | null }) {
  const { t, i18n } = useTranslation();
  const [locale, setLocale] = useState<keyof typeof LANGUAGES>(i18n.language === 'de' ? 'de_DE' : 'en_US');
  const [skipSetup, setSkipSetup] = useState(true);
  const [erase, setErase] = useState(false);
  const [wifi, setWifi] = useState(true);
  const configurator = useQuery(api.enrollment.configurator.queryOptions()).data;
  const trust = useQuery(api.enrollment.trustProfile.queryOptions()).data;
  const authority = useQuery(api.system.authority.queryOptions()).data;
  const ways = useQuery(api.enrollment.ways.queryOptions()).data;
  const { profileUrl, profile } = server;
  const ready =
    configurator !== undefined && configurator.identity !== null && profileUrl !== undefined && trust !== undefined;
  if (!ready)
    return (
      <Card title={t('configurator.script.title')}>
        <Text c="dimmed">{t('configurator.script.notYet')}</Text>
      </Card>
    );
  const base = trust.filename.replace(/-trust\.mobileconfig$/, '');
  const supervision = plainFileName(configurator.organization.name);
  const files = {
    identityFile: `${supervision}-supervision.p12`,
    certificateFile: `${supervision}-supervision.cer`,
    rootFile: ROOT_FILE,
    trustFile: trust.filename,
    wifiFile: wifi ? (wifiFile ?? `${base}-wifi.mobileconfig`) : null,
  };
  const words = {
    about: t('configurator.script.words.about'),
    missing: t('configurator.script.words.missing'),
    passphrase: t('configurator.script.words.passphrase'),
    wrong: t('configurator.script.words.wrong'),
    none: t('configurator.script.words.none'),
    begins: t('configurator.script.words.begins'),
    done: t('configurator.script.words.done'),
    failed: t('configurator.script.words.failed'),
  };
  const script = prepareScript(
    {
      ...files,
      organization: configurator.organization.name,
      profileUrl,
      language: LANGUAGES[locale],
      locale,
      skipSetup,
      supervised: profile?.supervised ?? true,
      tells: profile !== undefined,
      erase,
    },
    words,
  );
  const names = new Intl.DisplayNames(i18n.language, { type: 'language', languageDisplay: 'dialect' });
  return (
    <Card title={t('configurator.script.title')}>
      <Text mb="sm">{t('configurator.script.text')}</Text>
      {profile !== undefined && ways?.deviceProof === 'apple' && (
        <Alert color="yellow" variant="light" mb="sm">
          {t('configurator.script.proof')}
        </Alert>
      )}
      <Group align="flex-end" mb="sm">
        <Select
          w={200}
          label={t('configurator.script.language')}
          allowDeselect={false}
          value={locale}
          onChange={(next) => setLocale((next ?? 'en_US') as keyof typeof LANGUAGES)}
          data={Object.keys(LANGUAGES).map((each) => ({
            value: each,
            label: names.of(each.replace('_', '-')) ?? each,
          }))}
        />
        <Checkbox
          mb={8}
          label={t('configurator.script.skip')}
          checked={skipSetup}
          onChange={(event) => setSkipSetup(event.currentTarget.checked)}
        />
        <Checkbox
          mb={8}
          label={t('configurator.script.wifi')}
          checked={wifi}
          onChange={(event) => setWifi(event.currentTarget.checked)}
        />
        <Checkbox
          mb={8}
          label={t('configurator.script.erase')}
          checked={erase}
          onChange={(event) => setErase(event.currentTarget.checked)}
        />
      </Group>
      <Text mb={4}>{t('configurator.script.files')}</Text>
      <ul>
        {[files.identityFile, files.certificateFile, files.trustFile, files.rootFile, files.wifiFile].map(
          (name) =>
            name !== null && (
              <li key={name}>
                <span className="mono">{name}</span>
              </li>
            ),
        )}
      </ul>
      <Group gap="xs" mb="sm">
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => download(SCRIPT_FILE, script, 'text/x-shellscript')}
        >
          {t('configurator.script.download')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={authority === undefined}
          onClick={() => download(ROOT_FILE, authority?.rootPem ?? '', 'application/x-pem-file')}
        >
          {ROOT_FILE}
        </Button>
      </Group>
      <XmlBox label={t('configurator.script.label')} text={script} filename={SCRIPT_FILE} />
      <Text size="xs" c="dimmed" mt="xs">
        {t('configurator.script.hint', { command: `bash ${SCRIPT_FILE} --serials > expected.csv` })}
      </Text>
    </Card>
  );
}
