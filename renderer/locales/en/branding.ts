export const brandingTexts = {
  title: 'What people see',
  text: 'On the enrollment page, on hand-outs and in mails, beside the name.',
  logo: 'Logo',
  logoHint: 'PNG, JPEG or SVG. Wide ones look best; it is made smaller by itself.',
  logoAlt: 'The logo of {{organisation}}',
  noLogo: 'No logo yet',
  choose: 'Choose a logo',
  another: 'Choose another',
  remove: 'Remove',
  contact: 'Whom to ask',
  contactHint: 'For questions while enrolling, e.g. “IT office, room 12, it@school.example”.',
  unreadable: 'This file is no picture that can be shown. Choose a PNG, JPEG or SVG.',
} as const;
