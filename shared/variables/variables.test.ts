// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how variables are written
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateProfile } from '../payloads/index.ts';
import {
  APPLE_VARIABLES,
  attributeVariable,
  contextOf,
  escapeText,
  fillContent,
  fillText,
  NEVER_VARIABLES,
  namesIn,
  parseText,
  placesOfVariable,
  translateContent,
  translateText,
  VARIABLE_NAMES,
  variableFindings,
  variableWords,
} from './index.ts';

const values = {
  EMAIL: 'ada@school.example',
  USERID: 'ada',
  DISPLAY_NAME: 'Ada "Countess" Lovelace, <b>&',
  DEVICE_SN: 'F9FXK1',
  CUSTOM_DEVICE_RAUM_12: 'A & B',
};
const fill = (text: string, context?: Parameters<typeof fillText>[2]) => fillText(text, values, context).text;

describe('variables in texts', () => {
  it('are filled in alone and mixed with other text, between dollars and in braces (VAR-01)', () => {
    expect(fill('$EMAIL$')).toBe('ada@school.example');
    expect(fill('$USERID$_US')).toBe('ada_US');
    expect(fill('$USERID$$DEVICE_SN$')).toBe('adaF9FXK1');
    expect(fill('Room ${CUSTOM_DEVICE_Raum_12}, ${ userid }')).toBe('Room A & B, ada');
    expect(fill('$CUSTOM_DEVICE_Raum_12$')).toBe('A & B');
  });

  it('leave the field blank with $NULL$ (VAR-01)', () => {
    expect(fillText('$NULL$', {})).toEqual({ text: '', missing: [] });
    expect(fill('a$NULL$b')).toBe('ab');
  });

  it('tell which values are missing, also when a value is empty', () => {
    expect(fillText('$EMAIL$ $OU$ $CN$ $OU$', { ...values, CN: '' }).missing).toEqual(['OU', 'CN']);
    expect(fillText('$CONSTRUCTOR$ ${__proto__}', {}).missing).toEqual(['CONSTRUCTOR', '__PROTO__']);
  });

  it('are meant as signs when their dollar is doubled, and other dollars are just dollars', () => {
    expect(fill('$$EMAIL$ and $${USERID}')).toBe('$EMAIL$ and ${USERID}');
    expect(fill('$$$USERID$')).toBe('$ada');
    for (const text of ['pa$$word', '5 $ or 6 $', '$a$', '$', '$$', '${}', '$lower$', '%SerialNumber%', '$1$x$'])
      expect(fill(text)).toBe(text);
  });

  it('are one value where they are put: in addresses, in XML, in mail addresses, in distinguished names', () => {
    expect(fill('https://x.example/?q=$DISPLAY_NAME$&r=1')).toBe(
      'https://x.example/?q=Ada%20%22Countess%22%20Lovelace%2C%20%3Cb%3E%26&r=1',
    );
    expect(fill('<string>$DISPLAY_NAME$</string>', 'xml')).toBe(
      '<string>Ada &#34;Countess&#34; Lovelace, &#60;b&#62;&#38;</string>',
    );
    expect(fillText('$USERID$@x.example', { USERID: 'a b@evil.example>,c' }).text).toBe('abevil.examplec@x.example');
    expect(fill('CN=$DISPLAY_NAME$,O=School')).toBe('CN=Ada \\"Countess\\" Lovelace\\, \\<b\\>&,O=School');
    expect(fillText('$DEVICE_NAME$', { DEVICE_NAME: 'a\u0000b\nc' }).text).toBe('a b c');
    expect(contextOf('Room: $DEVICE_SN$')).toBe('text');
    expect(contextOf('tag:microsoft.com,2022-09-14:sid:$USER_SID$')).toBe('url');
  });

  it('never let a value become anything else than that value', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(anything, (value) => {
        const own = { EMAIL: value, USERID: value };
        const filled = (template: string) => fillText(template, own, contextOf(template)).text;
        fc.pre(value.trim() !== '');
        const url = new URL(filled('https://x.example/a/$EMAIL$?b=$USERID$#c'));
        expect([url.host, url.hash, [...url.searchParams].length]).toEqual(['x.example', '#c', 1]);
        expect(fillText('<a>$EMAIL$</a>', own, 'xml').text.slice(3, -4)).not.toMatch(/[<>"']|&(?!#\d+;)/);
        expect(filled('$USERID$@school.example').split('@')).toHaveLength(2);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(filled('$EMAIL$')).not.toMatch(/[\u0000-\u001f\u007f]/);
        const dn = filled('CN=$EMAIL$,O=School').replace(/\\[\s\S]/gu, '');
        expect(dn.split(',')).toHaveLength(2);
      }),
      { numRuns: 150 },
    );
  });

  it('leave texts without variables as they are, and escaped ones come back', () => {
    const piece = fc.oneof(
      fc.constantFrom('$', '$$', '$EMAIL$', '${EMAIL}', 'EMAIL$', '{', '}', '$CUSTOM_USER_x$', ' '),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
        (text) => {
          const escaped = escapeText(text);
          expect(parseText(escaped).filter(({ kind }) => kind === 'variable')).toEqual([]);
          expect(fillText(escaped, values, 'text').text).toBe(text);
          const none = parseText(text).every(({ kind }) => kind === 'text');
          if (none && !/\$\$/.test(text)) expect(fillText(text, values).text).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are done after one filling: a value is never read for variables', () => {
    const own = { EMAIL: '$USERID$', USERID: '${EMAIL}' };
    expect(fillText('$EMAIL$ ${USERID}', own).text).toBe('$USERID$ ${EMAIL}');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$EMAIL$', '$DEVICE_SN$', 'x', '$', 'y'), { maxLength: 8 }), (parts) => {
        const once = fillContent({ a: parts.join('|'), b: parts }, values).content;
        expect(fillContent(once, values).content).toEqual(once);
      }),
    );
  });
});

describe('variables in a content', () => {
  const xml = new TextEncoder().encode(
    '<?xml version="1.0"?><plist><dict><key>u</key><string>$EMAIL$</string></dict></plist>',
  );
  const content = {
    PayloadIdentifier: 'org.$EMAIL$',
    PayloadContent: [
      { PayloadType: 'x', UserName: '$USERID$', Nested: [{ deep: 'https://x.example/$DEVICE_SN$' }], Config: xml },
      { Certificate: new Uint8Array([0x30, 0x24, 0x45]), Big: 12345678901234567890n, At: new Date(0) },
    ],
  };

  it('are found in every text and in XML inside of data, and not in what builds the profile', () => {
    expect(namesIn(content)).toEqual(['DEVICE_SN', 'EMAIL', 'USERID']);
    expect(placesOfVariable(content, 'EMAIL')).toEqual([['PayloadContent', 0, 'Config']]);
  });

  it('are filled in by what is around them; all else is the same object', () => {
    const { content: filled, missing } = fillContent(content, { ...values, EMAIL: 'a&b<c' });
    expect(missing).toEqual([]);
    expect(filled.PayloadIdentifier).toBe('org.$EMAIL$');
    expect(new TextDecoder().decode(filled.PayloadContent[0]?.Config)).toContain('<string>a&#38;b&#60;c</string>');
    expect(filled.PayloadContent[1]?.Certificate).toBe(content.PayloadContent[1]?.Certificate);
    const plain = { a: 'pa$word', b: [1] };
    expect(fillContent(plain, values).content).toBe(plain);
    expect(fillContent(content, {}).missing).toEqual(['DEVICE_SN', 'EMAIL', 'USERID']);
  });

  it('that nobody can have a value for are told with what was meant (CONF-16, WIFI-10)', () => {
    const wrong = { a: '$EMIAL$ $PASSWORD$ $DEVICE_CLIENT_ID$ $SERIAL_THING$ $CUSTOM_DEVICE_ROMM$ $deviceSN$' };
    const findings = variableFindings(wrong, ['CUSTOM_DEVICE_ROOM']);
    expect(findings.map(({ name, code, suggestion }) => [name, code, suggestion])).toEqual([
      ['CUSTOM_DEVICE_ROMM', 'unknown-variable', 'CUSTOM_DEVICE_ROOM'],
      ['DEVICE_CLIENT_ID', 'never-known', undefined],
      ['EMIAL', 'unknown-variable', 'EMAIL'],
      ['PASSWORD', 'never-known', undefined],
      ['SERIAL_THING', 'unknown-variable', undefined],
    ]);
    expect(findings[2]?.message).toContain('$EMAIL$');
    expect(findings[3]?.message).toContain('$NULL$');
    expect(variableFindings({ a: '$CUSTOM_DEVICE_ANYTHING$' })).toEqual([]);
  });

  it('do not make a profile wrong', () => {
    const profile = {
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.example.mail',
      PayloadUUID: 'A5A5A5A5-0000-4000-8000-000000000001',
      PayloadContent: [
        {
          PayloadType: 'com.apple.caldav.account',
          PayloadVersion: 1,
          PayloadIdentifier: 'org.example.mail.1',
          PayloadUUID: 'A5A5A5A5-0000-4000-8000-000000000002',
          CalDAVHostName: 'cal.school.example',
          CalDAVUsername: '$USERID$',
        },
      ],
    };
    expect(validateProfile(profile).filter(({ severity }) => severity === 'refuse')).toEqual([]);
  });
});

describe('the list of variables', () => {
  it('has words in both languages for each, and the names of the guide', () => {
    for (const name of VARIABLE_NAMES)
      for (const language of ['en', 'de'] as const) {
        const { title, help, example } = variableWords(name, language);
        expect(title.length * help.length).toBeGreaterThan(0);
        expect(example === '').toBe(name === 'NULL');
      }
    const guide = `USERID EMAIL EMAIL_DOMAIN EMAIL_LOCAL FIRST_NAME LAST_NAME DISPLAY_NAME USER_DN USER_UPN USER_LOCALE
      USER_CUSTOM1 USER_CUSTOM4 CN OU SAM_ACCOUNT_NAME REALM MANAGED_APPLE_ID CONFIG_UUID DEVICE_ID DEVICE_IMEI DEVICE_MAC
      DEVICE_SN DEVICE_UDID DEVICE_UUID DEVICE_UUID_NO_DASHES ICCID MODEL NULL PHONE_NUMBER RANDOM_16 RANDOM_32 RANDOM_64
      TIMESTAMP_MS USER_SID PASSWORD DEVICE_IMSI DEVICE_CLIENT_ID`.split(/\s+/);
    for (const name of guide)
      expect([name, VARIABLE_NAMES.includes(name as never) || Object.hasOwn(NEVER_VARIABLES, name)]).toEqual([
        name,
        true,
      ]);
  });

  it('names attributes of devices and people by what they are called (CA-01)', () => {
    expect(attributeVariable('Asset tag')).toBe('CUSTOM_DEVICE_ASSET_TAG');
    expect(attributeVariable('Größe (cm)', 'person')).toBe('CUSTOM_USER_GRÖSSE_CM');
    expect(namesIn(`$${attributeVariable('Größe (cm)', 'person')}$`)).toEqual(['CUSTOM_USER_GRÖSSE_CM']);
  });
});

describe('variables of other vendors', () => {
  it('are translated: the account keys of the named providers (I-21)', () => {
    const asked = {
      intune: '{{userprincipalname}}',
      object: '{{userid}}',
      airwatch: '{UserPrincipalName}',
      mobileiron: '${userUPN}',
      mail: '${userEmailAddress}',
      citrix: '${user.userprincipalname}',
      manageengine: '%upn%',
      jamf: '$EMAIL or $USERNAME',
    };
    const { result, translated, unknown } = translateContent(asked);
    expect(result).toEqual({
      intune: '$USER_UPN$',
      object: '$USERID$',
      airwatch: '$USER_UPN$',
      mobileiron: '$USER_UPN$',
      mail: '$EMAIL$',
      citrix: '$USER_UPN$',
      manageengine: '$USER_UPN$',
      jamf: '$EMAIL$ or $USERID$',
    });
    expect(new Set(translated.map(({ vendor }) => vendor)).size).toBe(6);
    expect(unknown).toEqual([]);
  });

  it('that are ours or Apple’s stay, and what has no counterpart is told', () => {
    // A serial number is the same whoever fills it in.
    const apples = APPLE_VARIABLES.filter((each) => each !== '%SerialNumber%');
    for (const text of ['$EMAIL$', '${EMAIL}', ...apples, '{"a": {"b": 1}}', '100%done%', 'a {Plain}'])
      expect(translateText(text)).toEqual({ result: text, translated: [], unknown: [] });
    expect(translateText('{{serialnumberlast4digits}}').unknown).toEqual([
      { text: '{{serialnumberlast4digits}}', vendor: 'intune' },
    ]);
  });

  it('of many a server are known, in a whole profile as well, save in what builds it', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['$SERIALNUMBER', '$DEVICE_SN$'],
      ['$REALNAME', '$DISPLAY_NAME$'],
      ['$SERIAL_NUMBER', '$DEVICE_SN$'],
      ['{{serial_number}}', '$DEVICE_SN$'],
      ['{{ deviceName }}', '{{ deviceName }}'],
      ['%SerialNumber%', '$DEVICE_SN$'],
      ['%Email%', '$EMAIL$'],
      ['$FLEET_VAR_HOST_HARDWARE_SERIAL', '$DEVICE_SN$'],
      ['${FLEET_VAR_HOST_END_USER_IDP_FULL_NAME}', '$DISPLAY_NAME$'],
      ['{DeviceSerialNumber}', '$DEVICE_SN$'],
      ['${userFirstName}', '$FIRST_NAME$'],
    ];
    for (const [theirs, ours] of pairs) expect([theirs, translateText(theirs).result]).toEqual([theirs, ours]);

    const xml = new TextEncoder().encode('<?xml version="1.0"?><plist><string>$USERNAME</string></plist>');
    const at = new Date(0);
    const profile = {
      PayloadIdentifier: 'org.school.$USERNAME',
      PayloadContent: [
        { PayloadType: 'x', PayloadUUID: '%Email%', User: '$USERNAME', Room: '$ROOM', Config: xml, at },
        { Password: 'pa%ss%wo$rd', Tag: '%AssetTag%', Share: 'a %AssetTag%', Secret: '$FLEET_SECRET_KEY', Real: 2 },
      ],
    };
    const { result, translated, unknown } = translateContent(profile);
    expect(translated).toEqual([{ from: '$USERNAME', to: '$USERID$', vendor: 'jamf' }]);
    expect(unknown.map(({ text }) => text)).toEqual(['$ROOM', '%AssetTag%', '$FLEET_SECRET_KEY']);
    expect(result).toEqual({
      ...profile,
      PayloadContent: [
        {
          ...profile.PayloadContent[0],
          User: '$USERID$',
          Config: new TextEncoder().encode('<?xml version="1.0"?><plist><string>$USERID$</string></plist>'),
        },
        profile.PayloadContent[1],
      ],
    });
  });

  it('are translated as far as somebody wants it', () => {
    const texts = ['$USERNAME at $EMAIL', '{{mail}}'];
    expect(translateContent(texts, new Set(['{{mail}}'])).result).toEqual(['$USERNAME at $EMAIL', '$EMAIL$']);
    expect(translateContent(texts, new Set()).result).toEqual(texts);
  });

  it('are translated once: what came out stays', () => {
    for (const text of ['{{mail}} $USERNAME', '%email%{DeviceUid}', '${device.serialnumber}${userUID}']) {
      const { result } = translateText(text);
      expect(translateText(result)).toEqual({ result, translated: [], unknown: [] });
    }
  });
});
