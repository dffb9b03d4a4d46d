import { api, ApiProblem, type FieldProblem } from '#lib/api';

const ROOT = '/_allauth/browser/v1';

/** What allauth says is still to be done before somebody is signed in. */
export type Outcome = 'signed_in' | 'confirm_address' | 'done';

interface AllauthError {
	code: string;
	param?: string;
}

/** allauth's own refusals in the form of our problem details; the field of an error about the whole is ''. */
function translated(problem: ApiProblem): ApiProblem {
	const found = problem.errors as unknown as AllauthError[];
	const errors: FieldProblem[] = found.map(({ code, param }) => ({ field: param ?? '', code }));
	const whole = errors.find(({ field }) => !field);
	const code = whole?.code ?? (problem.status === 429 ? 'rate_limited' : 'invalid');
	return new ApiProblem(problem.status, { code, errors });
}

function pending({ params }: ApiProblem): Outcome {
	const data = (params as unknown as { data?: { flows?: { id: string; is_pending?: boolean }[] } }).data;
	const waits = data?.flows?.some(({ id, is_pending }) => id === 'verify_email' && is_pending);
	return waits ? 'confirm_address' : 'done';
}

/** allauth answers 401 to whatever succeeds without signing in; raises what the API client raises. */
async function post(path: string, body: Record<string, unknown>): Promise<Outcome> {
	try {
		await api.post(`${ROOT}/${path}`, body);
		return 'signed_in';
	} catch (problem) {
		if (!(problem instanceof ApiProblem)) throw problem;
		if (problem.status === 401) return pending(problem);
		throw translated(problem);
	}
}

export interface NewAccount {
	name: string;
	email: string;
	password: string;
	municipality: string;
	locale: string;
	privacy_version: string;
}

export const signIn = (email: string, password: string): Promise<Outcome> => post('auth/login', { email, password });
export const signUp = (account: NewAccount): Promise<Outcome> => post('auth/signup', { ...account });
export const confirmAddress = (key: string): Promise<Outcome> => post('auth/email/verify', { key });
export const requestReset = (email: string): Promise<Outcome> => post('auth/password/request', { email });
export const setPassword = (key: string, password: string): Promise<Outcome> => post('auth/password/reset', { key, password });
export const changePassword = (current: string, wanted: string): Promise<Outcome> =>
	post('account/password/change', { current_password: current, new_password: wanted });
