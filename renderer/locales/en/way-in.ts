/** Ways in beside the plain profile: over the air, a person's own devices, accounts that sign in. */
export const furtherWayTexts = {
  air: {
    title: 'Over the air, with proof',
    when: 'For links that travel: the device first proves by Apple’s certificate which one it is, then gets a profile for itself alone.',
    steps: {
      one: 'Make an invitation and choose “Over the air, with proof” as its way in. Links, codes and hand-outs stay the same.',
      two: 'The person opens the link and installs what it offers. The device tells its serial number, signed by the certificate Apple built into it.',
      three:
        'Settings goes on by itself and enrolls that very device. Who copies the link or the profile gets nowhere with it.',
    },
    action: 'Choose an invitation',
  },
  own: {
    title: 'A person’s own device',
    when: 'For private iPhones, iPads and Macs: work stays apart, and this server sees neither serial number nor private apps.',
    steps: {
      one: 'Make an invitation and choose “A person’s own device” as its way in. The person needs a Managed Apple Account.',
      two: 'The person opens the link, types that account and installs the profile. From iOS 18 and macOS 15 on, take “Sign in with an account” instead.',
      three: 'The device asks for the password of the account and sets its own part for work aside.',
    },
    action: 'Choose an invitation',
  },
  account: {
    title: 'Sign in with an account',
    when: 'For people with a Managed Apple Account: they type it in Settings, and the device finds this server by itself. No link, no code.',
  },
} as const;

export const wayInTexts = {
  saved: 'The ways in are changed.',
  way: 'Way in',
  names: {
    profile: 'Profile from the page',
    'over-the-air': 'Over the air, with proof',
    'user-profile': 'A person’s own device',
    'account-user': 'Account, own device',
    'account-device': 'Account, device of the organization',
    automated: 'Automated enrollment',
  },
  field: {
    label: 'Way in',
    hints: {
      profile: 'The page hands out the enrollment profile at once. Fits nearly always.',
      'over-the-air': 'The device proves by Apple’s certificate which one it is; its profile fits no other.',
      'user-profile':
        'User enrollment: the device stays private. Needs a Managed Apple Account; up to iOS 17 and macOS 14.',
    },
    account: 'Managed Apple Account',
    accountHint: 'Leave it empty to let the person type it on the page.',
  },
  account: {
    who: 'Who may sign in',
    user: 'Personal devices',
    userHint: 'User enrollment: the device stays the person’s own. iOS 15, macOS 14, visionOS 1.1 or newer.',
    device: 'Devices of the organization',
    deviceHint: 'Device enrollment, with all rights of the invitation. iOS 17, macOS 14, visionOS 1.1 or newer.',
    domains: 'Domains',
    domainsHint: 'What follows the @ in the accounts. Enter after each one.',
    signsIn: 'They sign in with',
    whoChoices: {
      accounts: 'A password',
      invitations: 'The link of an invitation',
      both: 'A password or a link',
    },
    terms: 'Terms of this invitation',
    termsHint: 'Its rights, number of devices and end hold for whoever signs in with a password.',
    noTerms: 'Choose an invitation',
    discovery: 'What the domain must serve',
    discoveryText:
      'A device looks for its server at the domain of the account. Put this document there, under exactly this address, on a web server with a certificate every device trusts.',
    address: 'Address at {{domain}}',
    saveDocument: 'Save the document',
    discoveryHint:
      'Serve it as application/json. Where the domain leads to this server, nothing is to be done: it answers by itself. From iOS 18.2 and macOS 15.2 on, Apple School Manager or Apple Business can name the server instead.',
    steps: {
      settings: {
        title: 'Open Settings',
        text: 'On iPhone and iPad: General, VPN & Device Management. On a Mac: System Settings, General, Device Management. Tap “Sign In to Work or School Account”.',
      },
      account: {
        title: 'Type the account',
        text: 'For example grace@school.example. The device asks that domain where its server is.',
      },
      signIn: {
        title: 'Sign in',
        text: 'A page of this server opens on the device and asks for the password, or for the link of an invitation. The sign-in counts once, for ten minutes.',
      },
      done: {
        title: 'Allow it',
        text: 'The device asks for the Managed Apple Account and enrolls. It shows under Enrollments, with the account.',
      },
    },
  },
  people: {
    title: 'Accounts with a password',
    add: 'Add an account',
    addOne: 'Add account',
    none: 'No accounts yet. Add one for each person who signs in with a password.',
    shortName: 'Name',
    shortNameHint: 'What stands before the @: letters, digits, dots and dashes.',
    fullName: 'Full name',
    password: 'Password',
    passwordHint:
      'Kept as a digest in the vault; nobody can read it again. It also counts for log-ins on managed Macs.',
    showPassword: 'Show the password',
    passwordSince: 'Password set',
    newPassword: 'New password',
    newPasswordOf: 'New password for {{name}}',
    remove: 'Remove account',
    removeNamed: 'Remove the account {{name}}',
    removeTitle: 'Remove the account “{{name}}”?',
    removeText: 'Nobody can sign in with it any more. Devices that came in by it stay enrolled.',
    removed: 'The account is removed.',
  },
  proof: {
    title: 'What counts as proof',
    signer: 'Who must have signed',
    signerHint: 'Asked of devices that enroll over the air, by account, or prepared by cable with such an invitation.',
    signers: { apple: 'Apple’s built-in certificate', any: 'Anybody' },
    anyWarning:
      'Whatever a device says of itself is believed. Choose this only while a device with a broken certificate must come in.',
    encrypt: 'Encrypt the profile',
    encryptHint: 'The last answer can be read by the device that asked, and by nothing in between.',
    minimum: { iOS: 'iOS and iPadOS at least', macOS: 'macOS at least' },
    anyVersion: 'Any version',
  },
} as const;
