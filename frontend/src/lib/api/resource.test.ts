import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiProblem, Resource } from './index.ts';
import { forgetShellData } from './shell-data.ts';

afterEach(() => {
	vi.unstubAllGlobals();
	document.body.innerHTML = '';
	forgetShellData();
});

function answerWith(...answers: (() => Promise<Response>)[]): void {
	vi.stubGlobal('fetch', () => (answers.shift() ?? (() => Promise.reject(new TypeError('away'))))());
}

const ok = (body: unknown) => () =>
	Promise.resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }));

test('an answer in the page is there at once', () => {
	document.body.innerHTML =
		'<script type="application/json" id="shell-data">{"answers": {"/api/v1/legal/impressum": {"title": "Impressum"}}}</script>';
	const resource = new Resource<{ title: string }>('legal/impressum');
	expect([resource.state, resource.data?.title]).toEqual(['ready', 'Impressum']);
});

test('it loads, and a failed reload keeps what is shown', async () => {
	answerWith(ok(['a']));
	const resource = new Resource<string[]>('threads');
	expect(resource.state).toBe('loading');
	await vi.waitFor(() => expect(resource.busy).toBe(false));
	expect(resource.data).toEqual(['a']);
	await resource.reload();
	flushSync();
	expect([resource.state, resource.data, resource.problem !== null]).toEqual(['ready', ['a'], true]);
});

test('a refusal is an error, no network is offline, and a retry mends it', async () => {
	const refused = () => Promise.resolve(new Response('{}', { status: 404, headers: { 'content-type': 'application/json' } }));
	answerWith(refused, () => Promise.reject(new TypeError('away')), ok([]));
	const resource = new Resource<string[]>('threads');
	await vi.waitFor(() => expect(resource.state).toBe('error'));
	expect(resource.problem).toBeInstanceOf(ApiProblem);
	await resource.reload();
	expect(resource.state).toBe('offline');
	await resource.reload();
	expect(resource.state).toBe('ready');
});

test('of two calls under way the later one counts', async () => {
	let slow: (response: Response) => void = () => undefined;
	answerWith(ok(['first']), () => new Promise((resolve) => (slow = resolve)), ok(['third']));
	const resource = new Resource<string[]>('threads');
	await vi.waitFor(() => expect(resource.state).toBe('ready'));
	const second = resource.reload();
	await resource.reload();
	slow(await ok(['second'])());
	await second;
	expect(resource.data).toEqual(['third']);
});
