/** Facts in one line: empty ones are left out, and a line never begins with the dot between them. */
export function dotted(parts: readonly (string | number | null | undefined | false)[]): string {
	return parts.filter(Boolean).join('\u00a0· ');
}
