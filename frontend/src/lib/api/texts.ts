import { m } from '../messages.ts';
import { ApiProblem, NetworkProblem, type FieldProblem } from './problem.ts';

type Params = Record<string, string | number>;
type Text = (params: Params) => string;

const texts = new Map<string, Text>();

/** Teach further codes; a feature does so once, when its module is loaded. */
export function registerProblemTexts(more: Record<string, Text>): void {
	for (const [code, text] of Object.entries(more)) texts.set(code, text);
}

registerProblemTexts({
	not_found: () => m.errors_not_found(),
	forbidden: () => m.errors_forbidden(),
	not_signed_in: () => m.errors_not_authenticated(),
	csrf_failed: () => m.errors_csrf_failed(),
	conflict: () => m.errors_conflict(),
	rate_limited: () => m.errors_rate_limited(),
	malformed: () => m.errors_malformed(),
	malformed_text: () => m.errors_malformed_text(),
	idempotency_key_reused: () => m.errors_key_reused(),
	invalid: () => m.errors_invalid(),
	required: () => m.errors_required(),
	blank: () => m.errors_required(),
	null: () => m.errors_required(),
	max_length: () => m.errors_max_length(),
	min_length: () => m.errors_min_length(),
	too_large: () => m.errors_too_large(),
	unavailable: () => m.errors_unreachable()
});

const byStatus: Record<number, Text> = {
	400: () => m.errors_invalid(),
	401: () => m.errors_not_authenticated(),
	403: () => m.errors_forbidden(),
	404: () => m.errors_not_found(),
	409: () => m.errors_conflict(),
	413: () => m.errors_too_large(),
	422: () => m.errors_invalid(),
	429: () => m.errors_rate_limited(),
	503: () => m.errors_unreachable()
};

const byNetwork: Record<NetworkProblem['why'], () => string> = {
	offline: () => m.errors_offline(),
	unreachable: () => m.errors_unreachable(),
	timeout: () => m.errors_timeout()
};

/** The sentence for whatever went wrong; never empty, never a code. */
export function messageForProblem(problem: unknown): string {
	if (problem instanceof NetworkProblem) return byNetwork[problem.why]();
	if (!(problem instanceof ApiProblem)) return m.errors_unknown();
	const text = texts.get(problem.code) ?? byStatus[problem.status];
	const sentence = text ? text(problem.params) : m.errors_server();
	const seconds = Math.ceil((problem.retryMs ?? 0) / 1000);
	return seconds > 0 ? `${sentence} ${m.errors_retry_in({ seconds })}` : sentence;
}

/** The sentence beside one field. */
export function messageForField({ code, params }: FieldProblem): string {
	return (texts.get(code) ?? (() => m.errors_field_invalid()))(params ?? {});
}

/** All field errors of a problem as `{field: sentence}`, the first of each field. */
export function fieldMessages(problem: unknown): Record<string, string> {
	const messages: Record<string, string> = {};
	if (!(problem instanceof ApiProblem)) return messages;
	for (const error of problem.errors) messages[error.field] ??= messageForField(error);
	return messages;
}
