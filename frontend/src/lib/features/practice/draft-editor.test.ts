import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RevisionDetail, WrittenContent } from '#lib/api/schema.gen.ts';
import { DraftEditor } from './draft-editor.svelte.ts';

const lists = { obstacles: [], dos: [], donts: [], preconditions: [], funding: [], procedure: [], links: [] };
const content = { title: 'Bank', teaser: '', visibility: 'public', ...lists } as unknown as WrittenContent;
const revision = (version: number, more: Partial<WrittenContent> = {}) =>
	({ id: 7, version, content: { ...content, ...more }, missing_to_submit: [], missing_to_publish: [] }) as unknown as RevisionDetail;

const sent: { version: number; changes: Partial<WrittenContent> }[] = [];
let answer: () => Response;

function json(body: unknown, status = 200): Response {
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

const accepted = (version: number, visibility = 'public') =>
	json({ version, visibility, missing_to_submit: ['teaser'], missing_to_publish: [] });

beforeEach(() => {
	localStorage.clear();
	sent.length = 0;
	vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
		if (init.method === 'PATCH') sent.push(JSON.parse(String(init.body)));
		return answer();
	});
});

afterEach(() => vi.unstubAllGlobals());

test('only what changed is sent, against the version seen, and the next version is kept', async () => {
	answer = () => accepted(4);
	const editor = new DraftEditor(revision(3));
	editor.set('title', 'Zuhörbank ');
	expect(editor.state).toBe('dirty');
	expect(await editor.flush()).toBe(true);
	expect(sent).toEqual([{ version: 3, changes: { title: 'Zuhörbank' } }]);
	expect([editor.version, editor.state, editor.missingToSubmit]).toEqual([4, 'saved', ['teaser']]);
});

test('without network the text waits on this device and goes out after a reload', async () => {
	answer = () => {
		throw new TypeError('away');
	};
	const editor = new DraftEditor(revision(3));
	editor.set('title', 'Im Zug');
	expect(await editor.flush()).toBe(false);
	expect(editor.state).toBe('offline');
	editor.stop();
	answer = () => accepted(4);
	const again = new DraftEditor(revision(3));
	expect(again.content.title).toBe('Im Zug');
	expect(await again.flush()).toBe(true);
	expect(new DraftEditor(revision(4, { title: 'Im Zug' })).changed).toEqual([]);
});

test('another tab is not overwritten until the person says so', async () => {
	answer = () => json({ code: 'changed_meanwhile', version: 9 }, 409);
	const editor = new DraftEditor(revision(3));
	editor.set('title', 'Erstes Fenster');
	await editor.flush();
	expect(editor.state).toBe('conflict');
	editor.set('title', 'Noch mehr');
	await editor.flush();
	expect(sent.length).toBe(1);
	const answers = [json(revision(9, { title: 'Zweites Fenster' })), accepted(10)];
	answer = () => answers.shift() ?? json({}, 500);
	await editor.keepMine();
	expect(sent.at(-1)).toEqual({ version: 9, changes: { title: 'Noch mehr' } });
	expect([editor.version, editor.state]).toEqual([10, 'saved']);
});

test('what waits for an older version is shown as a conflict, not sent', () => {
	localStorage.setItem('ratschlag:example:7', JSON.stringify({ version: 2, changes: { title: 'Alt' } }));
	const editor = new DraftEditor(revision(3));
	expect([editor.state, editor.content.title]).toEqual(['conflict', 'Alt']);
});

test('a refused value is shown at its field, and a visibility set by the server is taken over', async () => {
	answer = () => json({ code: 'invalid', errors: [{ field: 'changes.links.0.url', code: 'bad_url', detail: '' }] }, 422);
	const editor = new DraftEditor(revision(3));
	editor.set('title', 'x');
	await editor.flush();
	expect([editor.state, Object.keys(editor.errors)]).toEqual(['refused', ['links']]);
	answer = () => accepted(4, 'network');
	editor.set('title', 'y');
	await editor.flush();
	expect([editor.content.visibility, editor.changed]).toEqual(['network', []]);
});
