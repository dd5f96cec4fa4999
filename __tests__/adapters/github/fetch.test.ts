import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openFetch } from '../../../src/adapters/github/fetch.ts';
import { behindSilentProxy } from '../silent-proxy.ts';

async function serving(listener: RequestListener, story: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await story(`http://127.0.0.1:${address.port}`);
  } finally {
    server.close().closeAllConnections();
  }
}

const get = { method: 'GET', headers: {} };

describe('an answer', () => {
  test('is unpacked where it came packed', async () => {
    const listener: RequestListener = ({ headers }, response) => {
      const packed = headers['accept-encoding'] === 'gzip';
      response.setHeader('content-encoding', packed ? 'gzip' : 'identity');
      response.end(packed ? gzipSync('{"tree":[]}') : 'asked for as it is');
    };
    await serving(listener, async (origin) => {
      const answer = await openFetch(new URL(origin))(`${origin}/tree`, get);
      expect(await answer.text()).toBe('{"tree":[]}');
    });
  });

  test('that leads elsewhere is not followed', async () => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    };
    await serving(listener, async (origin) => {
      const { status, headers } = await openFetch(new URL(origin))(`${origin}/here`, get);
      expect([status, headers.get('location')]).toEqual([302, '/elsewhere']);
    });
  });

  test.each([
    ['as it is', { 'content-length': '20' }, Buffer.from('half of it')],
    ['packed', { 'content-encoding': 'gzip' }, gzipSync('half of it').subarray(0, 12)],
  ])('that breaks off, %s, is told to who reads it', async (_how, headers, half) => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(200, headers).write(half, () => response.destroy());
    };
    await serving(listener, async (origin) => {
      const answer = await openFetch(new URL(origin))(`${origin}/tree`, get);
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
    });
  });

  test('in the words of another protocol is none', async () => {
    const listener: RequestListener = ({ socket }) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n');
    };
    await serving(listener, async (origin) => {
      await expect(openFetch(new URL(origin))(`${origin}/tree`, get)).rejects.toThrow('closed before');
    });
  });

  test('is waited for until the signal says that it is enough', async () => {
    const enough = new AbortController();
    await serving(
      () => enough.abort(),
      async (origin) => {
        const answer = openFetch(new URL(origin))(`${origin}/slow`, { ...get, signal: enough.signal });
        await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
      },
    );
  });
});

describe('a proxy', () => {
  const variables = ['http_proxy', 'https_proxy', 'no_proxy'] as const;

  afterEach(() => {
    for (const name of variables) delete process.env[name];
  });

  test('of the environment is asked in the host’s place', async () => {
    const listener: RequestListener = ({ url }, response) => void response.end(`by proxy: ${url}`);
    await serving(listener, async (proxy) => {
      process.env.http_proxy = proxy;
      const url = 'http://github.invalid/api/v3/user';
      const answer = await openFetch(new URL(url))(url, get);
      expect(await answer.text()).toBe(`by proxy: ${url}`);
    });
  });

  test('that keeps silent is waited for until the signal says that it is enough', async () => {
    await behindSilentProxy(async (proxy) => {
      process.env.https_proxy = proxy;
      const url = 'https://github.invalid/api/v3/user';
      const answer = openFetch(new URL(url))(url, { ...get, signal: AbortSignal.timeout(50) });
      await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
    });
  });

  test('that is no address is said', () => {
    process.env.https_proxy = 'no address';
    expect(() => openFetch(new URL('https://github.invalid/api/v3'))).toThrow(
      expect.objectContaining({ code: 'input-invalid', message: expect.stringContaining('`HTTPS_PROXY`') }),
    );
  });

  test('is left out for a host of NO_PROXY', async () => {
    process.env.http_proxy = 'http://127.0.0.1:1';
    process.env.no_proxy = 'example.com, 0.0.0.0';
    const listener: RequestListener = (_request, response) => void response.end('itself');
    await serving(listener, async (origin) => {
      const url = `${origin.replace('127.0.0.1', '0.0.0.0')}/user`; // the same machine, by a name that is no loopback's
      const answer = await openFetch(new URL(url))(url, get);
      expect(await answer.text()).toBe('itself');
    });
  });

  test('is left out for this machine', async () => {
    process.env.http_proxy = 'http://127.0.0.1:1';
    const listener: RequestListener = (_request, response) => void response.end('itself');
    await serving(listener, async (origin) => {
      const answer = await openFetch(new URL(origin))(`${origin}/user`, get);
      expect(await answer.text()).toBe('itself');
    });
  });
});
