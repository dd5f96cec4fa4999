/** A checkout on the disk, made for one test. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const secret = 's3cr3t-outside';

export interface Folder extends AsyncDisposable {
  /** The checkout's root; beside it stands `outside/secret.yml`. */
  readonly root: string;
  write(path: string, content?: string): Promise<void>;
  /** `target` is relative to the link. */
  link(path: string, target: string): Promise<void>;
}

export async function makeFolder(...files: readonly string[]): Promise<Folder> {
  const above = await mkdtemp(join(tmpdir(), 'checkout-'));
  const root = join(above, 'repository');
  const prepare = async (path: string) => {
    const absolute = join(root, path);
    await mkdir(dirname(absolute), { recursive: true });
    return absolute;
  };
  const folder: Folder = {
    root,
    write: async (path, content = path) => await writeFile(await prepare(path), content),
    link: async (path, target) => await symlink(target, await prepare(path)),
    [Symbol.asyncDispose]: async () => await rm(above, { recursive: true }),
  };
  await folder.write('../outside/secret.yml', secret);
  await mkdir(root);
  for (const file of files) await folder.write(file);
  return folder;
}
