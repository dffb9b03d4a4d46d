import { error } from '@sveltejs/kit';

/** Every address that no other page knows, so that "not found" keeps header, search and footer. */
export function load(): never {
	error(404, 'not_found');
}
