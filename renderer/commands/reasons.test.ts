import { expect, it } from 'vitest';
import type { Refusal } from '../../shared/contract/index.ts';
import { byReason } from './reasons.ts';

it('says the same reason once, with everybody it holds for, the commonest first', () => {
  const reason = (message: string): Refusal['reasons'][number] => ({
    code: 'x',
    severity: 'refuse',
    path: [],
    message,
  });
  const refused: Refusal[] = [
    { deviceId: 'a', reasons: [reason('rare')] },
    { deviceId: 'b', reasons: [reason('common')] },
    { deviceId: 'c', reasons: [reason('common')] },
  ];
  expect(byReason(refused)).toEqual([
    ['common', ['b', 'c']],
    ['rare', ['a']],
  ]);
});
