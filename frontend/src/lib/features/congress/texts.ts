import { registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';

const texts: Parameters<typeof registerProblemTexts>[0] = {
	// Beside the field there are no titles; the sentence above the form names them.
	room_taken: ({ first, other }) => (first && other ? m.congress_problem_room_taken({ first, other }) : m.congress_problem_room_busy()),
	unknown_room: () => m.congress_problem_unknown_room(),
	congress_shown: () => m.congress_problem_shown(),
	congress_used: () => m.congress_problem_used(),
	outside_days: () => m.congress_problem_outside_days(),
	ends_before_start: () => m.congress_problem_ends_before(),
	too_long_span: () => m.congress_problem_too_long_span(),
	sessions_outside: () => m.congress_problem_sessions_outside(),
	changed_meanwhile: ({ by }) => (by ? m.congress_problem_changed({ by }) : m.congress_problem_changed_unknown()),
	last_host: () => m.congress_problem_last_host(),
	unknown_account: () => m.congress_problem_unknown_account(),
	live_session_used: () => m.congress_problem_live_used(),
	live_session_open: () => m.congress_problem_live_open(),
	name_taken: () => m.congress_problem_name_taken(),
	named_twice: ({ name }) => (name ? m.congress_problem_named_twice({ name }) : m.congress_problem_someone_twice()),
	too_many: () => m.congress_problem_too_many(),
	too_short: () => m.errors_min_length(),
	too_long: () => m.errors_max_length(),
	registration_closed: () => m.congress_problem_registration_closed(),
	unknown_link: () => m.congress_problem_unknown_link(),
	unknown_workshop: () => m.congress_problem_unknown_workshop(),
	congress_over: () => m.congress_problem_over(),
	already_here: () => m.congress_problem_already_here(),
	cancelled: () => m.congress_problem_cancelled(),
	malformed_address: () => m.congress_problem_address(),
	two_places: ({ first, other }) => (first && other ? m.congress_problem_two_places({ first, other }) : m.congress_problem_two_at_once()),
	closes_before_open: () => m.congress_problem_closes_before(),
	unknown_kind_of_file: () => m.congress_problem_kind_of_file(),
	sound_only: () => m.congress_problem_sound_only(),
	not_captions: () => m.congress_problem_not_captions(),
	captions_required: () => m.congress_problem_captions_required(),
	captions_needed: () => m.congress_problem_captions_needed(),
	alt_required: () => m.congress_problem_alt_required(),
	not_a_picture: () => m.congress_problem_not_a_picture(),
	unknown_example: () => m.congress_problem_unknown_example()
};

/** Teach the refusals of congresses; each page of this feature calls it. */
export function registerCongressTexts(): void {
	registerProblemTexts(texts);
}
