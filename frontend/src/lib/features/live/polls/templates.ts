import { m } from '#lib/messages';
import type { PollForm } from './poll-work.svelte.ts';

export function blank(): PollForm {
	return { kind: 'single', text: '', results: 'live', options: [], most: 1 };
}

/** What halls are asked again and again, to begin with. */
export function templates(): Record<string, { label: string; form: PollForm }> {
	return {
		yes: { label: m.polls_form_template_yes(), form: { ...blank(), options: m.polls_form_yes().split('\n') } },
		agree: {
			label: m.polls_form_template_agree(),
			form: {
				...blank(),
				kind: 'scale',
				text: m.polls_form_agree_text(),
				scale: { low: 1, high: 5, low_label: m.polls_form_agree_low(), high_label: m.polls_form_agree_high() }
			}
		},
		word: { label: m.polls_form_template_word(), form: { ...blank(), kind: 'words', text: m.polls_form_word_text() } },
		rank: { label: m.polls_form_template_rank(), form: { ...blank(), kind: 'ranking', text: m.polls_form_rank_text() } }
	};
}
