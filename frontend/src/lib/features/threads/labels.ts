import type { Author, AuthorGroup, AuthorSize, ThreadKind, ThreadView } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';

const groups: Record<AuthorGroup, () => string> = {
	district: m.threads_group_district,
	city: m.threads_group_city,
	municipality: m.threads_group_municipality
};

const sizes: Record<AuthorSize, () => string> = {
	under_20k: m.threads_size_under_20k,
	'20k_50k': m.threads_size_20k_50k,
	'50k_100k': m.threads_size_50k_100k,
	'100k_250k': m.threads_size_100k_250k,
	'250k_500k': m.threads_size_250k_500k,
	over_500k: m.threads_size_over_500k
};

export const kinds: Record<ThreadKind, () => string> = {
	question: m.threads_kind_question,
	experience: m.threads_kind_experience,
	discussion: m.threads_kind_discussion,
	announcement: m.threads_kind_announcement
};

export const kindHints: Record<ThreadKind, () => string> = {
	question: m.threads_kind_question_hint,
	experience: m.threads_kind_experience_hint,
	discussion: m.threads_kind_discussion_hint,
	announcement: m.threads_kind_announcement_hint
};

/** "Mira Kaya, Musterstadt", "Musterstadt" or "Kreisfreie Stadt, 100–250 Tsd., NRW": what the level shows, no more. */
export function authorLabel(author: Author): string {
	if (author.level === 'described') {
		const group = author.group === '' ? m.threads_group_any() : groups[author.group]();
		const size = author.size === '' ? '' : sizes[author.size]();
		return [group, size, m.threads_region()].filter(Boolean).join(', ');
	}
	return [author.name, author.municipality?.name].filter(Boolean).join(', ') || m.threads_author_gone();
}

/** Where a thread is, or one of its posts. */
export function threadUrl({ id, slug }: Pick<ThreadView, 'id' | 'slug'>, number = 1): string {
	return number > 1 ? `/t/${id}/${slug}?from=${number}#beitrag-${number}` : `/t/${id}/${slug}`;
}

/** The sign-in page, and back to where the person was. */
export function signInUrl(back: string): string {
	return `/konto/anmelden?weiter=${encodeURIComponent(back)}`;
}
