import { describe, expect, test } from '@jest/globals';
import { type CommandName, commandFor, commandNames } from '../../src/desk/commands.ts';
import { type OptionName, options, secrets, spellingsOf } from '../../src/desk/options.ts';
import { type Asked, understand } from '../../src/desk/understand.ts';
import { inOptions } from '../../src/desk/words.ts';
import { type InputName, inputNames } from '../../src/inputs/inputs.ts';

function asked(given: string, variables: Readonly<Record<string, string>> = {}): Asked {
  const understood = understand(given.split(' '), variables);
  if (understood.kind !== 'command') throw new Error(JSON.stringify(understood));
  return understood.asked;
}

function inputs(one: Asked): Partial<Record<InputName, string>> {
  return Object.fromEntries(inputNames.map((name) => [name, one.input(name)]).filter(([, text]) => text !== ''));
}

describe('what is typed', () => {
  test.each<[string, Partial<Record<InputName, string>>]>([
    ['validate', { mode: 'validate' }],
    ['validate a.yml b/*.yml', { mode: 'validate', manifest: 'a.yml\nb/*.yml' }],
    ['validate --manifest a.yml --manifest=b.yml', { mode: 'validate', manifest: 'a.yml\nb.yml' }],
    ['validate -- -odd.yml', { mode: 'validate', manifest: '-odd.yml' }],
    [
      'plan --auth0-domain x.example --auth0-client-id=i',
      { mode: 'plan', 'auth0-domain': 'x.example', 'auth0-client-id': 'i' },
    ],
    [
      'plan --domain x.example --client-id i --audience a',
      {
        mode: 'plan',
        'auth0-domain': 'x.example',
        'auth0-client-id': 'i',
        'auth0-audience': 'a',
      },
    ],
    ['--policy p.yml plan --fail-on warning', { mode: 'plan', policy: 'p.yml', 'fail-on': 'warning' }],
    ['import --apis a --apis b*', { mode: 'import', apis: 'a\nb*' }],
    [
      'audit --file a.csv --audit-file b.md --baseline c.json',
      { mode: 'audit', 'audit-file': 'a.csv\nb.md', 'audit-baseline': 'c.json' },
    ],
  ])('as inputs: %s', (given, expected) => {
    expect(inputs(asked(given))).toEqual({ comment: 'never', ...expected });
  });

  test('says how it is told', () => {
    expect(asked('plan')).toMatchObject({ format: 'text', base: undefined, changesEnd: 0 });
    expect(asked('plan --format=json --base=origin/x --exit-code')).toMatchObject({
      format: 'json',
      base: 'origin/x',
      changesEnd: 3,
    });
  });

  test.each<[string, RegExp]>([
    ['improt', /no command `improt`.*`import`/],
    ['--domain x', /command is missing/],
    ['apply', /reviewed branch.*docs\/apply\.md/],
    ['plan --manifets x', /no option `--manifets`. Did you mean `--manifest`\?/],
    ['plan -m x', /no option `-m`/],
    ['plan --helpp', /Did you mean `--help`\? See `auth0-permissions --help`\.$/],
    ['plan --mode apply', /the command says what to do/],
    ['plan --comment never', /`--format markdown`/],
    ['plan --auth0-token x', /set the variable `AUTH0_TOKEN`/],
    ['apply --client-secret x', /set the variable `AUTH0_CLIENT_SECRET`/],
    ['plan --apis x', /`plan` has no option `--apis`/],
    ['drift --base x', /`drift` has no option `--base`/],
    ['validate --exit-code', /`validate` has no option `--exit-code`/],
    ['plan --exit-code=1', /`--exit-code` takes no value/],
    ['plan --base', /`--base` needs a value/],
    ['plan --base=', /`--base` needs a value/],
    ['plan --manifest=\t', /`--manifest` needs a value/],
    ['plan --policy --exit-code', /`--policy` needs a value/],
    ['plan --base -x', /none begins with a dash/],
    ['plan --base=--x', /none begins with a dash/],
    ['plan --policy a --policy b', /`--policy` is given twice/],
    ['plan --exit-code --exit-code', /`--exit-code` is given twice/],
    ['plan --format xml', /no format `xml`/],
    ['audit --format sarif', /no format `sarif`/],
    ['audit --exit-code', /`audit` has no option `--exit-code`/],
    ['plan --file audit.csv', /`plan` has no option `--file`/],
    ['catalogue --format sarif', /no format `sarif`/],
    ['drift x', /takes options alone/],
    ['validate ', /path is empty/],
    ['validate a \t', /path is empty/],
    ['validate a --manifest b', /given twice: as paths, and by `--manifest`/],
  ])('is not understood: %s', (given, why) => {
    expect(understand(given.split(' '), {})).toEqual({ kind: 'wrong', why: expect.stringMatching(why) });
  });

  test('has secrets from three variables alone, and only where somebody is asked', () => {
    const variables = { AUTH0_TOKEN: ' t ', AUTH0_CLIENT_ID: 'no', 'INPUT_AUTH0-DOMAIN': 'no', GITHUB_TOKEN: 'no' };
    const own = { mode: 'plan', comment: 'never', 'auth0-domain': 'x.example' };
    expect(inputs(asked('plan --domain x.example', variables))).toEqual({ ...own, 'auth0-token': 't' });
    for (const given of ['plan', 'validate --domain x.example', 'catalogue'])
      expect(asked(given, variables).input('auth0-token')).toBe('');
  });
});

describe('the tables', () => {
  const own: readonly string[] = ['base', 'format', 'exit-code'];
  const without = ['mode', 'comment', 'github-token', ...Object.values(secrets)];

  test('have an option for every input that means something here, by its name, and no other', () => {
    const names = Object.keys(options).filter((name) => !own.includes(name));
    expect(names.sort()).toEqual(inputNames.filter((name) => !without.includes(name)).sort());
  });

  test('spell no two options alike', () => {
    const all = (Object.keys(options) as OptionName[]).flatMap(spellingsOf);
    expect(new Set(all).size).toBe(all.length);
  });

  test.each(commandNames)(
    'of %s have help that names each option, its spellings and an example, and no option of another',
    (name: CommandName) => {
      const help = understand([name, '--help'], {});
      const text = help.kind === 'help' ? help.text : '';
      const spellings = commandFor(name).options.flatMap(spellingsOf);
      const named = [...text.matchAll(/--([a-z0-9-]+)/g)].map(([, spelling]) => spelling);
      expect(new Set(named)).toEqual(new Set([...spellings, 'help']));
      for (const example of commandFor(name).examples) expect(text).toContain(`  auth0-permissions ${example}\n`);
      expect(commandFor(name).examples.length).toBeGreaterThan(0);
      expect(text).not.toMatch(/.{121}/);
    },
  );

  test.each(commandNames.flatMap((name) => commandFor(name).examples))(
    'give an example that is understood: %s',
    (example) => {
      const [typed = ''] = example.split(' > ');
      expect(understand(typed.replaceAll("'", '').split(' '), {}).kind).toBe('command');
    },
  );
});

test.each([
  ['Input `auth0-domain`: it is missing.', '`--domain`: it is missing.'],
  ['Set the input `environment`.', 'Set `--environment`.'],
  ['(a path from the repository’s root, or owner/repo/path@ref)', '(a path from the current folder)'],
  ['Set `auth0-token` from the secrets of the environment.', 'Set `AUTH0_TOKEN`.'],
  ['The permission `read:orders` and `constructor` stay.', 'The permission `read:orders` and `constructor` stay.'],
])('a sentence is said in the words of the command line: %s', (sentence, expected) => {
  expect(inOptions(sentence)).toBe(expected);
});
