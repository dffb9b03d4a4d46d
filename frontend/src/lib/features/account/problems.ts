import { registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';

/** Teach the texts of sign-up, sign-in and affiliation; repeating it changes nothing. */
export function registerAccountTexts(): void {
	registerProblemTexts(texts);
}

const texts: Record<string, () => string> = {
	email_password_mismatch: () => m.account_error_mismatch(),
	too_many_login_attempts: () => m.account_error_too_many(),
	invalid_email: () => m.account_error_email(),
	password_too_short: () => m.account_error_password_short(),
	password_too_common: () => m.account_error_password_common(),
	password_entirely_numeric: () => m.account_error_password_numeric(),
	password_too_similar: () => m.account_error_password_similar(),
	enter_current_password: () => m.account_error_current(),
	unknown_municipality: () => m.account_error_municipality(),
	privacy_changed: () => m.account_error_privacy(),
	invalid_or_expired_key: () => m.account_error_key(),
	invalid_password_reset: () => m.account_error_key(),
	email_taken: () => m.account_error_key(),
	affiliation_exists: () => m.account_error_affiliation_exists(),
	affiliation_already_decided: () => m.account_error_decided(),
	own_affiliation: () => m.account_error_own()
};
