import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** How management is ended: from here, or by the device when it carries out a command. */
export type Way = 'turn-away' | 'remove-profile';

/** The choice between both ways, for one device or for many. */
export function EndWay({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('relationship.end.way')}
      value={way}
      onChange={(value) => onChange(value === 'remove-profile' ? value : 'turn-away')}
      my="sm"
    >
      <Stack gap="xs" mt={6}>
        <Radio
          value="turn-away"
          label={t('relationship.end.turnAway')}
          description={t('relationship.end.turnAwayHint')}
        />
        <Radio
          value="remove-profile"
          label={t('relationship.end.remove')}
          description={t('relationship.end.removeHint')}
        />
      </Stack>
    </Radio.Group>
  );
}
