import { isDictionary } from '../catalogue/plist-value.ts';
import type { VariableName } from './names.ts';

/** Whose way of writing variables it is. */
export type Vendor = 'intune' | 'airwatch' | 'mobileiron' | 'citrix' | 'manageengine' | 'jamf';

type Names = Readonly<Record<string, VariableName>>;

interface Way {
  readonly vendor: Vendor;
  /** First group: the name. */
  readonly token: RegExp;
  /** By name in small letters. */
  readonly names: Names;
  /** Whether what looks like a variable of theirs and is none we know is worth telling. */
  readonly sure: boolean;
}

const PERSON: Names = {
  userprincipalname: 'USER_UPN',
  username: 'USERID',
  firstname: 'FIRST_NAME',
  lastname: 'LAST_NAME',
  displayname: 'DISPLAY_NAME',
  fullname: 'DISPLAY_NAME',
};

/*
 * In this order: what is in more brackets comes before what is in fewer. The keys for the account names come from each
 * vendor's own documentation of app configurations.
 */
const WAYS: readonly Way[] = [
  {
    vendor: 'intune',
    token: /\{\{\s*([a-z0-9_]+)\s*\}\}/gi,
    sure: true,
    names: {
      ...PERSON,
      mail: 'EMAIL',
      userid: 'USERID',
      partialupn: 'EMAIL_LOCAL',
      domain: 'EMAIL_DOMAIN',
      onpremisessamaccountname: 'SAM_ACCOUNT_NAME',
      deviceid: 'DEVICE_ID',
      aaddeviceid: 'DEVICE_ID',
      serialnumber: 'DEVICE_SN',
      imei: 'DEVICE_IMEI',
      meid: 'DEVICE_MEID',
    },
  },
  {
    vendor: 'citrix',
    token: /\$\{((?:user|device)\.[a-z0-9_.]+)\}/gi,
    sure: true,
    names: {
      'user.userprincipalname': 'USER_UPN',
      'user.mail': 'EMAIL',
      'user.email': 'EMAIL',
      'user.username': 'USERID',
      'user.loginname': 'USERID',
      'user.samaccountname': 'SAM_ACCOUNT_NAME',
      'user.givenname': 'FIRST_NAME',
      'user.firstname': 'FIRST_NAME',
      'user.sn': 'LAST_NAME',
      'user.lastname': 'LAST_NAME',
      'user.displayname': 'DISPLAY_NAME',
      'user.cn': 'CN',
      'user.dnsroot': 'EMAIL_DOMAIN',
      'user.domainname': 'EMAIL_DOMAIN',
      'device.serialnumber': 'DEVICE_SN',
      'device.udid': 'DEVICE_UDID',
      'device.imei': 'DEVICE_IMEI',
      'device.meid': 'DEVICE_MEID',
      'device.iccid': 'ICCID',
      'device.devicename': 'DEVICE_NAME',
      'device.model': 'MODEL',
      'device.wifimacaddress': 'DEVICE_MAC',
      'device.wifimac': 'DEVICE_MAC',
      'device.id': 'DEVICE_ID',
    },
  },
  {
    vendor: 'mobileiron',
    token: /\$\{((?:user|device|managed)[A-Z][A-Za-z0-9]*)\}/g,
    sure: true,
    names: {
      userupn: 'USER_UPN',
      useremailaddress: 'EMAIL',
      useremailaddresslocalpart: 'EMAIL_LOCAL',
      useremailaddressdomain: 'EMAIL_DOMAIN',
      useruid: 'USERID',
      userfirstname: 'FIRST_NAME',
      userlastname: 'LAST_NAME',
      userdisplayname: 'DISPLAY_NAME',
      userdn: 'USER_DN',
      userlocale: 'USER_LOCALE',
      managedappleid: 'MANAGED_APPLE_ID',
      devicesn: 'DEVICE_SN',
      deviceserialnumber: 'DEVICE_SN',
      deviceudid: 'DEVICE_UDID',
      deviceimei: 'DEVICE_IMEI',
      devicemeid: 'DEVICE_MEID',
      devicemodel: 'MODEL',
      devicename: 'DEVICE_NAME',
      devicewifimacaddress: 'DEVICE_MAC',
      devicephonenumber: 'PHONE_NUMBER',
      deviceclientdeviceidentifier: 'DEVICE_ID',
      devicepk: 'DEVICE_ID',
    },
  },
  {
    vendor: 'airwatch',
    token: /(?<![{$])\{([A-Z][A-Za-z0-9]+)\}(?!\})/g,
    sure: false,
    names: {
      ...PERSON,
      emailaddress: 'EMAIL',
      emailusername: 'EMAIL_LOCAL',
      emaildomain: 'EMAIL_DOMAIN',
      enrollmentuser: 'USERID',
      enrollmentuserid: 'USERID',
      userdistinguishedname: 'USER_DN',
      deviceserialnumber: 'DEVICE_SN',
      deviceudid: 'DEVICE_UDID',
      deviceuid: 'DEVICE_UDID',
      deviceuidonly: 'DEVICE_UDID',
      devicefriendlyname: 'DEVICE_NAME',
      devicereportedname: 'DEVICE_NAME',
      devicemodel: 'MODEL',
      deviceimei: 'DEVICE_IMEI',
      devicewlanmac: 'DEVICE_MAC',
      deviceplatform: 'PLATFORM',
      deviceoperatingsystem: 'OS_VERSION',
      phonenumber: 'PHONE_NUMBER',
    },
  },
  {
    vendor: 'manageengine',
    // Names of Apple's own variables have capitals.
    token: /%([a-z_]+)%/g,
    sure: false,
    names: {
      ...PERSON,
      upn: 'USER_UPN',
      email: 'EMAIL',
      domainname: 'EMAIL_DOMAIN',
      first_name: 'FIRST_NAME',
      last_name: 'LAST_NAME',
      serialnumber: 'DEVICE_SN',
      devicename: 'DEVICE_NAME',
      udid: 'DEVICE_UDID',
      imei: 'DEVICE_IMEI',
      model: 'MODEL',
      deviceid: 'DEVICE_ID',
    },
  },
  {
    vendor: 'jamf',
    token:
      /\$(USERNAME|EMAIL|FULLNAME|REALNAME|PHONE|SERIALNUMBER|UDID|DEVICENAME|COMPUTERNAME|MACADDRESS|MANAGEMENTID)\b(?!\$)/g,
    sure: true,
    names: {
      username: 'USERID',
      email: 'EMAIL',
      fullname: 'DISPLAY_NAME',
      realname: 'DISPLAY_NAME',
      phone: 'PHONE_NUMBER',
      serialnumber: 'DEVICE_SN',
      udid: 'DEVICE_UDID',
      devicename: 'DEVICE_NAME',
      computername: 'DEVICE_NAME',
      macaddress: 'DEVICE_MAC',
      managementid: 'DEVICE_ID',
    },
  },
];

/** What became of another vendor's variables. */
export interface Translation<T> {
  readonly result: T;
  readonly translated: readonly { readonly from: string; readonly to: string; readonly vendor: Vendor }[];
  /** Variables of theirs for which there is none here; they stayed as they were. */
  readonly unknown: readonly { readonly text: string; readonly vendor: Vendor }[];
}

/** Translates the variables of other vendors in a text to ours. Ours, and Apple's, stay as they are. */
export function translateText(text: string): Translation<string> {
  const translated: Translation<string>['translated'][number][] = [];
  const unknown: Translation<string>['unknown'][number][] = [];
  let result = text;
  for (const { vendor, token, names, sure } of WAYS) {
    result = result.replace(token, (whole: string, name: string) => {
      const ours = Object.hasOwn(names, name.toLowerCase()) ? names[name.toLowerCase()] : undefined;
      if (ours !== undefined) {
        const to = `$${ours}$`;
        translated.push({ from: whole, to, vendor });
        return to;
      }
      if (sure) unknown.push({ text: whole, vendor });
      return whole;
    });
  }
  return { result, translated, unknown };
}

/** The same for every text of a configuration: what is pasted from another vendor's example. */
export function translateContent<T>(content: T): Translation<T> {
  const translated = new Map<string, Translation<T>['translated'][number]>();
  const unknown = new Map<string, Translation<T>['unknown'][number]>();
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const one = translateText(value);
      for (const each of one.translated) translated.set(each.from, each);
      for (const each of one.unknown) unknown.set(each.text, each);
      return one.result;
    }
    if (Array.isArray(value)) return value.map(visit);
    if (!isDictionary(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return { result: visit(content) as T, translated: [...translated.values()], unknown: [...unknown.values()] };
}
