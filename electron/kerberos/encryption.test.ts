import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checksum,
  decrypt,
  ETYPES,
  encrypt,
  folded,
  keyOfPassword,
  randomKey,
  stealingDecrypt,
  stealingEncrypt,
  WrongKey,
} from './encryption.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const counting = (count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, at) => at));
const rounds = (count: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(count);
  return bytes;
};

describe('encryption of Kerberos', () => {
  it('folds bytes as RFC 3961 does', () => {
    const known: [string, number, string][] = [
      ['012345', 8, 'be072631276b1955'],
      ['password', 7, '78a07b6caf85fa'],
      ['Rough Consensus, and Running Code', 8, 'bb6ed30870b7f0e0'],
      ['password', 21, '59e4a8ca7c0385c3c37b3f6d2000247cb6e6bd5b3e'],
      ['MASSACHVSETTS INSTITVTE OF TECHNOLOGY', 24, 'db3b0d8f0b061e603282b308a50841229ad798fab9540c1b'],
      ['eichin', 24, '656963 68696e4b73 2b4b1b43da1a5b99 5a58d2c6d0d2dcca'],
    ];
    for (const [text, size, wanted] of known) expect(folded(Buffer.from(text), size)).toEqual(hex(wanted));
  });

  it('steals ciphertext as RFC 3962 does, whatever the length', () => {
    const key = Buffer.from('chicken teriyaki');
    const text = Buffer.from('I would like the General Gau’s Chicken, please,'.replace('’', "'"));
    const known: [number, string][] = [
      [17, 'c6353568f2bf8cb4d8a580362da7ff7f97'],
      [31, 'fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5'],
      [32, '39312523a78662d5be7fcbcc98ebf5a897687268d6ecccc0c07b25e25ecfe584'],
      [47, '97687268d6ecccc0c07b25e25ecfe584b3fffd940c16a18c1b5549d2f838029e39312523a78662d5be7fcbcc98ebf5'],
    ];
    for (const [length, wanted] of known) {
      expect(stealingEncrypt(key, text.subarray(0, length)).toString('hex')).toBe(wanted);
      expect(stealingDecrypt(key, hex(wanted))).toEqual(text.subarray(0, length));
    }
  });

  it('makes the keys of passwords that RFC 3962 and RFC 8009 name', async () => {
    const athena = Buffer.from('ATHENA.MIT.EDUraeburn');
    const salted = Buffer.concat([hex('10DF9DD783E5BC8ACEA1730E74355F61'), athena]);
    const known: [number, string, Buffer, number, string][] = [
      [17, 'password', athena, 1200, '4c01cd46d632d01e6dbe230a01ed642a'],
      [18, 'password', athena, 1200, '55a6ac740ad17b4846941051e1e8b0a7548d93b0ab30a8bc3ff16280382b8c2a'],
      [17, 'password', hex('1234567878563412'), 5, 'e9b23d52273747dd5c35cb55be619d8e'],
      [
        18,
        '\u{1d11e}',
        Buffer.from('EXAMPLE.COMpianist'),
        50,
        '4b6d9839f84406df1f09cc166db4b83c571848b784a3d6bdc346589a3e393f9e',
      ],
      [19, 'password', salted, 32_768, '089bca48b105ea6ea77ca5d2f39dc5e7'],
      [20, 'password', salted, 32_768, '45bd806dbf6a833a9cffc1c94589a222367a79bc21c413718906e9f578a78467'],
    ];
    for (const [etype, password, salt, count, wanted] of known)
      expect((await keyOfPassword(etype, password, salt, rounds(count))).bytes.toString('hex')).toBe(wanted);
    // Without parameters the rounds are those of the standard.
    expect((await keyOfPassword(20, 'password', salted)).bytes.toString('hex')).toBe(known[5]?.[4]);
    await expect(keyOfPassword(18, 'password', athena, rounds(4_000_000_000))).rejects.toThrow(/rounds/);
  });

  it('decrypts what MIT encrypted, and encrypts as RFC 8009 shows', () => {
    const theirs: [number, number, string, string, string][] = [
      [
        ...([18, 3, 'E5A72BE9B7926C1225BAFEF9C1872E7BA4CDB2B17893D84ABD90ACDD8764D966'] as const),
        'D8F1AAFEEC84587CC3E700A774E56651A6D693E174EC4473B5E6D96F80297A653FB818AD893E719F96',
        '13 bytes byte',
      ],
      [
        ...([18, 4, 'F1C795E9248A09338D82C3F8D5B567040B0110736845041347235B1404231398'] as const),
        'D1137A4D634CFECE924DBC3BF6790648BD5CFF7DE0E7B99460211D0DAEF3D79A295C688858F3B34B9CBD6EEBAE81DAF6B734D4D498B6714F1C1D',
        '30 bytes bytes bytes bytes byt',
      ],
    ];
    for (const [etype, usage, key, cipher, plain] of theirs)
      expect(decrypt({ etype, bytes: hex(key) }, usage, hex(cipher)).toString()).toBe(plain);

    const small = { etype: 19, bytes: hex('3705D96080C17728A0E800EAB6E0D23C') };
    const large = { etype: 20, bytes: hex('6D404D37FAF79F9DF0D33568D320669800EB4836472EA8A026D16B7182460C52') };
    const shown: [typeof small, number, string, string][] = [
      [
        small,
        0,
        '7E5895EAF2672435BAD817F545A37148',
        'EF85FB890BB8472F4DAB20394DCA781DAD877EDA39D50C870C0D5A0A8E48C718',
      ],
      [
        ...([small, 6, '7BCA285E2FD4130FB55B1A5C83BC5B24'] as const),
        '84D7F30754ED987BAB0BF3506BEB09CFB55402CEF7E6877CE99E247E52D16ED4421DFDF8976C',
      ],
      [
        ...([small, 21, 'A7A4E29A4728CE10664FB64E49AD3FAC'] as const),
        '720F73B18D9859CD6CCB4346115CD336C70F58EDC0C4437C5573544C31C813BCE1E6D072C186B39A413C2F92CA9B8334A287FFCBFC',
      ],
      [
        ...([large, 0, 'F764E9FA15C276478B2C7D0C4E5F58E4'] as const),
        '41F53FA5BFE7026D91FAF9BE959195A058707273A96A40F0A01960621AC612748B9BBFBE7EB4CE3C',
      ],
    ];
    for (const [key, count, confounder, wanted] of shown) {
      expect(encrypt(key, 2, counting(count), hex(confounder))).toEqual(hex(wanted));
      expect(decrypt(key, 2, hex(wanted))).toEqual(counting(count));
    }
  });

  it('signs as MIT and RFC 8009 do', () => {
    const known: [number, string, number, Buffer, string][] = [
      [
        17,
        '9062430C8CDA3388922E6D6A509F5B7A',
        3,
        Buffer.from('eight nine ten eleven twelve thirteen'),
        '01A4B088D45628F6946614E3',
      ],
      [
        18,
        'B1AE4CD8462AFF1677053CC9279AAC30B796FB81CE21474DD3DDBCFEA4EC76D7',
        4,
        Buffer.from('fourteen'),
        'E08739E3279E2903EC8E3836',
      ],
      [19, '3705D96080C17728A0E800EAB6E0D23C', 2, counting(21), 'D78367186643D67B411CBA9139FC1DEE'],
      [
        20,
        '6D404D37FAF79F9DF0D33568D320669800EB4836472EA8A026D16B7182460C52',
        2,
        counting(21),
        '45EE791567EEFCA37F4AC1E0222DE80D43C3BFA06699672A',
      ],
    ];
    for (const [etype, key, usage, data, wanted] of known)
      expect(checksum({ etype, bytes: hex(key) }, usage, data)).toEqual(hex(wanted));
  });

  it('opens what it sealed, of any length, and nothing that was changed or is for another use', () => {
    for (const etype of ETYPES) {
      const key = randomKey(etype);
      for (const length of [0, 1, 15, 16, 17, 31, 32, 33, 500]) {
        const plain = randomBytes(length);
        const sealed = encrypt(key, 7, plain);
        expect(decrypt(key, 7, sealed)).toEqual(plain);
        expect(() => decrypt(key, 8, sealed)).toThrow(WrongKey);
        const changed = Buffer.from(sealed);
        changed[length] = (changed[length] ?? 0) ^ 1;
        expect(() => decrypt(key, 7, changed)).toThrow(WrongKey);
      }
      expect(() => decrypt(key, 7, Buffer.alloc(10))).toThrow(WrongKey);
    }
  });
});
