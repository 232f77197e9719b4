import { Checkbox, Code, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Translation, VENDOR_NAMES } from '../../shared/variables/index.ts';

/** Variables of other servers, each with what it becomes here; where some may be left as they are, with a box for each. */
export function TranslatedVariables(props: {
  translated: Translation<unknown>['translated'];
  label?: string;
  choice?: { left: ReadonlySet<string>; onLeft: (left: ReadonlySet<string>) => void };
}) {
  const { t } = useTranslation();
  const { translated, label, choice } = props;
  return (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {choice !== undefined && (
            <Table.Th w={36}>
              <span className="visually-hidden">{t('importVariables.choose')}</span>
            </Table.Th>
          )}
          <Table.Th>{t('profileSpecial.template.there')}</Table.Th>
          <Table.Th>{t('profileSpecial.template.here')}</Table.Th>
          <Table.Th>{t('profileSpecial.template.from')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {translated.map(({ from, to, vendor }) => (
          <Table.Tr key={from}>
            {choice !== undefined && (
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={t('importVariables.translate', { from, to })}
                  checked={!choice.left.has(from)}
                  onChange={(event) => {
                    const next = new Set(choice.left);
                    if (event.currentTarget.checked) next.delete(from);
                    else next.add(from);
                    choice.onLeft(next);
                  }}
                />
              </Table.Td>
            )}
            <Table.Td>
              <Code>{from}</Code>
            </Table.Td>
            <Table.Td>
              <Code>{to}</Code>
            </Table.Td>
            <Table.Td>{VENDOR_NAMES[vendor]}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
