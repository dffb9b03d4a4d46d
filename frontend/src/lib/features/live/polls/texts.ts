import { messageForProblem, registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';
import { decimalText } from '#lib/ui/numbers.ts';
import type { AnyPoll } from '../room/poll-book.svelte.ts';
import { voteProblem } from '../texts.ts';

/** Codes of polls that the shared texts do not know. */
registerProblemTexts({
	poll_closed: () => m.polls_problem_closed(),
	poll_not_draft: () => m.polls_problem_not_draft(),
	too_many_polls: () => m.polls_problem_most()
});

const ballotTexts: Record<string, () => string> = {
	poll_closed: m.polls_problem_closed,
	invalid: m.polls_problem_invalid,
	invalid_command: m.polls_problem_invalid,
	too_many: m.polls_problem_too_many,
	duplicate: m.polls_problem_duplicate,
	too_short: m.polls_problem_too_short,
	too_long: m.polls_problem_too_long,
	malformed_text: m.polls_problem_malformed
};

/** Why a ballot was not counted. */
export function ballotProblem(code: string): string {
	return (ballotTexts[code] ?? (() => voteProblem(code)))();
}

const fields: Record<string, () => string> = {
	text: m.polls_form_problem_text,
	options: m.polls_form_problem_options,
	most: m.polls_form_problem_most,
	scale: m.polls_form_problem_scale
};

/** What is wrong with a form: by the first field that the server names. */
export function formProblem(problem: unknown, field: string | undefined): string {
	return (fields[field?.split('.')[0] ?? ''] ?? (() => messageForProblem(problem)))();
}

const kinds: Record<AnyPoll['kind'], () => string> = {
	single: m.polls_kind_single,
	multiple: m.polls_kind_multiple,
	scale: m.polls_kind_scale,
	ranking: m.polls_kind_ranking,
	words: m.polls_kind_words
};

export function kindText(kind: AnyPoll['kind']): string {
	return kinds[kind]();
}

const states: Record<AnyPoll['state'], () => string> = {
	draft: m.polls_state_draft,
	open: m.polls_state_open,
	closed: m.polls_state_closed
};

export function pollStateText(state: AnyPoll['state']): string {
	return states[state]();
}

export function ballotsText(count: number): string {
	return count === 1 ? m.polls_ballots_one() : m.polls_ballots_other({ count });
}

export function moreText(count: number): string {
	return count === 1 ? m.polls_more_one() : m.polls_more_other({ count });
}

export function newWordsText(count: number): string {
	return count === 1 ? m.polls_desk_new_words_one() : m.polls_desk_new_words_other({ count });
}

/** An average; a dash while nobody has answered. */
export function averageText(value: number | null | undefined): string {
	return value === null || value === undefined ? '–' : decimalText(value);
}
