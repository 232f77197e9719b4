/* How a reason is sent with a call. Apart from the contract, whose schemas the window does not need to begin with. */

/** The header that carries it, percent-encoded UTF-8. Kept with the events of the call as `statedReason`. */
export const REASON_HEADER = 'cartwright-reason';
export const MOST_OF_A_REASON = 500;
/** `data.code` of the error when none came; nothing was done then. */
export const REASON_MISSING = 'reason-missing';
