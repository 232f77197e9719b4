import { automatedErrors } from './engine/automated-errors.ts';
import { blueprintErrors } from './engine/blueprint-errors.ts';
import { cartErrors, cartFindings } from './engine/cart-errors.ts';
import { certificateErrors, mailErrors } from './engine/certificate-errors.ts';
import { accessRights, commandNames } from './engine/command-names.ts';
import { complianceErrors, complianceSentences } from './engine/compliance.ts';
import { directoryErrors, directoryFindings } from './engine/directory-errors.ts';
import { endingSentences } from './engine/endings.ts';
import { accountErrors } from './engine/errors-accounts.ts';
import { laterErrors } from './engine/errors-later.ts';
import { managementErrors } from './engine/errors-management.ts';
import { mdmErrors } from './engine/errors-mdm.ts';
import { profileErrors } from './engine/errors-profiles.ts';
import { findingParts, findingSentences } from './engine/findings.ts';
import { kerberosErrors } from './engine/kerberos-errors.ts';
import { nameSentences } from './engine/names.ts';
import { plistSentences } from './engine/plists.ts';
import { groupErrors, policyErrors } from './engine/policy-errors.ts';
import { profileFindingSentences } from './engine/profile-findings.ts';
import { variableSentences } from './engine/variables.ts';

const domains = [mdmErrors, ...profileErrors, ...managementErrors, ...accountErrors, ...laterErrors];

/** German for what the engine and the shared catalogue word in English themselves. */
export const engineTexts = {
  commandNames,
  accessRights,
  findingSentences: [
    ...endingSentences,
    ...complianceSentences,
    ...cartFindings,
    ...directoryFindings,
    ...profileFindingSentences,
    ...findingSentences,
    ...plistSentences,
    ...variableSentences,
    ...nameSentences,
    ...certificateErrors,
    ...policyErrors,
  ],
  findingParts,
  errorSentences: [
    ...cartErrors,
    ...automatedErrors,
    ...blueprintErrors,
    ...certificateErrors,
    ...directoryErrors,
    ...kerberosErrors,
    ...mailErrors,
    ...complianceErrors,
    ...policyErrors,
    ...groupErrors,
  ],
  errorDomains: Object.fromEntries(domains.map((entry) => [entry.domain, entry])),
} as const;
