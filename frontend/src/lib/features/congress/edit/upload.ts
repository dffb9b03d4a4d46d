import { apiUrl, ApiProblem, NetworkProblem, type ProblemBody, type Query } from '#lib/api';

function csrfToken(): string {
	return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

/**
 * Send a file as raw bytes and tell how far it is, from 0 to 1. `fetch` cannot tell, so this is the older way.
 *
 * Raises `ApiProblem` and `NetworkProblem` as the API client does.
 */
export function upload<T>(path: string, file: Blob, query: Query, idempotencyKey: string, onprogress: (part: number) => void, stop?: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open('POST', apiUrl(path, query));
		request.setRequestHeader('Content-Type', 'application/octet-stream');
		request.setRequestHeader('Accept', 'application/json');
		request.setRequestHeader('Idempotency-Key', idempotencyKey);
		request.setRequestHeader('X-CSRFToken', csrfToken());
		request.upload.onprogress = (event) => onprogress(event.total ? event.loaded / event.total : 0);
		request.onerror = () => reject(new NetworkProblem(navigator.onLine ? 'unreachable' : 'offline'));
		request.onabort = () => reject(new NetworkProblem('unreachable'));
		stop?.addEventListener('abort', () => request.abort());
		request.onload = () => {
			let body: unknown = {};
			try {
				body = JSON.parse(request.responseText);
			} catch {
				// A proxy that refuses answers with a page.
			}
			if (request.status < 300) resolve(body as T);
			else reject(new ApiProblem(request.status, body as ProblemBody));
		};
		request.send(file);
	});
}
