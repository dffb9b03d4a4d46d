import { registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';

registerProblemTexts({
	bad_month: () => m.practice_error_bad_month(),
	bad_mail: () => m.practice_error_bad_mail(),
	bad_url: () => m.practice_error_bad_url(),
	too_many: () => m.practice_error_too_many(),
	consent_required: () => m.practice_error_consent(),
	unknown_municipality: () => m.practice_error_unknown_place(),
	unknown_example: () => m.practice_error_unknown_example(),
	no_municipality: () => m.practice_no_municipality(),
	no_open_note: () => m.curation_error_no_note(),
	note_unanswered: () => m.curation_error_unanswered(),
	not_anonymised: () => m.curation_error_anonymised(),
	links_unchecked: () => m.curation_error_links(),
	not_in_future: () => m.curation_error_future(),
	not_possible_now: () => m.curation_error_not_now(),
	not_yours: () => m.curation_error_not_yours(),
	incomplete: () => m.curation_error_incomplete(),
	revision_open: () => m.curation_error_revision_open(),
	not_yet: () => m.curation_error_not_yet()
});

export { default as DeskPage } from './DeskPage.svelte';
export { default as DraftPage } from './DraftPage.svelte';
export { default as ExampleItem } from './ExampleItem.svelte';
export { default as ExamplePage } from './ExamplePage.svelte';
export { default as MinePage } from './MinePage.svelte';
export { default as PracticePage } from './PracticePage.svelte';
export { default as ReviewPage } from './ReviewPage.svelte';
export { default as RevisionItem } from './RevisionItem.svelte';
export { default as StartPage } from './StartPage.svelte';
