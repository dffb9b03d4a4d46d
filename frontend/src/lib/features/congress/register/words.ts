import type { FormInputRequest, OwnRegistration, RegistrationView } from '#lib/api/schema.gen.ts';
import { m } from '#lib/messages';
import { dateClockText } from '#lib/ui';

type Facts = Pick<RegistrationView, 'open' | 'opens' | 'closes' | 'places_left' | 'waiting'>;

/** Where registering stands, in one sentence; what closes soon or is full is said with what to do. */
export function stateText(data: Facts, now: Date = new Date()): string {
	if (!data.open) {
		if (data.opens && new Date(data.opens) > now) return m.congress_register_from({ time: dateClockText(new Date(data.opens)) });
		return m.congress_register_closed();
	}
	const until = data.closes ? ` ${m.congress_register_until({ time: dateClockText(new Date(data.closes)) })}` : '';
	if (data.places_left === null) return m.congress_register_open() + until;
	if (data.places_left > 0) return m.congress_register_places({ count: data.places_left }) + until;
	return m.congress_register_full({ count: data.waiting }) + until;
}

/** One's own registration as it would be sent again, without some of its workshops. */
export function withoutWorkshops({ name, municipality, needs, workshops }: OwnRegistration, left: (id: number) => boolean): FormInputRequest {
	return { name, municipality, needs, workshops: workshops.map(({ id }) => id).filter((id) => !left(id)) };
}
