import { expect, it } from 'vitest';
import { encryptEnvelope } from './cms/envelope.ts';
import { openKeyEscrow } from './escrow.ts';
import { openTestIdentity } from './testing/house.ts';

it('opens a recovery key that was sealed for this server, and none that is damaged or for somebody else', async () => {
  const [house, other] = [await openTestIdentity(), await openTestIdentity()];
  const escrow = openKeyEscrow(house.authority);
  const key = 'ABCD-EFGH-JKLM-NPQR-STUV-WXYZ';
  const message = encryptEnvelope(Buffer.from(key), escrow.certificate);
  expect(escrow.open(message)).toBe(key);
  expect(openKeyEscrow(other.authority).open(message)).toBeUndefined();
  expect(escrow.open(message.subarray(0, -20))).toBeUndefined();
  expect(escrow.open(new Uint8Array([1, 2, 3]))).toBeUndefined();
  expect(escrow.open(encryptEnvelope(Buffer.from([0, 159, 146, 150]), escrow.certificate))).toBeUndefined();
});
