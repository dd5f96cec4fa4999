/** A proxy that takes every connection, and says nothing. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Gives its address to the story; whoever still waits for it then is sent away. */
export async function behindSilentProxy(story: (proxy: string) => Promise<void>): Promise<void> {
  const server = createServer((socket) => {
    kept.add(socket.on('error', () => undefined));
  });
  const kept = new Set<{ destroy(): void }>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await story(`http://127.0.0.1:${address.port}`);
  } finally {
    for (const socket of kept) socket.destroy();
    server.close();
  }
}
