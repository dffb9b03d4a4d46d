import { m } from '#lib/messages';

const names: Record<string, () => string> = {
	member: () => m.account_role_member(),
	curator: () => m.account_role_curator(),
	moderator: () => m.account_role_moderator(),
	host: () => m.account_role_host(),
	coordinator: () => m.account_role_coordinator(),
	admin: () => m.account_role_admin()
};

/** The roles in words, joined by commas; a sentence when there are none. */
export function roleNames(roles: readonly string[]): string {
	return roles.length ? roles.map((role) => names[role]?.() ?? role).join(', ') : m.account_role_none();
}
