export { retryDelay, windowDelay } from './delay.ts';
export { ClosedError, type Ack, type Command, type SentCommand } from './pending.ts';
export { LiveSocket, type Frame, type SocketOptions, type SocketStatus } from './socket.svelte.ts';
