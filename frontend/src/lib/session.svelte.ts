import { api, ApiProblem, shellSession, type SessionAnswer, type SessionUser } from '#lib/api';

/** allauth's headless session; it answers a finished sign-out with 401, "nobody is signed in". */
const ALLAUTH_SESSION = '/_allauth/browser/v1/auth/session';

/** Who is here. The first answer is in the page; `refresh` after every change of sign-in. */
class Session {
	#answer = $state.raw<SessionAnswer>(shellSession() ?? { user: null });
	known = $state(shellSession() !== null);

	get user(): SessionUser | null {
		return this.#answer.user;
	}

	/** True when the person holds one of these roles. */
	has(...roles: string[]): boolean {
		return roles.some((role) => this.user?.roles.includes(role));
	}

	/** Ask the server; also sets the CSRF cookie. Raises what the API client raises. */
	async refresh(): Promise<SessionUser | null> {
		this.#answer = await api.get<SessionAnswer>('session');
		this.known = true;
		return this.user;
	}

	/** End the session on the server, then forget the person here. */
	async signOut(): Promise<void> {
		try {
			await api.delete(ALLAUTH_SESSION);
		} catch (problem) {
			if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem;
		}
		this.set({ user: null });
	}

	set(answer: SessionAnswer): void {
		this.#answer = answer;
		this.known = true;
	}
}

export const session = new Session();
