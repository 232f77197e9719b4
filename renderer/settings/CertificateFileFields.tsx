import { FileInput, Group, PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A certificate file to be chosen, and the passphrase of its key. */
export function CertificateFileFields({
  label,
  accept,
  file,
  onFile,
  passphrase,
  onPassphrase,
}: {
  label: string;
  /** File name endings, with commas between. */
  accept: string;
  file: File | null;
  onFile(file: File | null): void;
  passphrase: string;
  onPassphrase(passphrase: string): void;
}) {
  const { t } = useTranslation();
  return (
    <Group align="flex-end" grow>
      <FileInput label={label} placeholder={t('commands.chooseFile')} accept={accept} value={file} onChange={onFile} />
      <PasswordInput
        label={t('settings.passphrase')}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => onPassphrase(event.currentTarget.value)}
      />
    </Group>
  );
}
