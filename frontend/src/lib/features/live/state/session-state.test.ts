import { describe, expect, test } from 'vitest';
import { dice, PretendServer, type TestQuestion, type TestSession, type Told } from './pretend-server.ts';
import { changed, emptyState, greeted, received, recounted, replaced, scored, scoreOf, voteStored, type SessionState } from './session-state.ts';
import type { Hello, OwnRow, Snapshot } from './wire.ts';

type State = SessionState<TestQuestion, TestSession, OwnRow>;
const empty = (): State => emptyState();
const question = (id: string, score = 0, version = 0): TestQuestion => ({ id, state: 'approved', score, version, text: id });
const snapshot = (rev: number, ...questions: TestQuestion[]): Snapshot<TestQuestion, TestSession> => ({
	t: 'snapshot',
	epoch: 'e1',
	rev,
	session: { title: 'A' },
	questions,
	people: '20+'
});

function take(state: State, message: Told | Hello<OwnRow>): State {
	if (message.t === 'hello') return greeted(state, message);
	if (message.t === 'snapshot') return replaced(state, message);
	return message.t === 'delta' ? changed(state, message) : scored(state, message);
}

/** What a person sees of it. */
function picture(state: State): unknown {
	const rows = [...state.questions.values()].map(({ id, text }) => ({ id, text, score: scoreOf(state, id) }));
	return { title: state.session?.title, rows: rows.sort((a, b) => a.id.localeCompare(b.id)) };
}

function truth(server: PretendServer): unknown {
	const rows = [...server.visible.values()].map(({ id, text, score, version }) => ({ id, text, score: [score, version] }));
	return { title: server.title, rows: rows.sort((a, b) => a.id.localeCompare(b.id)) };
}

describe('structural changes', () => {
	test('a snapshot replaces everything and makes the state fresh', () => {
		const state = replaced(empty(), snapshot(7, question('1', 3, 2)));
		expect([state.rev, state.epoch, state.stale, state.people]).toEqual([7, 'e1', false, '20+']);
		expect(scoreOf(state, '1')).toEqual([3, 2]);
	});

	test('a delta that begins where we are changes and removes rows', () => {
		const before = replaced(empty(), snapshot(7, question('1'), question('2')));
		const after = changed(before, { t: 'delta', from: 7, rev: 8, questions: [question('3', 5, 1)], gone: ['1'] });
		expect([...after.questions.keys()]).toEqual(['2', '3']);
		expect([after.rev, after.stale, after.session?.title]).toEqual([8, false, 'A']);
	});

	test('a delta after a gap changes nothing and makes the state stale', () => {
		const before = replaced(empty(), snapshot(7, question('1')));
		const after = changed(before, { t: 'delta', from: 8, rev: 9, gone: ['1'] });
		expect([...after.questions.keys()]).toEqual(['1']);
		expect([after.rev, after.stale]).toEqual([7, true]);
	});

	test('a delta that is repeated is ignored', () => {
		const before = replaced(empty(), snapshot(7, question('1')));
		expect(changed(before, { t: 'delta', from: 6, rev: 7, gone: ['1'] })).toBe(before);
	});

	test('a snapshot that was overtaken is ignored, one of a new epoch is not', () => {
		const before = replaced(empty(), snapshot(7, question('1', 3, 9)));
		expect(replaced(before, snapshot(6))).toBe(before);
		const after = replaced(before, { ...snapshot(2, question('1', 1, 0)), epoch: 'e2' });
		expect([after.rev, after.epoch, scoreOf(after, '1')]).toEqual([2, 'e2', [1, 0]]);
	});

	test('a snapshot of the same revision is taken, but no score goes back in time', () => {
		const before = scored(replaced(empty(), snapshot(7, question('1', 3, 2))), { t: 'scores', q: { '1': [5, 4] } });
		expect(scoreOf(replaced(before, snapshot(7, question('1', 3, 2))), '1')).toEqual([5, 4]);
	});
});

describe('scores', () => {
	test('older and equal versions are ignored', () => {
		const before = replaced(empty(), snapshot(1, question('1', 3, 5)));
		expect(scored(before, { t: 'scores', q: { '1': [9, 5] } })).toBe(before);
		expect(scored(before, { t: 'scores', q: { '1': [9, 4] } })).toBe(before);
		expect(scoreOf(scored(before, { t: 'scores', q: { '1': [2, 6] } }), '1')).toEqual([2, 6]);
	});

	test('a score that comes before its question is not lost', () => {
		const early = scored(replaced(empty(), snapshot(1)), { t: 'scores', q: { '4': [2, 3] }, people: '50+' });
		const after = changed(early, { t: 'delta', from: 1, rev: 2, questions: [question('4', 1, 2)] });
		expect([scoreOf(after, '4'), after.people]).toEqual([[2, 3], '50+']);
	});
});

describe('what is personal', () => {
	const hello = (rev: number, role: 'public' | 'moderation' = 'public') =>
		({ t: 'hello', epoch: 'e1', rev, role, me: { votes: { '1': 1, '2': 0 }, own: [{ id: '9', rev: 1 }] } }) as const;

	test('a greeting brings own votes and own questions, and says whether we are stale', () => {
		const state = replaced(empty(), snapshot(7, question('1')));
		expect([greeted(state, hello(7)).stale, greeted(state, hello(8)).stale]).toEqual([false, true]);
		const after = greeted(state, hello(7));
		expect([[...after.voted], [...after.own.keys()]]).toEqual([['1'], ['9']]);
	});

	test('a new epoch keeps the picture until the snapshot comes, but compares no old numbers', () => {
		const before = replaced(empty(), snapshot(7, question('1', 3, 9)));
		const greetedAnew = greeted(before, { ...hello(2), epoch: 'e2' });
		expect([scoreOf(greetedAnew, '1')[0], greetedAnew.stale, greetedAnew.rev]).toEqual([3, true, -1]);
		expect(scoreOf(scored(greetedAnew, { t: 'scores', q: { '1': [2, 0] } }), '1')).toEqual([2, 0]);
	});

	test('another role forgets what the former one could see', () => {
		const desk = greeted(replaced(empty(), snapshot(7, question('1'))), hello(7, 'moderation'));
		const hall = greeted(desk, hello(7, 'public'));
		expect([hall.questions.size, hall.rev, hall.stale]).toEqual([0, -1, true]);
	});

	test('receipts are taken over and keep the order in which the questions were asked', () => {
		const asked = received(received(greeted(empty(), hello(7)), { id: '10', rev: 1 }), { id: '9', rev: 1 });
		expect([...asked.own.keys()]).toEqual(['9', '10']);
	});

	test('a receipt that was overtaken on its way takes nothing back', () => {
		const later = received(empty(), { id: '9', rev: 3 });
		expect(received(later, { id: '9', rev: 2 })).toBe(later);
		expect(received(later, { id: '9', rev: 3 }).own.get('9')).toEqual({ id: '9', rev: 3 });
	});

	test('a stored vote is known until it is taken back', () => {
		const state = voteStored(empty(), '1', 1);
		expect([state.voted.has('1'), voteStored(state, '1', 1), voteStored(state, '1', 0).voted.size]).toEqual([true, state, 0]);
	});

	test('own votes count for the leader when questions are merged, and as before when they are taken apart', () => {
		const before = voteStored(replaced(empty(), snapshot(1, question('1'), question('2'))), '2', 1);
		const merged = recounted(before, { t: 'votes', votes: { '1': 1 } });
		expect([...merged.voted].sort()).toEqual(['1', '2']);
		expect([...recounted(merged, { t: 'votes', votes: { '1': 0, '2': 1 } }).voted]).toEqual(['2']);
	});
});

describe('whatever the network does', () => {
	const seeds = Array.from({ length: 300 }, (_, seed) => seed);

	/** The messages of `steps` things that happen, some lost, some repeated, some overtaken by later ones. */
	function badNetwork(server: PretendServer, roll: (sides: number) => number, steps: number): (Told | Hello<OwnRow>)[] {
		const underWay: Told[] = [];
		const arrived: (Told | Hello<OwnRow>)[] = [];
		for (let step = 0; step < steps; step++) {
			underWay.push(server.step());
			if (roll(60) === 0) {
				server.restart();
				underWay.length = 0; // what was under way is lost with the connection, and a new one greets
				arrived.push({ t: 'hello', epoch: server.epoch, rev: server.rev, role: 'public', me: { votes: {}, own: [] } });
			}
			while (underWay.length > roll(6)) {
				const place = roll(underWay.length);
				const message = underWay[place]!;
				if (roll(4) !== 0) underWay.splice(place, 1);
				if (roll(5) !== 0) arrived.push(message);
			}
		}
		return [...arrived, ...underWay];
	}

	test('a snapshot at the end shows the truth', () => seeds.forEach((seed) => {
		const roll = dice(seed);
		const server = new PretendServer(roll);
		const start = replaced(empty(), server.snapshot());
		const arrived = badNetwork(server, roll, 60);
		let state = arrived.reduce(take, start);
		state = take(state, server.snapshot());
		expect(picture(state), `seed ${seed}`).toEqual(truth(server));
		expect(state.stale).toBe(false);
		const lastGreeting = arrived.findLastIndex((message) => message.t === 'hello');
		const late = arrived.slice(lastGreeting + 1).filter(() => roll(10) === 0);
		expect(picture(late.reduce(take, state))).toEqual(truth(server));
	}));

	test('asking for a snapshot at each gap never shows what has been hidden', () => seeds.forEach((seed) => {
		const roll = dice(seed + 1000);
		const server = new PretendServer(roll);
		let state = replaced(empty(), server.snapshot());
		for (let step = 0; step < 80; step++) {
			const told = server.step();
			if (roll(4) === 0) continue; // lost
			state = take(state, told);
			if (state.stale) state = take(state, server.snapshot());
			if (told.t !== 'scores') expect(picture(state)).toMatchObject({ title: server.title });
			if (state.rev === server.rev) expect([...state.questions.keys()].sort()).toEqual([...server.visible.keys()].sort());
		}
	}));
});
