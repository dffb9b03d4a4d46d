import { afterEach, expect, test, vi } from 'vitest';
import { ApiProblem, fieldMessages } from '#lib/api';
import { confirmAddress, signIn } from './auth.ts';
import { FormState } from './form.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown): void {
	const response = new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
	vi.stubGlobal('fetch', () => Promise.resolve(response));
}

test('a refusal of allauth becomes a problem with fields and texts', async () => {
	answer(400, { status: 400, errors: [{ code: 'email_password_mismatch', param: 'password', message: 'no' }] });
	const problem = await signIn('a@b.example', 'x').catch((caught: unknown) => caught);
	expect(problem).toBeInstanceOf(ApiProblem);
	expect(fieldMessages(problem)).toEqual({ password: 'E-Mail-Adresse und Kennwort passen nicht zusammen.' });
});

test('a refusal of the whole is the message of the form', async () => {
	answer(400, { status: 400, errors: [{ code: 'too_many_login_attempts', message: 'no' }] });
	const form = new FormState();
	expect(await form.send(() => signIn('a@b.example', 'x'))).toBe(false);
	expect(form.errors('x')).toEqual([]);
	expect(form.message).toBe('Zu viele Versuche. Bitte warten Sie fünf Minuten oder legen Sie ein neues Kennwort fest.');
});

test.each([
	[[{ id: 'login' }, { id: 'verify_email', is_pending: true }], 'confirm_address'],
	[[{ id: 'login' }], 'done']
])('401 with %j means %s', async (flows, outcome) => {
	answer(401, { status: 401, data: { flows }, meta: { is_authenticated: false } });
	expect(await confirmAddress('key')).toBe(outcome);
});

test('200 means signed in', async () => {
	answer(200, { status: 200, data: {}, meta: { is_authenticated: true } });
	expect(await signIn('a@b.example', 'x')).toBe('signed_in');
});

test('too many requests say so', async () => {
	answer(429, { status: 429 });
	const problem = await signIn('a@b.example', 'x').catch((caught: unknown) => caught);
	expect((problem as ApiProblem).code).toBe('rate_limited');
});

test('a form is sent once at a time', async () => {
	const form = new FormState();
	let finish: (() => void) | undefined;
	const first = form.send(() => new Promise<void>((resolve) => (finish = resolve)));
	expect(await form.send(() => Promise.resolve())).toBe(false);
	finish?.();
	expect(await first).toBe(true);
	expect(form.busy).toBe(false);
});
