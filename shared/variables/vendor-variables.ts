import type { VariableName } from './names.ts';

/** Whose way of writing variables it is. */
export type Vendor =
  | 'intune'
  | 'simplemdm'
  | 'airwatch'
  | 'mobileiron'
  | 'citrix'
  | 'manageengine'
  | 'mosyle'
  | 'jamf'
  | 'iru'
  | 'fleet';

type Names = Readonly<Record<string, VariableName>>;

export interface Way {
  readonly vendor: Vendor;
  /** The first group that is there: the name. */
  readonly token: RegExp;
  /** By name in small letters. */
  readonly names: Names;
  /**
   * Whether anything that looks like a variable of theirs is one. What only may be one is told as such when the whole text
   * is.
   */
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
export const WAYS: readonly Way[] = [
  {
    vendor: 'simplemdm',
    token:
      /\{\{\s*((?:serial_number|device_name|email_address|user_name|phone_number|wifi_mac|asset_tag|udid)\w*)\s*\}\}/g,
    sure: true,
    names: {
      serial_number: 'DEVICE_SN',
      device_name: 'DEVICE_NAME',
      email_address: 'EMAIL',
      user_name: 'USERID',
      phone_number: 'PHONE_NUMBER',
      wifi_mac: 'DEVICE_MAC',
      udid: 'DEVICE_UDID',
    },
  },
  {
    vendor: 'fleet',
    token: /\$(?:\{FLEET_(?:VAR_)?([A-Z0-9_]+)\}|FLEET_(?:VAR_)?([A-Z0-9_]+)\b(?!\$))/g,
    sure: true,
    names: {
      host_hardware_serial: 'DEVICE_SN',
      host_uuid: 'DEVICE_UDID',
      host_end_user_email_idp: 'EMAIL',
      host_end_user_idp_username: 'USER_UPN',
      host_end_user_idp_username_local_part: 'USERID',
      host_end_user_idp_full_name: 'DISPLAY_NAME',
    },
  },
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
    // Jamf School writes them alike.
    vendor: 'mosyle',
    token: /%([A-Z][A-Za-z]+)%/g,
    sure: false,
    names: {
      serialnumber: 'DEVICE_SN',
      devicename: 'DEVICE_NAME',
      udid: 'DEVICE_UDID',
      username: 'USERID',
      userid: 'USERID',
      email: 'EMAIL',
      fullname: 'DISPLAY_NAME',
      firstname: 'FIRST_NAME',
      lastname: 'LAST_NAME',
      manageappleid: 'MANAGED_APPLE_ID',
      managedappleid: 'MANAGED_APPLE_ID',
    },
  },
  {
    vendor: 'jamf',
    token:
      /\$(USERNAME|EMAIL|FULLNAME|REALNAME|PHONE|SERIALNUMBER|UDID|DEVICENAME|COMPUTERNAME|MACADDRESS|MANAGEMENTID|ROOM|POSITION|DEPARTMENTNAME|DEPARTMENTID|BUILDINGNAME|BUILDINGID|SITENAME|SITEID|ASSET_TAG|JSSID|PROFILEJSSID|EXTENSIONATTRIBUTE_\d+)\b(?!\$)/g,
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
  {
    // Until lately Kandji.
    vendor: 'iru',
    token:
      /\$(SERIAL_NUMBER|DEVICE_NAME|FULL_NAME|DEVICE_ID|BLUEPRINT_NAME|BLUEPRINT_ID|JOB_TITLE|DEPARTMENT|PROFILE_UUID)\b(?!\$)/g,
    sure: true,
    names: {
      serial_number: 'DEVICE_SN',
      device_name: 'DEVICE_NAME',
      full_name: 'DISPLAY_NAME',
      device_id: 'DEVICE_ID',
      profile_uuid: 'CONFIG_UUID',
    },
  },
];

/** What they are called. */
export const VENDOR_NAMES: Readonly<Record<Vendor, string>> = {
  intune: 'Microsoft Intune',
  simplemdm: 'SimpleMDM',
  airwatch: 'Workspace ONE',
  mobileiron: 'Ivanti (MobileIron)',
  citrix: 'Citrix',
  manageengine: 'ManageEngine',
  mosyle: 'Mosyle, Jamf School',
  jamf: 'Jamf Pro',
  iru: 'Iru (Kandji)',
  fleet: 'Fleet',
};
