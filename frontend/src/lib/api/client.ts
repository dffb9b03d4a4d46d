import { ApiProblem, NetworkProblem, type ProblemBody } from './problem.ts';
import { takeShellAnswer } from './shell-data.ts';

export const API_ROOT = '/api/v1';

type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue | readonly (string | number)[]>;

export interface ReadOptions {
	query?: Query;
	signal?: AbortSignal;
	/** Milliseconds until the request is given up. */
	timeout?: number;
}

export interface WriteOptions extends ReadOptions {
	/** Sent as `Idempotency-Key`: the server does the work once, however often the request arrives. */
	idempotencyKey?: string;
	/** Goes out even when the page is just being left. */
	keepalive?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const READ_TIMEOUT = 10_000;
const WRITE_TIMEOUT = 20_000;

/**
 * The address of a call: `threads` or `/api/v1/threads`, with the query in the order given.
 *
 * Empty values (null, undefined, '') are left out. The result is the key of the answers in the shell data.
 */
export function apiUrl(path: string, query?: Query): string {
	const root = path.startsWith('/') ? path : `${API_ROOT}/${path}`;
	const params = new URLSearchParams();
	for (const [name, value] of Object.entries(query ?? {})) {
		const values = Array.isArray(value) ? value : [value as QueryValue];
		for (const one of values) {
			if (one !== null && one !== undefined && one !== '') params.append(name, String(one));
		}
	}
	const search = params.toString();
	return search ? `${root}${root.includes('?') ? '&' : '?'}${search}` : root;
}

/** A fresh key for `idempotencyKey`; keep it while the same attempt is repeated. */
export function newIdempotencyKey(): string {
	// randomUUID exists on https and localhost only; halls have proxies that speak plain http.
	if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function csrfToken(): string {
	return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

function networkProblem(cause: unknown, signal: AbortSignal | undefined): unknown {
	if (signal?.aborted) return cause;
	if (cause instanceof DOMException && cause.name === 'TimeoutError') return new NetworkProblem('timeout', cause);
	return new NetworkProblem(navigator.onLine === false ? 'offline' : 'unreachable', cause);
}

async function bodyOf(response: Response): Promise<unknown> {
	if (response.status === 204 || response.status === 205) return undefined;
	const type = response.headers.get('content-type') ?? '';
	return /\bjson\b/.test(type) ? response.json() : response.text();
}

function headersOf(method: Method, body: unknown, options: WriteOptions): Headers {
	const headers = new Headers({ Accept: 'application/json' });
	if (method !== 'GET') headers.set('X-CSRFToken', csrfToken());
	if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
	if (body !== undefined && !(body instanceof FormData)) headers.set('Content-Type', 'application/json');
	return headers;
}

async function send<T>(method: Method, path: string, body: unknown, options: WriteOptions): Promise<T> {
	const timeout = AbortSignal.timeout(options.timeout ?? (method === 'GET' ? READ_TIMEOUT : WRITE_TIMEOUT));
	let response: Response;
	let answer: unknown;
	try {
		response = await fetch(apiUrl(path, options.query), {
			method,
			headers: headersOf(method, body, options),
			credentials: 'same-origin',
			keepalive: options.keepalive ?? false,
			signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
			...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) })
		});
		answer = await bodyOf(response);
	} catch (cause) {
		throw networkProblem(cause, options.signal);
	}
	if (!response.ok) {
		throw new ApiProblem(response.status, typeof answer === 'object' && answer ? (answer as ProblemBody) : {});
	}
	return answer as T;
}

/** Take the answer that the page brought along for this call, without asking the server; null when there is none. */
export function peek<T>(path: string, query?: Query): { value: T } | null {
	return takeShellAnswer(apiUrl(path, query)) as { value: T } | null;
}

/**
 * The one way to the REST API. Raises `ApiProblem` for a refusal and `NetworkProblem` when no answer came.
 * Paths without a leading slash are below `/api/v1/`.
 */
export const api = {
	async get<T>(path: string, options: ReadOptions = {}): Promise<T> {
		const brought = peek<T>(path, options.query);
		return brought ? brought.value : send<T>('GET', path, undefined, options);
	},
	post: <T>(path: string, body?: unknown, options: WriteOptions = {}): Promise<T> => send<T>('POST', path, body, options),
	put: <T>(path: string, body?: unknown, options: WriteOptions = {}): Promise<T> => send<T>('PUT', path, body, options),
	patch: <T>(path: string, body?: unknown, options: WriteOptions = {}): Promise<T> =>
		send<T>('PATCH', path, body, options),
	delete: <T>(path: string, options: WriteOptions = {}): Promise<T> => send<T>('DELETE', path, undefined, options)
};
