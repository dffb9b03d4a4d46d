import { describe, expect, it } from 'vitest';
import { KeptState, type Kept } from './kept-state.ts';

const kept = { at: 7, state: { epoch: 'a', rev: 3, session: {}, questions: [{ id: '1', text: 'ü' }] }, me: { votes: {}, own: [] } } as unknown as Kept;

function store(): Storage {
	const held = new Map<string, string>();
	return {
		getItem: (key: string) => held.get(key) ?? null,
		setItem: (key: string, value: string) => void held.set(key, value),
		removeItem: (key: string) => void held.delete(key)
	} as unknown as Storage;
}

describe('KeptState', () => {
	it('gives back what was kept for this session, and nothing for another', () => {
		const held = store();
		new KeptState('3', held).keep(kept);
		expect(new KeptState('3', held).read()).toEqual(kept);
		expect(new KeptState('4', held).read()).toBeNull();
	});

	it('takes nothing for what is not a picture of a session', () => {
		const held = store();
		held.setItem('ratschlag-live-kept-3', '{"at":1,"state":{}}');
		expect(new KeptState('3', held).read()).toBeNull();
		held.setItem('ratschlag-live-kept-3', 'no JSON');
		expect(new KeptState('3', held).read()).toBeNull();
	});

	it('forgets when told to, and rather than keeping far too much', () => {
		const held = store();
		const state = new KeptState('3', held);
		state.keep(kept);
		state.forget();
		expect(state.read()).toBeNull();
		state.keep(kept);
		state.keep({ ...kept, state: { ...kept.state, epoch: 'x'.repeat(1_500_001) } });
		expect(state.read()).toBeNull();
	});

	it('is silent where storage is forbidden', () => {
		const forbidden = { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('no'); }, removeItem: () => { throw new Error('no'); } } as unknown as Storage;
		const state = new KeptState('3', forbidden);
		state.keep(kept);
		state.forget();
		expect(state.read()).toBeNull();
	});
});
