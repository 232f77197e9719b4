/** Words that passwords of ten and more characters are most often made of, alone, doubled or with digits behind. */
const WORDS = new Set(
  `password passwort passw0rd p@ssword p@ssw0rd administrator administrat0r admin admin1 letmein welcome willkommen
  iloveyou ichliebedich sunshine princess football baseball basketball superman batman dragon monkey master shadow
  michael jennifer charlie computer internet changeme changeit default secret trustno1 starwars pokemon
  qwerty qwertz qwertyuiop qwertzuiop asdfghjkl yxcvbnm zxcvbnm qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t 1qaz2wsx
  1qaz2wsx3edc abc abcd abcdef abcdefghij abcdefghijk school schule teacher lehrer student schueler classroom
  cartwright apple appleid iphone ipad ipados macbook macos mobile device devices management supervisor hallo hello
  summer sommer winter spring autumn herbst frühling berlin london hamburg google facebook whatever freedom
  correcthorsebatterystaple`.split(/\s+/),
);
const RUNS = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/** Whether a password (in lower case) is on everybody's list: a common word dressed up, one part repeated, or a run. */
export function isCommonPassword(password: string): boolean {
  const bare = password.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  if (bare === '' && new Set(password).size <= 4) return true;
  if (WORDS.has(password) || WORDS.has(bare)) return true;
  if (RUNS.some((run) => run.includes(password))) return true;
  const repeated = /^(.+?)\1+(.{0,5})$/u.exec(password);
  if (repeated === null) return false;
  const [, part = '', rest = ''] = repeated;
  return WORDS.has(part) || ([...part].length <= 6 && part.startsWith(rest));
}
