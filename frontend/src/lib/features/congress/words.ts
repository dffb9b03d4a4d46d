import type { Part, SessionKind } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';

export const kinds: Record<SessionKind, () => string> = {
	plenary: m.congress_kind_plenary,
	workshop: m.congress_kind_workshop,
	break: m.congress_kind_break
};

export const roles: Record<Part['role'], () => string> = {
	speaker: m.congress_role_speaker,
	chair: m.congress_role_chair,
	opening: m.congress_role_opening
};

/** The entries of a word list as options of a select. */
export function options<K extends string>(words: Record<K, () => string>): { value: string; label: string }[] {
	return Object.entries<() => string>(words).map(([value, word]) => ({ value, label: word() }));
}

/** 2,4 MB */
export function sizeText(bytes: number): string {
	const megabytes = bytes / 1_000_000;
	return megabytes < 0.1
		? m.congress_size_kb({ size: Math.max(1, Math.round(bytes / 1000)) })
		: m.congress_size_mb({ size: megabytes.toLocaleString(undefined, { maximumFractionDigits: 1 }) });
}
