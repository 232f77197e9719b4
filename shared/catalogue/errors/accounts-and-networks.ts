import type { ErrorDomain } from './types.ts';

/** Errors of accounts, networks and single sign-on. Numbers by Apple, words by us; a row holds meaning, cause and next step, the last two where the domain's own do not do. */
export const ACCOUNT_AND_NETWORK_ERRORS: readonly ErrorDomain[] = [
  {
    domain: 'MCEmailErrorDomain',
    area: 'Mail accounts',
    cause: 'The mail account in the profile does not work from this device.',
    nextStep: 'Check the mail settings and the network of the device, then install the profile again.',
    codes: {
      7000: [
        'Mail server not reachable.',
        'Wrong host or port, or the network blocks it.',
        'Check host name and port, and that the device has network.',
      ],
      7001: [
        'Mail server rejected the user name or password.',
        'User name or password is wrong.',
        'Correct them in the profile, or have the person type them.',
      ],
      7002: ['Checking the mail account failed for an unknown reason.'],
      7003: ['The S/MIME certificate named in the profile is missing.'],
      7004: ['The S/MIME certificate is not usable.'],
      7005: ['IMAP settings are wrong or incomplete.'],
      7006: ['POP settings are wrong or incomplete.'],
      7007: ['Outgoing (SMTP) settings are wrong or incomplete.'],
    },
  },
  {
    domain: 'MCWebClipErrorDomain',
    area: 'Web clips',
    cause: 'The device could not add the icon.',
    nextStep: 'Check icon and address of the web clip, then install the profile again.',
    codes: {
      8000: ['The web clip could not be placed on the Home screen.'],
    },
  },
  {
    domain: 'MCAPNErrorDomain',
    area: 'Cellular access point',
    cause: 'Only one cellular access point profile may be on a device.',
    nextStep: 'Remove the other access point profile first, then install this one.',
    codes: {
      11000: [
        'The cellular access point could not be configured.',
        'The settings are not usable, or an access point profile is there already.',
      ],
      11001: ['A custom access point is already installed.'],
    },
  },
  {
    domain: 'MCWiFiErrorDomain',
    area: 'Wi-Fi',
    cause: 'The Wi-Fi settings in the profile are incomplete or cannot be used.',
    nextStep: 'Complete the Wi-Fi payload (user name, password, security) and install it again.',
    codes: {
      13000: ['The Wi-Fi network could not be configured.'],
      13001: ['A user name is needed.'],
      13002: ['A password is needed.'],
      13003: ['The Wi-Fi entry could not be created.'],
      13004: ['Enterprise (EAP) settings could not be applied.'],
      13005: ["The network's proxy could not be applied."],
    },
  },
  {
    domain: 'MCVPNErrorDomain',
    area: 'VPN',
    cause: 'The VPN settings in the profile cannot be used now.',
    nextStep: 'Check the VPN payload and its certificate, then install it again.',
    codes: {
      15000: ['The VPN could not be installed.'],
      15001: ['The VPN could not be removed.'],
      15002: [
        'Network settings are in use by another process.',
        'Another process changes network settings at this moment.',
        'Send it again in a minute.',
      ],
      15003: ['The VPN certificate is not usable.'],
      15004: [
        'The device failed inside while it set the VPN up.',
        'The device ran into an error of its own.',
        'Restart the device and install the profile again.',
      ],
      15005: ['The VPN payload could not be read.', null, 'Compare the payload with what this OS version takes.'],
    },
  },
  {
    domain: 'MCSubCalErrorDomain',
    area: 'Subscribed calendars',
    cause: 'The calendar subscription in the profile is incomplete or there already.',
    nextStep: 'Complete the payload, or remove the subscription that exists.',
    codes: {
      16000: ['The calendar subscription could not be created.'],
      16001: ['No server name given.'],
      16002: ['This subscription exists already.'],
    },
  },
  {
    domain: 'MCCalDAVErrorDomain',
    area: 'CalDAV',
    cause: 'The calendar account in the profile is incomplete or there already.',
    nextStep: 'Complete the payload, or remove the account that exists.',
    codes: {
      17000: ['The calendar account could not be created.'],
      17001: ['No server name given.'],
      17002: ['This calendar account exists already.'],
    },
  },
  {
    domain: 'MCDAErrorDomain',
    area: 'Shared account layer',
    cause: 'The device cannot use the account with this server.',
    nextStep: 'Check server, network, user name and password.',
    codes: {
      18000: ['Account failure of unknown cause.'],
      18001: ['Account server not reachable.'],
      18002: ['Account server rejected the user name or password.'],
    },
  },
  {
    domain: 'MCLDAPErrorDomain',
    area: 'LDAP',
    cause: 'The directory account in the profile is incomplete or there already.',
    nextStep: 'Complete the payload, or remove the account that exists.',
    codes: {
      19000: ['The directory account could not be created.'],
      19001: ['No server name given.'],
      19002: ['This directory account exists already.'],
    },
  },
  {
    domain: 'MCCardDAVErrorDomain',
    area: 'CardDAV',
    cause: 'The contacts account in the profile is incomplete or there already.',
    nextStep: 'Complete the payload, or remove the account that exists.',
    codes: {
      20000: ['The contacts account could not be created.'],
      20001: ['No server name given.'],
      20002: ['This contacts account exists already.'],
    },
  },
  {
    domain: 'MCEASErrorDomain',
    area: 'Exchange ActiveSync',
    cause: 'Exchange and the device do not agree on the account or its policy.',
    nextStep: 'Check the Exchange payload and the policy on the server, then install it again.',
    codes: {
      21000: ['The Exchange policy could not be fetched.'],
      21001: ['The device cannot satisfy the Exchange policy.'],
      21002: ['The device cannot satisfy the Exchange encryption policy.'],
      21003: ['No Exchange server name given.'],
      21004: ['The Exchange account could not be created.'],
      21005: ['This Exchange account exists already.'],
      21006: ['The Exchange certificate could not be opened (password?).'],
      21007: ['The Exchange account could not be verified.'],
    },
  },
  {
    domain: 'MCGlobalHTTPProxyErrorDomain',
    area: 'Global proxy',
    cause: 'The proxy in the profile cannot be used.',
    nextStep: 'Check address and credentials of the proxy, then install the profile again.',
    codes: {
      31000: ['The proxy credential could not be applied.'],
      31001: ['The proxy settings could not be applied.'],
    },
  },
  {
    domain: 'MCSSOErrorDomain',
    area: 'Single sign-on',
    cause: 'The single sign-on payload holds a value the device cannot use.',
    nextStep: 'Correct that value and install the profile again.',
    codes: {
      34000: ['An app-id pattern is not valid.'],
      34001: ['A URL pattern is not valid.'],
      34002: ['The Kerberos principal name is missing.'],
      34003: ['The Kerberos principal name is not valid.'],
      34004: [
        'The identity certificate for Kerberos was not found.',
        'The payload refers to a certificate that is not in the profile.',
        'Put that certificate into the same profile.',
      ],
    },
  },
  {
    domain: 'MCCellularErrorDomain',
    area: 'Cellular',
    cause: 'Only one cellular settings profile may be on a device.',
    nextStep: 'Remove the other one first, then install this one.',
    codes: {
      36000: ['Cellular settings are already configured.'],
      36001: ['The device failed inside.'],
    },
  },
];
