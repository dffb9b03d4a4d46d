import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTurn } from './in-turn.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('each piece has a frame of its own, in the order of asking, and says how long it took', async () => {
	const done: string[] = [];
	inTurn(() => done.push('a'), (took) => done.push(took > 0 ? 'took' : 'nothing'));
	inTurn(() => done.push('b'));
	expect(done).toEqual([]);
	for (let frame = 0; frame < 10 && done.length === 0; frame++) await vi.advanceTimersByTimeAsync(10);
	expect(done).toEqual(['a']);
	await vi.advanceTimersByTimeAsync(100);
	expect(done).toEqual(['a', 'took', 'b']);
});

test('a piece that is not wanted any more is not drawn, and those after it are', async () => {
	const done: string[] = [];
	const not = inTurn(() => done.push('a'));
	inTurn(() => done.push('b'));
	not();
	await vi.advanceTimersByTimeAsync(200);
	expect(done).toEqual(['b']);
});
