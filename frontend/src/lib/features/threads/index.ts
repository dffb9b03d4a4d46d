import { registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';

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

export { default as AskPage } from './AskPage.svelte';
export { default as ForumPage } from './ForumPage.svelte';
export { default as ThreadPage } from './ThreadPage.svelte';
export { authorLabel } from './labels.ts';
