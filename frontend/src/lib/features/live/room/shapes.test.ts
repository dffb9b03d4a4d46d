import { expectTypeOf, test } from 'vitest';
import type { DeskQuestion, LiveSession, OwnQuestion as WireOwn, Question as WireQuestion } from '#lib/realtime/events.gen.ts';
import type { SentOwn, SentQuestion, Session } from './shapes.ts';

// Checked by `npm run check`: a protocol that has changed fails there before it fails on a phone.
test('what the protocol sends is what the views read', () => {
	expectTypeOf<LiveSession>().toExtend<Session>();
	expectTypeOf<WireQuestion>().toExtend<SentQuestion>();
	expectTypeOf<DeskQuestion>().toExtend<SentQuestion>();
	expectTypeOf<WireOwn>().toExtend<SentOwn>();
});
