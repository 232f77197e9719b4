/** The face of mail: what is to be sent, within a unit of work, and the server it goes out by. */
export { type Mail, type MailWish, openMail } from './mail.ts';
