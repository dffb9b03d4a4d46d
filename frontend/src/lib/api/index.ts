export { api, apiUrl, newIdempotencyKey, peek, type Query, type ReadOptions, type WriteOptions } from './client.ts';
export { ApiProblem, NetworkProblem, type FieldProblem, type ProblemBody } from './problem.ts';
export { Resource, type ResourceState } from './resource.svelte.ts';
export type { Municipality, SessionAnswer, SessionUser } from './session-answer.ts';
export { shellSession } from './shell-data.ts';
export { fieldMessages, messageForField, messageForProblem, registerProblemTexts } from './texts.ts';
