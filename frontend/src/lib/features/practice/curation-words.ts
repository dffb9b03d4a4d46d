import type {
	AnonymisationCheck,
	ExampleRejectReason,
	ExampleState,
	ExampleVerb
} from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';

type Labels<Code extends string> = Readonly<Record<Code, () => string>>;

/* Every code of the API has its word here; a new code without one does not compile. */
export const states: Labels<ExampleState> = {
	draft: m.curation_state_draft,
	submitted: m.curation_state_submitted,
	in_review: m.curation_state_in_review,
	changes_requested: m.curation_state_changes_requested,
	release_pending: m.curation_state_release_pending,
	approved: m.curation_state_approved,
	scheduled: m.curation_state_scheduled,
	published: m.curation_state_published,
	superseded: m.curation_state_superseded,
	rejected: m.curation_state_rejected,
	withdrawn: m.curation_state_withdrawn
};

export const verbs: Labels<ExampleVerb> = {
	start: m.curation_verb_start,
	submit: m.curation_verb_submit,
	recall: m.curation_verb_recall,
	claim: m.curation_verb_claim,
	request_changes: m.curation_verb_request_changes,
	request_release: m.curation_verb_request_release,
	release: m.curation_verb_release,
	decline_release: m.curation_verb_decline_release,
	publish: m.curation_verb_publish,
	schedule: m.curation_verb_schedule,
	go_live: m.curation_verb_go_live,
	supersede: m.curation_verb_supersede,
	reject: m.curation_verb_reject,
	appeal: m.curation_verb_appeal,
	withdraw: m.curation_verb_withdraw,
	revise: m.curation_verb_revise,
	suggest_update: m.curation_verb_suggest_update,
	flag_update: m.curation_verb_flag_update,
	confirm: m.curation_verb_confirm,
	archive: m.curation_verb_archive,
	suspend: m.curation_verb_suspend,
	restore: m.curation_verb_restore,
	close: m.curation_verb_close
};

export const doneTexts: Labels<ExampleVerb> = {
	start: m.curation_done_start,
	submit: m.curation_done_submit,
	recall: m.curation_done_recall,
	claim: m.curation_done_claim,
	request_changes: m.curation_done_request_changes,
	request_release: m.curation_done_request_release,
	release: m.curation_done_release,
	decline_release: m.curation_done_decline_release,
	publish: m.curation_done_publish,
	schedule: m.curation_done_schedule,
	go_live: m.curation_done_go_live,
	supersede: m.curation_done_supersede,
	reject: m.curation_done_reject,
	appeal: m.curation_done_appeal,
	withdraw: m.curation_done_withdraw,
	revise: m.curation_done_revise,
	suggest_update: m.curation_done_suggest_update,
	flag_update: m.curation_done_flag_update,
	confirm: m.curation_done_confirm,
	archive: m.curation_done_archive,
	suspend: m.curation_done_suspend,
	restore: m.curation_done_restore,
	close: m.curation_done_close
};

export const rejectReasons: Labels<ExampleRejectReason> = {
	out_of_scope: m.curation_reason_out_of_scope,
	not_practice: m.curation_reason_not_practice,
	duplicate: m.curation_reason_duplicate,
	not_anonymous: m.curation_reason_not_anonymous,
	too_thin: m.curation_reason_too_thin,
	rights_unclear: m.curation_reason_rights_unclear
};

export const checks: Labels<AnonymisationCheck> = {
	no_names: m.curation_check_no_names,
	no_origin: m.curation_check_no_origin,
	no_addresses: m.curation_check_no_addresses,
	no_rare_case: m.curation_check_no_rare_case,
	no_file_numbers: m.curation_check_no_file_numbers,
	pictures_cleared: m.curation_check_pictures_cleared
};
