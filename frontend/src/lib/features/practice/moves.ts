import { api, ApiProblem, newIdempotencyKey } from '#lib/api';
import type { ExampleMove, ExampleVerb, MoveRequestRequest, RevisionRow, StartedDraft } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';

export type Given = Omit<MoveRequestRequest, 'verb' | 'version'>;
export type Input = 'checks' | 'links' | 'function' | 'reason' | 'text' | 'time' | 'confirm';

/** What a person is asked for with a move; a move that is not named here is done at the click. */
export const inputsOf: Readonly<Partial<Record<ExampleVerb, readonly Input[]>>> = {
	request_release: ['checks'],
	release: ['function'],
	decline_release: ['text'],
	publish: ['checks', 'links'],
	schedule: ['checks', 'links', 'time'],
	reject: ['reason', 'text'],
	appeal: ['text'],
	withdraw: ['confirm'],
	suggest_update: ['text'],
	flag_update: ['text'],
	archive: ['confirm'],
	suspend: ['text'],
	close: ['confirm']
};

export const textLabels: Readonly<Partial<Record<ExampleVerb, () => string>>> = {
	decline_release: m.curation_text_decline_release,
	reject: m.curation_text_reject,
	appeal: m.curation_text_appeal,
	suggest_update: m.curation_text_suggest_update,
	flag_update: m.curation_text_flag_update,
	suspend: m.curation_text_suspend
};

/** Moves that take something away are not offered as the first thing to do. */
const QUIET: readonly ExampleVerb[] = ['withdraw', 'reject', 'decline_release', 'recall', 'archive', 'suspend', 'close', 'flag_update'];

export function isQuiet(verb: ExampleVerb): boolean {
	return QUIET.includes(verb);
}

/** Make a move against the version that is on the page; sent once however often it is tried with the same key. */
export function move(revision: number, verb: ExampleVerb, version: number, given: Given, key: string): Promise<RevisionRow> {
	const body = { verb: verb as ExampleMove, version, ...given };
	return api.post<RevisionRow>(`practice/revisions/${revision}/moves`, body, { idempotencyKey: key });
}

/** Begin the next revision of a published example. */
export function revise(publicId: string): Promise<StartedDraft> {
	return api.post<StartedDraft>(`practice/examples/${publicId}/revisions`, undefined, { idempotencyKey: newIdempotencyKey() });
}

/** Somebody changed the revision since this page was loaded. */
export function isOutdated(problem: unknown): boolean {
	return problem instanceof ApiProblem && problem.code === 'changed_meanwhile';
}
