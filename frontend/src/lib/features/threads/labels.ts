import { registerProblemTexts } from '#lib/api';
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
	if (author.level === 'carried') {
		return author.name ? m.threads_author_carried({ name: author.name }) : m.threads_author_carried_gone();
	}
	return [author.name, author.municipality?.name].filter(Boolean).join(', ') || m.threads_author_gone();
}

/** What a row says of where a thread comes from: its author, or the congress whose question it was. */
export function threadByline({ author, origins }: Pick<ThreadView, 'author' | 'origins'>): string {
	const origin = author.level === 'carried' ? origins[0] : undefined;
	return origin ? m.threads_origin_row({ congress: origin.congress }) : authorLabel(author);
}

/** So many posts are on the first page of a thread. */
const FIRST_PAGE = 20;

/** Where a thread is, or one of its posts; with the beginning of the thread as long as both are on one page. */
export function threadUrl({ id, slug }: Pick<ThreadView, 'id' | 'slug'>, number = 1): string {
	if (number <= 1) return `/t/${id}/${slug}`;
	return `/t/${id}/${slug}${number > FIRST_PAGE ? `?from=${number}` : ''}#beitrag-${number}`;
}

/** A guest, somebody whose municipality is not confirmed yet, or a member, who may write. */
export function standing(user: { roles: readonly string[] } | null): 'guest' | 'waiting' | 'member' {
	if (!user) return 'guest';
	return user.roles.length ? 'member' : 'waiting';
}

// Here and not in `index.ts`: the bundler leaves out a module that only hands on what others export.
registerProblemTexts({
	too_short: () => m.threads_error_too_short(),
	too_long: () => m.threads_error_too_long(),
	thread_closed: () => m.threads_error_closed(),
	municipality_needed: () => m.threads_error_municipality(),
	changed_meanwhile: () => m.threads_error_changed(),
	kind_not_allowed: () => m.threads_error_kind(),
	not_your_post: () => m.threads_error_not_yours(),
	not_your_question: () => m.threads_error_not_yours(),
	not_signed_in: () => m.threads_error_sign_in()
});
