import type { CaptionsRow, Part, SessionKind } from '#lib/api/schema.gen.ts';
import { getLocale, m } from '#lib/messages';

export const kinds: Record<SessionKind, () => string> = {
	plenary: m.congress_kind_plenary,
	workshop: m.congress_kind_workshop,
	break: m.congress_kind_break
};

export const roles: Record<Part['role'], () => string> = {
	speaker: m.congress_role_speaker,
	impulse: m.congress_role_impulse,
	panel: m.congress_role_panel,
	chair: m.congress_role_chair,
	opening: m.congress_role_opening
};

/** Names of the languages in which a film can have captions, each in that language. */
export const languages: Record<CaptionsRow['language'], () => string> = {
	de: m.congress_captions_de,
	en: m.congress_captions_en,
	'de-simple': m.congress_captions_simple
};

/** The entries of a word list as options of a select. */
export function options<K extends string>(words: Record<K, () => string>): { value: string; label: string }[] {
	return Object.entries<() => string>(words).map(([value, word]) => ({ value, label: word() }));
}

/** 2,4 MB, 2 GB */
export function sizeText(bytes: number): string {
	const megabytes = bytes / 1_000_000;
	if (megabytes >= 1000) return m.congress_size_gb({ size: (megabytes / 1000).toLocaleString(getLocale(), { maximumFractionDigits: 1 }) });
	return megabytes < 0.1
		? m.congress_size_kb({ size: Math.max(1, Math.round(bytes / 1000)) })
		: m.congress_size_mb({ size: megabytes.toLocaleString(getLocale(), { maximumFractionDigits: 1 }) });
}
