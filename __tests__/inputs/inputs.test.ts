import { describe, expect, test } from '@jest/globals';
import { type InputName, inputNames, parseInputs } from '../../src/inputs/inputs.ts';
import { parsePrivateKey } from '../../src/inputs/private-key.ts';
import { thrownBy } from '../core/declared.ts';
import { pem, rsaKey } from '../private-keys.ts';

type Given = Partial<Record<InputName, string>>;

function parse(given: Given = {}) {
  return parseInputs((name) => given[name] ?? '');
}

function refusal(given: Given) {
  return thrownBy(() => parse(given));
}

function invalid(input: InputName, why: string, hint: string) {
  return { code: 'input-invalid', message: `Input \`${input}\`: ${why}.`, hint };
}

const domain = 'acme.eu.auth0.com';
const secret: Given = { 'auth0-client-id': 'id', 'auth0-client-secret': 's3cret' };
const keyText = pem(rsaKey());
const key: Given = { 'auth0-client-id': 'id', 'auth0-private-key': keyText };

test('without any input there are defaults, and no way to a tenant', () => {
  expect(parse()).toEqual({
    mode: 'auto',
    manifest: ['.github/permissions.yml'],
    policy: { kind: 'file', path: '.github/permissions-policy.yml', named: false },
    environment: '',
    domain: '',
    access: undefined,
    githubToken: '',
    comment: 'changes',
    failOn: 'error',
    planFile: '',
    sarifFile: '',
    apis: [],
    auditFiles: [],
    auditBaseline: '',
  });
});

test('every input is read, and no other', () => {
  const read = new Set<string>();
  parseInputs((name) => {
    read.add(name);
    return { ...secret, 'auth0-domain': domain }[name] ?? '';
  });
  expect(read).toEqual(new Set(inputNames));
});

test('what is given is taken', () => {
  const given = { environment: 'production', 'github-token': 'ghs_1', 'plan-file': 'out/plan.json' };
  expect(parse(given)).toMatchObject({ environment: 'production', githubToken: 'ghs_1', planFile: 'out/plan.json' });
});

test('the APIs of an import are taken line by line', () => {
  expect(parse({ apis: ' urn:a \r\n\nhttps://*/b\n' }).apis).toEqual(['urn:a', 'https://*/b']);
});

describe('an input with accepted values', () => {
  const accepted = {
    mode: ['auto', 'validate', 'plan', 'apply', 'drift', 'import', 'audit'],
    comment: ['always', 'changes', 'never'],
    'fail-on': ['error', 'warning', 'never'],
  } as const;

  test.each(accepted.mode)('takes the mode %s', (mode) => expect(parse({ mode }).mode).toBe(mode));
  test.each(accepted.comment)('takes %s for comments', (comment) => expect(parse({ comment }).comment).toBe(comment));
  test.each(accepted['fail-on'])('fails on %s', (failOn) => expect(parse({ 'fail-on': failOn }).failOn).toBe(failOn));

  const modes = 'Accepted are `auto`, `validate`, `plan`, `apply`, `drift`, `import` and `audit`.';

  test.each([
    ['mode', 'aply', `Did you mean \`apply\`? ${modes}`],
    ['mode', 'Plan', `Did you mean \`plan\`? ${modes}`],
    ['mode', 'dry-run', modes],
    ['mode', 'drifts', `Did you mean \`drift\`? ${modes}`],
    ['mode', 'constructor', modes],
    ['comment', 'change', 'Did you mean `changes`? Accepted are `always`, `changes` and `never`.'],
    ['comment', 'true', 'Accepted are `always`, `changes` and `never`.'],
    ['fail-on', 'errors', 'Did you mean `error`? Accepted are `error`, `warning` and `never`.'],
    ['fail-on', 'none', 'Accepted are `error`, `warning` and `never`.'],
  ] as const)('refuses for %s the value %s, and names the accepted ones', (input, value, hint) => {
    expect(refusal({ [input]: value })).toMatchObject(invalid(input, `\`${value}\` is not accepted`, hint));
  });
});

describe('the files of an audit', () => {
  test('are one a line, each in the format of its ending', () => {
    expect(parse({ 'audit-file': 'a.json\n b/c.CSV \n\n/reports/d.html' }).auditFiles).toEqual([
      { path: 'a.json', ending: '.json' },
      { path: 'b/c.CSV', ending: '.csv' },
      { path: '/reports/d.html', ending: '.html' },
    ]);
  });

  test.each([
    ['audit.xlsx', 'Accepted are `.json`, `.csv`, `.html` and `.md`.'],
    ['audit.htm', 'Did you mean `.html`? Accepted are `.json`, `.csv`, `.html` and `.md`.'],
    ['audit', 'Accepted are `.json`, `.csv`, `.html` and `.md`.'],
    ['.md', 'Accepted are `.json`, `.csv`, `.html` and `.md`.'],
  ])('are refused where the ending says no format: %s', (path, hint) => {
    const why = `the ending of \`${path}\` says no format`;
    expect(refusal({ 'audit-file': `a.json\n${path}` })).toMatchObject(invalid('audit-file', why, hint));
  });
});

describe('the manifest', () => {
  test.each([
    ['one path', 'permissions.yml', ['permissions.yml']],
    ['a path for each line', 'a.yml\nb.yml\r\nc.yml', ['a.yml', 'b.yml', 'c.yml']],
    ['blank lines and blanks around', '\n  a.yml  \n\n\tb.yml\n', ['a.yml', 'b.yml']],
    ['globs and exclusions, in their order', 'teams/**\n!teams/old/**', ['teams/**', '!teams/old/**']],
    ['a path from here', './a.yml\n!./b.yml\n././c.yml', ['a.yml', '!b.yml', 'c.yml']],
    ['names with dots', 'a..b/.c/...yml', ['a..b/.c/...yml']],
  ])('may be %s', (_, value, patterns) => {
    expect(parse({ manifest: value }).manifest).toEqual(patterns);
  });

  test.each([
    ['../a.yml', '../a.yml'],
    ['a/../../b.yml', 'a/../../b.yml'],
    ['ok.yml\n..', '..'],
    ['!../a.yml', '!../a.yml'],
    ['./../a.yml', '../a.yml'],
    ['..\\a.yml', '..\\a.yml'],
    ['/etc/passwd', '/etc/passwd'],
    ['!/etc/passwd', '!/etc/passwd'],
    ['C:\\a.yml', 'C:\\a.yml'],
    ['c:/a.yml', 'c:/a.yml'],
  ])('may not leave the repository: %j', (value, named) => {
    expect(refusal({ manifest: value })).toMatchObject(
      invalid('manifest', `\`${named}\` leaves the repository`, 'Give paths relative to the repository’s root.'),
    );
  });
});

describe('the domain', () => {
  test.each([
    ['acme.eu.auth0.com', 'acme.eu.auth0.com'],
    ['ACME.EU.Auth0.com', 'acme.eu.auth0.com'],
    ['login.acme.com', 'login.acme.com'],
    ['localhost:8443', 'localhost:8443'],
    ['127.0.0.1:8443', '127.0.0.1:8443'],
    ['a', 'a'],
    ['xn--bcher-kva.example:1', 'xn--bcher-kva.example:1'],
  ])('may be %s', (value, host) => {
    expect(parse({ 'auth0-domain': value }).domain).toBe(host);
  });

  const write = 'Write a host such as `tenant.eu.auth0.com`, without `https://` or a path.';

  test.each([
    ['https://acme.eu.auth0.com', 'Write `acme.eu.auth0.com`.'],
    ['https://acme.eu.auth0.com/', 'Write `acme.eu.auth0.com`.'],
    ['HTTPS://ACME.eu.auth0.com:8443/api/v2/', 'Write `acme.eu.auth0.com:8443`.'],
    ['http://acme.eu.auth0.com', 'Write `acme.eu.auth0.com`.'],
    ['https://user:password@acme.eu.auth0.com', 'Write `acme.eu.auth0.com`.'],
    ['acme.eu.auth0.com/', write],
    ['acme.eu.auth0.com:', write],
    ['acme.eu.auth0.com:port', write],
    ['user@acme.eu.auth0.com', write],
    ['acme.eu.auth0.com#', write],
    ['acme.eu.auth0.com?x', write],
    ['-acme.eu.auth0.com', write],
    ['acme eu', write],
    ['acme\nevil.com', write],
    ['äcme.com', write],
    ['.', write],
    ['acme.eu.auth0.com:99999', write],
    ['acme..auth0.com', write],
  ])('may not be %j', (value, hint) => {
    expect(refusal({ 'auth0-domain': value })).toMatchObject(
      invalid('auth0-domain', `\`${value}\` is not a host`, hint),
    );
  });
});

describe('the way to the tenant', () => {
  const audience = `https://${domain}/api/v2/`;

  function missingId(beside: InputName) {
    return invalid('auth0-client-id', `it is missing beside \`${beside}\``, 'Set it to the application’s client id.');
  }

  function twoKinds(one: InputName, other: InputName) {
    const why = `there are two kinds of credentials, this one and \`${one}\``;
    return invalid(other, why, 'Give only one of `auth0-client-secret`, `auth0-private-key` and `auth0-token`.');
  }

  test.each<[string, Given, object]>([
    ['id and secret', secret, { kind: 'secret', clientId: 'id', clientSecret: 's3cret' }],
    ['id and private key', key, { kind: 'key', clientId: 'id', key: parsePrivateKey(keyText) }],
    ['a token', { 'auth0-token': 'tok' }, { kind: 'token', token: 'tok' }],
    ['a token beside an id', { 'auth0-token': 'tok', 'auth0-client-id': 'id' }, { kind: 'token', token: 'tok' }],
  ])('is known by %s', (_, given, credentials) => {
    expect(parse({ 'auth0-domain': domain, ...given }).access).toEqual({ domain, audience, credentials });
  });

  test('has the audience of the domain in lower case, unless another is given', () => {
    expect(parse({ 'auth0-domain': 'ACME.eu.auth0.com', ...secret }).access?.audience).toBe(audience);
    const custom = { 'auth0-domain': 'login.acme.com', 'auth0-audience': audience, ...secret };
    expect(parse(custom).access).toMatchObject({ domain: 'login.acme.com', audience });
  });

  test.each<[string, Given]>([
    ['nothing at all', {}],
    ['the domain alone', { 'auth0-domain': domain }],
    ['domain and id, as on a fork that gets no secrets', { 'auth0-domain': domain, 'auth0-client-id': 'id' }],
    ['an id alone', { 'auth0-client-id': 'id' }],
    ['an audience alone', { 'auth0-audience': audience }],
  ])('is unknown with %s', (_, given) => {
    expect(parse(given).access).toBeUndefined();
  });

  test.each([
    [
      'a secret without an id',
      { 'auth0-domain': domain, 'auth0-client-secret': 's3cret' },
      missingId('auth0-client-secret'),
    ],
    [
      'a private key without an id',
      { ...key, 'auth0-domain': domain, 'auth0-client-id': '' },
      missingId('auth0-private-key'),
    ],
    [
      'a secret and a token',
      { 'auth0-domain': domain, 'auth0-token': 'tok', ...secret },
      twoKinds('auth0-client-secret', 'auth0-token'),
    ],
    [
      'a secret and a private key',
      { 'auth0-domain': domain, ...secret, ...key },
      twoKinds('auth0-client-secret', 'auth0-private-key'),
    ],
    [
      'a private key and a token',
      { 'auth0-domain': domain, 'auth0-token': 'tok', ...key },
      twoKinds('auth0-private-key', 'auth0-token'),
    ],
    [
      'a secret, a private key and a token',
      { 'auth0-domain': domain, 'auth0-token': 'tok', ...secret, ...key },
      twoKinds('auth0-client-secret', 'auth0-private-key'),
    ],
    [
      'two kinds, neither of which would be taken',
      { 'auth0-domain': domain, 'auth0-token': 'a b', 'auth0-private-key': 's3cret' },
      twoKinds('auth0-private-key', 'auth0-token'),
    ],
    [
      'a private key that is none',
      { ...key, 'auth0-domain': domain, 'auth0-private-key': 's3cret' },
      { code: 'input-invalid', message: 'Input `auth0-private-key`: it is no key.' },
    ],
    [
      'id and secret without a domain',
      secret,
      invalid('auth0-domain', 'it is missing beside the credentials', 'Set it to your tenant’s domain.'),
    ],
    [
      'a token without a domain',
      { 'auth0-token': 'tok' },
      invalid('auth0-domain', 'it is missing beside the credentials', 'Set it to your tenant’s domain.'),
    ],
  ])('is refused with %s, and no secret is said', (_, given, failure) => {
    const thrown = refusal(given);
    expect(thrown).toMatchObject(failure);
    expect(String(thrown)).not.toMatch(/s3cret|\btok\b|BEGIN/);
  });
});

describe('the policy', () => {
  const own = (path: string) => ({ kind: 'file', path, named: true });

  test.each([
    ['a path', 'config/policy.yml', own('config/policy.yml')],
    ['a path from here', './config/policy.yml', own('config/policy.yml')],
    ['a path with an @ in its second part', '.github/x@y.yml', own('.github/x@y.yml')],
    ['a path with an @ below a dot', '.github/policies/x@y.yml', own('.github/policies/x@y.yml')],
    ['the usual path', '.github/permissions-policy.yml', { ...own('.github/permissions-policy.yml'), named: false }],
  ])('is %s', (_, policy, meant) => {
    expect(parse({ policy }).policy).toEqual(meant);
  });

  test.each([
    ['acme/policies/auth0.yml@v1', { owner: 'acme', repo: 'policies', path: 'auth0.yml', ref: 'v1' }],
    [
      'acme/.github/a/b.yml@refs/heads/main',
      { owner: 'acme', repo: '.github', path: 'a/b.yml', ref: 'refs/heads/main' },
    ],
  ])('is that of another repository: %s', (policy, meant) => {
    expect(parse({ policy }).policy).toEqual({ kind: 'central', name: policy, ...meant });
  });

  test.each([['../policy.yml'], ['/etc/passwd'], ['config/../../x.yml'], ['acme/policies/../x.yml@v1']])(
    'does not lie outside of its repository: %s',
    (policy) => {
      expect(refusal({ policy })).toMatchObject({
        code: 'input-invalid',
        message: expect.stringContaining('`policy`'),
      });
    },
  );
});
