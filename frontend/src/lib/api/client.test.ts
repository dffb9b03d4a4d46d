import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, ApiProblem, apiUrl, fieldMessages, messageForProblem, NetworkProblem, registerProblemTexts } from './index.ts';
import { forgetShellData } from './shell-data.ts';

const asked: { url: string; init: RequestInit }[] = [];
let answer: () => Response | Promise<Response>;

function json(body: unknown, status = 200): Response {
	const type = status < 400 ? 'application/json' : 'application/problem+json';
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
}

function headerOf(name: string): string | null {
	return new Headers(asked.at(-1)?.init.headers).get(name);
}

beforeEach(() => {
	asked.length = 0;
	answer = () => json({ items: [] });
	document.body.innerHTML = '';
	document.cookie = 'csrftoken=abc123';
	forgetShellData();
	vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
		asked.push({ url, init });
		return answer();
	});
});

afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

test('an address keeps the order of its query and leaves out what is empty', () => {
	expect(apiUrl('threads', { sort: 'new', q: '', after: null, tag: ['a b', 'ü'], page: 0 })).toBe(
		'/api/v1/threads?sort=new&tag=a+b&tag=%C3%BC&page=0'
	);
	expect(apiUrl('/_allauth/browser/v1/auth/session')).toBe('/_allauth/browser/v1/auth/session');
});

test('the answer in the page is used once, and only for exactly its address', async () => {
	document.body.innerHTML =
		'<script type="application/json" id="shell-data">{"answers": {"/api/v1/threads?sort=new": {"items": [7]}}}</script>';
	expect(await api.get('threads', { query: { sort: 'top' } })).toEqual({ items: [] });
	expect(await api.get('threads', { query: { sort: 'new' } })).toEqual({ items: [7] });
	expect(await api.get('threads', { query: { sort: 'new' } })).toEqual({ items: [] });
	expect(asked.map(({ url }) => url)).toEqual(['/api/v1/threads?sort=top', '/api/v1/threads?sort=new']);
});

test('a page with broken data asks the server', async () => {
	document.body.innerHTML = '<script type="application/json" id="shell-data">{"answers"</script>';
	expect(await api.get('threads')).toEqual({ items: [] });
});

test('a write carries the CSRF token, the idempotency key and JSON', async () => {
	await api.post('live/7/questions', { text: 'Wer lädt ein?' }, { idempotencyKey: 'k-1' });
	expect(asked[0]?.init.method).toBe('POST');
	expect(asked[0]?.init.body).toBe('{"text":"Wer lädt ein?"}');
	expect(['X-CSRFToken', 'Idempotency-Key', 'Content-Type'].map(headerOf)).toEqual(['abc123', 'k-1', 'application/json']);
});

test('a read carries no CSRF token', async () => {
	await api.get('threads');
	expect(headerOf('X-CSRFToken')).toBe(null);
});

test('an empty answer is undefined', async () => {
	answer = () => new Response(null, { status: 204 });
	expect(await api.delete('threads/7')).toBe(undefined);
});

test('a refusal is an ApiProblem with code, fields and the members of its text', async () => {
	const errors = [
		{ field: 'title', code: 'required' },
		{ field: 'title', code: 'blank' }
	];
	answer = () => json({ type: 'about:blank', title: 'Conflict', status: 409, code: 'changed', by: 'Ada', errors }, 409);
	const problem = await api.put('threads/7', {}).catch((caught: unknown) => caught);
	expect(problem).toBeInstanceOf(ApiProblem);
	if (!(problem instanceof ApiProblem)) return;
	expect([problem.status, problem.code, problem.params]).toEqual([409, 'changed', { by: 'Ada' }]);
	expect(problem.of('title').length).toBe(2);
	expect(fieldMessages(problem)).toEqual({ title: 'Bitte füllen Sie dieses Feld aus.' });
	expect(messageForProblem(problem)).toBe('Das wurde inzwischen geändert. Bitte sehen Sie sich den neuen Stand an.');
	registerProblemTexts({ changed: ({ by }) => `Inzwischen von ${by} geändert.` });
	expect(messageForProblem(problem)).toBe('Inzwischen von Ada geändert.');
});

test('a refusal that is no problem document still has a text', async () => {
	answer = () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } });
	const problem = await api.get('threads').catch((caught: unknown) => caught);
	expect(messageForProblem(problem)).toBe('Auf unserer Seite ist etwas schiefgegangen.');
});

test('a server without its database says that it cannot be reached, and when to come again', () => {
	const problem = new ApiProblem(503, { code: 'unavailable', retry_ms: 1500 });
	expect(messageForProblem(problem)).toBe('Der Server ist gerade nicht erreichbar. Bitte warten Sie 2 Sekunden.');
});

test('a rate limit says how long to wait, in whole seconds', () => {
	const problem = new ApiProblem(429, { code: 'rate_limited', retry_ms: 4200 });
	expect(messageForProblem(problem)).toBe('Das waren viele Anfragen in kurzer Zeit. Bitte warten Sie 5 Sekunden.');
});

test.each([
	[true, 'unreachable'],
	[false, 'offline']
])('no answer while online is %s: %s', async (onLine, why) => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(onLine);
	answer = () => Promise.reject(new TypeError('Failed to fetch'));
	const problem = await api.get('threads').catch((caught: unknown) => caught);
	expect(problem).toBeInstanceOf(NetworkProblem);
	expect((problem as NetworkProblem).why).toBe(why);
});

test('too long is a timeout', async () => {
	answer = () => Promise.reject(new DOMException('too long', 'TimeoutError'));
	const problem = await api.get('threads').catch((caught: unknown) => caught);
	expect((problem as NetworkProblem).why).toBe('timeout');
});

test('an abort of one own is passed on as it is', async () => {
	const abort = new AbortController();
	abort.abort();
	answer = () => Promise.reject(abort.signal.reason as Error);
	const problem = await api.get('threads', { signal: abort.signal }).catch((caught: unknown) => caught);
	expect(problem).toBe(abort.signal.reason);
});
