import { describe, expect, test } from '@jest/globals';
import { readRequired } from '../../src/core/openapi-reader.ts';
import { Steps } from '../../src/core/openapi-steps.ts';
import { problemsOf, readTexts, requiredBy, treeOf } from './openapi-text.ts';

const schemes = `
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {}}
    oidc: {type: openIdConnect, openIdConnectUrl: https://acme.example}
    key: {type: apiKey, in: header, name: x}
    bearer: {type: http, scheme: bearer}
`;

function read(text: string, version = '3.1.0') {
  return readTexts({ 'openapi.yaml': `openapi: ${version}\n${text}${schemes}` });
}

describe('an operation requires', () => {
  test.each<[string, string, string[]]>([
    ['its own scopes', 'paths: {/a: {get: {security: [{oauth: [read:a]}]}}}', ['read:a GET /a 2:40']],
    [
      'those of the root where it has none of its own',
      'security: [{oauth: [read:a]}]\npaths: {/a: {get: {}}}',
      ['read:a GET /a 2:21'],
    ],
    [
      'its own instead of those of the root',
      'security: [{oauth: [read:a]}]\npaths: {/a: {get: {security: [{oauth: [read:b]}]}}}',
      ['read:b GET /a 3:40'],
    ],
    ['nothing where its list is empty', 'security: [{oauth: [read:a]}]\npaths: {/a: {get: {security: []}}}', []],
    ['nothing by an alternative without schemes', 'paths: {/a: {get: {security: [{}]}}}', []],
    [
      'what an alternative to nothing names',
      'paths: {/a: {get: {security: [{}, {oauth: [read:a]}]}}}',
      ['read:a GET /a 2:44'],
    ],
    [
      'the scopes of all schemes and all alternatives',
      'paths: {/a: {get: {security: [{oauth: [a], oidc: [b]}, {oauth: [c]}]}}}',
      ['a GET /a 2:40', 'b GET /a 2:51', 'c GET /a 2:65'],
    ],
    ['no roles of other schemes', 'paths: {/a: {get: {security: [{key: [admin], bearer: [admin]}]}}}', []],
    ['nothing of a scheme that is not defined and lists nothing', 'paths: {/a: {get: {security: [{no: []}]}}}', []],
    ['nothing by an empty path', 'paths: {/a: , /b: {}}', []],
    ['nothing by a callback', 'paths: {/a: {get: {callbacks: {x: {y: {post: {security: [{oauth: [a]}]}}}}}}}', []],
    ['nothing by a webhook', 'webhooks: {x: {post: {security: [{oauth: [a]}]}}}', []],
    ['nothing by an extension', 'paths: {x-a: {get: {security: [{oauth: [a]}]}}, /a: {x-get: 1}}', []],
    [
      'what a method of OpenAPI 3.2 requires',
      'paths: {/a: {query: {security: [{oauth: [a]}]}, additionalOperations: {COPY: {security: [{oauth: [b]}]}}}}',
      ['a QUERY /a 2:42', 'b COPY /a 2:99'],
    ],
  ])('%s', (_, text, expected) => {
    const reading = read(text);
    expect([requiredBy(reading), problemsOf(reading)]).toEqual([expected, []]);
  });

  test('a scope that others require too, at its first place', () => {
    const text = `paths:
  /a:
    get: {security: [{oauth: [read:a]}]}
    post: {security: [{oauth: [read:a, write:a]}]}`;
    expect(requiredBy(read(text))).toEqual(['read:a GET /a … 4:31', 'write:a POST /a 5:40']);
  });

  test.each(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])('with the method %s', (method) => {
    const reading = read(`paths: {/a: {${method}: {security: [{oauth: [x]}]}}}`);
    expect([...reading.required.values()]).toMatchObject([{ operation: `${method.toUpperCase()} /a`, others: false }]);
  });
});

describe('what several operations require stands at its first place in the text', () => {
  test.each<[string, string, string[]]>([
    [
      'whatever the methods',
      'paths:\n  /a:\n    post: {security: [{oauth: [a]}]}\n    get: {security: [{oauth: [a]}]}',
      ['a POST /a … 4:32'],
    ],
    [
      'among methods that OpenAPI does not name',
      'paths:\n  /a:\n    additionalOperations: {COPY: {security: [{oauth: [a]}]}}\n    get: {security: [{oauth: [a]}]}\n  /b:\n    get: {security: [{oauth: [a]}]}',
      ['a COPY /a … 4:55'],
    ],
    [
      'in the requirements of the root, though an operation before has its own',
      'security: [{oauth: [a]}]\npaths: {/a: {get: {security: [{oauth: [a]}]}}, /b: {put: {}}}',
      ['a PUT /b … 2:21'],
    ],
    [
      'below the operations, where the requirements of the root stand there',
      'paths: {/a: {get: {}}, /b: {put: {security: [{oauth: [a]}]}}}\nsecurity: [{oauth: [a]}]',
      ['a PUT /b … 2:55'],
    ],
    [
      'before what a reference of an earlier path leads to',
      "paths:\n  /a: {$ref: '#/x-a'}\n  /b: {get: {security: [{oauth: [a]}]}}\nx-a: {get: {security: [{oauth: [a, b]}]}}",
      ['a GET /b … 4:34', 'b GET /a 5:36'],
    ],
    [
      'in a component that is written before the paths',
      "components: {pathItems: {x: {get: {security: [{oidc: [a]}]}}}, securitySchemes: {oidc: {type: oauth2}}}\npaths:\n  /b: {put: {security: [{oidc: [a]}]}}\n  /a: {$ref: '#/components/pathItems/x'}",
      ['a GET /a … 2:55'],
    ],
  ])('%s', (_, text, expected) => {
    const { required, problems } = text.startsWith('components')
      ? readTexts({ 'openapi.yaml': `openapi: 3.2.0\n${text}` })
      : read(text, '3.2.0');
    expect([requiredBy({ required, problems, unread: new Set() }), problems]).toEqual([expected, []]);
  });

  test('in the file where reading began, else in the one that is referred to first', () => {
    const op = (...names: string[]) => `get: {security: [{oauth: [${names}]}]}`;
    const reading = readTexts({
      'openapi.yaml': `openapi: 3.1.0\npaths:\n  /z: {$ref: z.yaml}\n  /a: {$ref: a.yaml}\n  /m: {${op('one')}}${schemes}`,
      'a.yaml': op('one', 'two', 'three'),
      'z.yaml': `# a comment\n${op('one', 'two')}`,
    });
    expect(requiredBy(reading)).toEqual(['one GET /m … 5:34', 'two GET /z … z.yaml:2:31', 'three GET /a a.yaml:1:35']);
  });
});

describe('a security scheme that is named by its URI', () => {
  const shared = 'components: {securitySchemes: {o: {type: oauth2}, h: {type: http}}}';
  const get = (scheme: string) => `paths: {/a: {get: {security: [{"${scheme}": [read:a]}]}}}`;

  test.each<[string, string, Record<string, string>]>([
    ['in another file', './shared.yaml#/components/securitySchemes/o', { 'api/shared.yaml': shared }],
    ['in a folder above', '../shared.yaml#/components/securitySchemes/o', { 'shared.yaml': shared }],
    ['by a file of its own', 'o.yaml', { 'api/o.yaml': 'type: oauth2' }],
    [
      'by a file that refers to another',
      'o.yaml',
      { 'api/o.yaml': '$ref: p.json', 'api/p.json': '{"type": "openIdConnect"}' },
    ],
    ['in its own file', '#/components/securitySchemes/o', {}],
    ['by the URI of its own file', 'https://a.example/api#/components/securitySchemes/o', {}],
  ])('%s is found', (_, scheme, files) => {
    const entry = `openapi: 3.2.0\n${scheme.startsWith('https') ? '$self: https://a.example/api\n' : ''}${get(scheme)}\n${shared}`;
    const reading = readTexts({ 'api/openapi.yaml': entry, ...files });
    expect([[...reading.required.keys()], problemsOf(reading)]).toEqual([['read:a'], []]);
  });

  test('of another type lists no scopes', () => {
    const reading = readTexts({
      'a.yaml': `openapi: 3.2.0\n${get('b.yaml#/components/securitySchemes/h')}`,
      'b.yaml': shared,
    });
    expect([reading.required.size, problemsOf(reading)]).toEqual([0, []]);
  });

  test.each(['o.yaml', './o.yaml', '#/components/securitySchemes/h'])(
    'is a name where there is that component: %s',
    (scheme) => {
      const components = `components: {securitySchemes: {"${scheme}": {type: oauth2}, h: {type: http}}}`;
      const reading = readTexts({ 'a.yaml': `openapi: 3.2.0\n${get(scheme)}\n${components}`, 'o.yaml': 'type: http' });
      expect([[...reading.required.keys()], problemsOf(reading)]).toEqual([['read:a'], []]);
    },
  );

  test('is one beside a component of its last segment', () => {
    const components = 'components: {securitySchemes: {o.yaml: {type: http}}}';
    const reading = readTexts({
      'a.yaml': `openapi: 3.2.0\n${get('./o.yaml')}\n${components}`,
      'o.yaml': 'type: oauth2',
    });
    expect([...reading.required.keys()]).toEqual(['read:a']);
  });

  test('leads from the file that names it', () => {
    const reading = readTexts({
      'openapi.yaml': 'openapi: 3.2.0\npaths: {/a: {$ref: p/a.yaml}}',
      'p/a.yaml': 'get: {security: [{"../s.yaml#/o": [read:a]}]}',
      's.yaml': 'o: {type: oauth2}',
    });
    expect(requiredBy(reading)).toEqual(['read:a GET /a p/a.yaml:1:36']);
  });

  test.each([
    ['https://a.example/o.yaml', '`https://a.example/o.yaml` is not a relative path to a file of the repository.'],
    ['../../o.yaml', '`../../o.yaml` leaves the repository.'],
    ['../.git/config', '`../.git/config` is not a .yaml, .yml or .json file.'],
    ['gone.yaml#/o', 'There is no file at `api/gone.yaml`.'],
    ['#/components/securitySchemes/gone', 'The reference `#/components/securitySchemes/gone` leads to nothing.'],
    ['./o', '`./o` is not a .yaml, .yml or .json file.'],
  ])('%s is a problem', (scheme, message) => {
    const reading = readTexts({ 'api/a.yaml': `openapi: 3.2.0\n${get(scheme)}` });
    expect(reading.problems).toMatchObject([{ line: 2, message }]);
  });
});

describe('the version', () => {
  test.each(['3.0.0', '3.0.4', '3.1.0', "'3.1'", '3.1', '3.2.0'])('%s is read', (version) => {
    const reading = read('paths: {/a: {get: {security: [{oauth: [a]}]}}}', version);
    expect([reading.required.size, reading.problems]).toEqual([1, []]);
  });

  test.each([
    ['openapi: 4.0.0', '1:10 `openapi` must be 3.0, 3.1 or 3.2, such as `3.1.0`.'],
    ['openapi: [3]', '1:10 `openapi` must be 3.0, 3.1 or 3.2, such as `3.1.0`.'],
    ['swagger: "2.0"\npaths: {}', '1:1 Swagger 2.0 is not read.'],
    ['name: x', '1:1 This is no OpenAPI file: it has no `openapi`.'],
    ['- x', '1:1 This is no OpenAPI file: it has no `openapi`.'],
    ['', '1:1 This is no OpenAPI file: it has no `openapi`.'],
  ])('is a problem where the file says %j', (text, problem) => {
    expect(problemsOf(readTexts({ 'openapi.yaml': text }))).toEqual([problem]);
  });
});

describe('a reference', () => {
  const item = 'get: {security: [{oauth: [read:a]}]}\n';

  test.each<[string, Record<string, string>, string]>([
    [
      'in the same file',
      {
        'openapi.yaml': "paths: {/a: {$ref: '#/x-items/a~1b'}}\nx-items: {a/b: {get: {security: [{oauth: [read:a]}]}}}",
      },
      'read:a GET /a 3:43',
    ],
    [
      'to another file',
      { 'openapi.yaml': 'paths: {/a: {$ref: paths/a.yaml}}', 'paths/a.yaml': item },
      'read:a GET /a paths/a.yaml:1:27',
    ],
    [
      'to a part of another file',
      {
        'openapi.yaml': "paths: {/a: {$ref: './p.json#/a%20b'}}",
        'p.json': `{"a b": {"get": {"security": [{"oauth": ["read:a"]}]}}}`,
      },
      'read:a GET /a p.json:1:42',
    ],
    [
      'that leads to another, relative to its own file',
      { 'openapi.yaml': 'paths: {/a: {$ref: p/a.yaml}}', 'p/a.yaml': '$ref: ../q/b.yaml', 'q/b.yaml': item },
      'read:a GET /a q/b.yaml:1:27',
    ],
  ])('%s is followed', (_, files, expected) => {
    const reading = readTexts({ ...files, 'openapi.yaml': `openapi: 3.0.3\n${files['openapi.yaml']}${schemes}` });
    expect([requiredBy(reading), problemsOf(reading)]).toEqual([[expected], []]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'from an operation',
      { 'openapi.yaml': 'paths: {/a: {get: {$ref: get.yaml}}}', 'get.yaml': 'security: [{oauth: [read:a]}]' },
      ['read:a GET /a get.yaml:1:21'],
    ],
    [
      'from operations to the same one, which others require then',
      {
        'openapi.yaml': 'paths: {/a: {get: {$ref: get.yaml}, put: {$ref: get.yaml}}}',
        'get.yaml': 'security: [{oauth: [read:a]}]',
      },
      ['read:a GET /a … get.yaml:1:21'],
    ],
    [
      'from an operation that says nothing of its own, for which the root speaks',
      {
        'openapi.yaml': 'paths: {/a: {get: {$ref: get.yaml}}}\nsecurity: [{oauth: [read:b]}]',
        'get.yaml': 'summary: x',
      },
      ['read:b GET /a 3:21'],
    ],
    [
      'from an operation that asks for more beside it',
      {
        'openapi.yaml': 'paths: {/a: {get: {$ref: get.yaml, security: [{oauth: [read:b]}]}}}',
        'get.yaml': 'security: [{oauth: [read:a]}]',
      },
      ['read:b GET /a 2:56', 'read:a GET /a get.yaml:1:21'],
    ],
    [
      'from `paths`',
      {
        'openapi.yaml': 'paths: {$ref: p/all.yaml}',
        'p/all.yaml': '/a: {get: {$ref: get.yaml}}',
        'p/get.yaml': 'security: [{oauth: [x]}]',
      },
      ['x GET /a p/get.yaml:1:21'],
    ],
    [
      'from `components` and from what it holds',
      {
        'openapi.yaml': 'paths: {/a: {get: {security: [{apart: [x]}]}}}\ncomponents: {$ref: c.yaml}',
        'c.yaml': 'securitySchemes: {$ref: s.yaml}',
        's.yaml': 'apart: {type: oauth2}',
      },
      ['x GET /a 2:40'],
    ],
  ])('%s is followed, too', (_, files, expected) => {
    const own = files['openapi.yaml']?.includes('components') ? '' : schemes;
    const reading = readTexts({ ...files, 'openapi.yaml': `openapi: 3.0.3\n${files['openapi.yaml']}${own}` });
    expect([requiredBy(reading), problemsOf(reading)]).toEqual([expected, []]);
  });

  test('beside own operations adds those of the other', () => {
    const reading = read(
      "paths:\n  /a:\n    $ref: '#/x-a'\n    get: {security: [{oauth: [a]}]}\nx-a: {put: {security: [{oauth: [b]}]}}",
    );
    expect([...reading.required.keys()]).toEqual(['a', 'b']);
  });

  test('from a security scheme is followed', () => {
    const entry = `openapi: 3.1.0
paths: {/a: {get: {security: [{oauth: [read:a]}]}}}
components: {securitySchemes: {oauth: {$ref: 'auth.yaml#/oauth'}}}`;
    const reading = readTexts({ 'openapi.yaml': entry, 'auth.yaml': 'oauth: {type: oauth2}' });
    expect([[...reading.required.keys()], problemsOf(reading)]).toEqual([['read:a'], []]);
  });

  test('finds schemes in the file where reading began, else in its own', () => {
    const part = `paths: {/a: {get: {security: [{oauth: [a], own: [b]}]}}}
components: {securitySchemes: {oauth: {type: http}, own: {type: oauth2}}}`;
    const reading = readTexts({
      'openapi.yaml': `openapi: 3.1.0\npaths: {/a: {$ref: 'part.yaml#/paths/~1a'}}${schemes}`,
      'part.yaml': part,
    });
    expect([...reading.required.keys()]).toEqual(['a', 'b']);
  });

  test.each([
    ['https://example.com/a.yaml', '`https://example.com/a.yaml` is not a relative path to a file of the repository.'],
    ['//example.com/a.yaml', '`//example.com/a.yaml` is not a relative path to a file of the repository.'],
    ['file:///etc/passwd', '`file:///etc/passwd` is not a relative path to a file of the repository.'],
    ['/etc/a.yaml', '`/etc/a.yaml` is not a relative path to a file of the repository.'],
    ['../../a.yaml', '`../../a.yaml` leaves the repository.'],
    ['"%2e%2e/%2e%2e/a.yaml"', '`%2e%2e/%2e%2e/a.yaml` leaves the repository.'],
    ['../.git/config', '`../.git/config` is not a .yaml, .yml or .json file.'],
    ['../.git/a.yaml', '`../.git/a.yaml` is not a .yaml, .yml or .json file.'],
    ['"a%00.yaml"', '`a%00.yaml` is not a relative path to a file of the repository.'],
    ['gone.yaml', 'There is no file at `api/gone.yaml`.'],
    ['"#/x/y"', 'The reference `#/x/y` leads to nothing.'],
    ['"#/paths/__proto__"', 'The reference `#/paths/__proto__` leads to nothing.'],
    ['"#/constructor"', 'The reference `#/constructor` leads to nothing.'],
    ['"#anchor"', '`#anchor` does not point to a part of a file.'],
    ['"%"', null],
    ['"#%"', 'The reference `#%` is not a URI.'],
    ['7', '`$ref` must be text.'],
    ['"#/paths/~1a"', 'More than 10 references in a row are not followed.'],
    [`"#${'/a'.repeat(600)}"`, 'The reference is longer than 1000 characters.'],
  ])('to %s is a problem at its place', (to, message) => {
    const reading = readTexts({ 'api/openapi.yaml': `openapi: 3.1.0\npaths: {/a: {$ref: ${to}}}` });
    expect(problemsOf(reading)).toEqual([message === null ? expect.stringMatching(/^2:20 /) : `2:20 ${message}`]);
  });

  test('to another file is a problem where `$self` gives the file another address', () => {
    const reading = readTexts({ 'a.yaml': 'openapi: 3.2.0\n$self: https://a.example/\npaths: {/a: {$ref: b.yaml}}' });
    expect(problemsOf(reading)).toEqual(['3:20 References to other files are not followed from a file with `$self`.']);
  });
});

describe('what can’t be read is a problem at its place', () => {
  test.each([
    ['paths: []', '2:8 `paths` must be a map.'],
    ['paths: {$ref: a.yaml}', '2:15 There is no file at `a.yaml`.'],
    ['paths: {/a: []}', '2:13 The path `/a` must be a map.'],
    ['paths: {/a: {get: }}', '2:14 The operation `GET /a` must be a map.'],
    ['paths: {/a: {get: {$ref: a.yaml}}}', '2:26 There is no file at `a.yaml`.'],
    ['paths: {/a: {get: {$ref: "#/openapi"}}}', '1:10 The operation `GET /a` must be a map.'],
    ['paths: {/a: {get: {security: }}}', '2:20 `security` must be a list.'],
    ['paths: {/a: {get: {security: {oauth: [a]}}}}', '2:30 `security` must be a list.'],
    ['paths: {/a: {get: {security: [oauth]}}}', '2:31 A security requirement must be a map.'],
    ['paths: {/a: {get: {security: [{oauth: a}]}}}', '2:39 `oauth` must have a list of scopes.'],
    ['paths: {/a: {get: {security: [{oauth: [1]}]}}}', '2:40 A scope must be text.'],
    ['paths: {/a: {get: {security: [{oaut: [a]}]}}}', '2:38 `oaut` is not a security scheme of this file.'],
    ['paths: {/a: {get: {security: [{__proto__: [a]}]}}}', '2:43 `__proto__` is not a security scheme of this file.'],
  ])('%s', (text, problem) => {
    expect(problemsOf(read(text))).toEqual([problem]);
  });

  test('a scheme without a type', () => {
    const text = 'openapi: 3.1.0\npaths: {/a: {get: {security: [{o: [a]}]}}}\ncomponents: {securitySchemes: {o: {}}}';
    expect(problemsOf(readTexts({ 'a.yaml': text }))).toEqual(['3:35 A security scheme must have a `type`.']);
  });

  test.each([
    ['OAuth2', 'Did you mean `oauth2`?'],
    ['openidconnect', 'Did you mean `openIdConnect`?'],
    ['saml', 'Known are `apiKey`, `http`, `mutualTLS`, `oauth2` and `openIdConnect`.'],
  ])('a scheme of the type %s, which OpenAPI does not have', (type, hint) => {
    const text = `openapi: 3.1.0\npaths: {/a: {get: {security: [{o: [a]}]}}}\ncomponents: {securitySchemes: {o: {type: ${type}}}}`;
    const { required, problems } = readTexts({ 'a.yaml': text });
    const message = `\`${type}\` is no type of a security scheme.`;
    expect([required.size, problems]).toMatchObject([0, [{ line: 3, column: 42, message, hint }]]);
  });

  test('a method in capitals', () => {
    const { problems } = read('paths:\n  /a:\n    GET:\n      security: [{oauth: [a]}]\n    summary: x');
    const message = '`GET` is no method of OpenAPI.';
    expect(problems).toMatchObject([{ line: 4, column: 5, message, hint: 'Did you mean `get`?' }]);
  });

  test('more permissions than an API can have', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`).join();
    const reading = (count: number) => read(`paths: {/a: {get: {security: [{oauth: [${names(count)}]}]}}}`);
    expect([reading(1000).required.size, problemsOf(reading(1000))]).toEqual([1000, []]);
    expect(problemsOf(reading(1001))).toEqual(['2:4930 The operations require over 1000 permissions.']);
  });
});

test('aliases make a short file say much, and are read once each', () => {
  const wide = Array.from({ length: 20_000 }, (_, index) => `  /p${index}: *item`).join('\n');
  const same = (what: string) => Array.from({ length: 20_000 }, () => what).join();
  const text = `x-list: &list [${same('read:a')}]
x-one: &one {oauth: *list, oidc: *list}
x-all: &all [${same('*one')}]
x-item: &item {get: {security: *all}, put: {security: *all}, post: {security: *all}}
paths:
${wide}`;
  expect(requiredBy(read(text))).toEqual(['read:a GET /p0 … 2:16']);
});

describe('the steps that reading takes', () => {
  const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, i) => line(i));
  const entry = 'openapi: 3.2.0\nsecurity: [{oauth: [read:a]}]\n';

  /** A path item of many operations, and as many paths that are the same. */
  const aliases = [
    `${entry}paths:\n  /0: &p\n    additionalOperations:`,
    ...lines(400, (index) => `      M${index}: {}`),
    ...lines(400, (index) => `  /${index + 1}: *p`),
  ];
  const maps = [
    `${entry}x-all: &all`,
    ...lines(400, (index) => `  M${index}: {}`),
    'paths:',
    ...lines(400, (index) => `  /${index}: {additionalOperations: *all}`),
  ];
  const references = [
    `${entry}x-deep: ${'{a: '.repeat(100)}{get: {}}${'}'.repeat(100)}`,
    `x-item: {$ref: "#/x-deep${'/a'.repeat(100)}"}`,
    'paths:',
    ...lines(400, (index) => `  /${index}: {$ref: '#/x-item'}`),
  ];

  test.each([
    ['aliases of a path', aliases, 'M0 /0 …'],
    ['aliases of operations', maps, 'M0 /0 …'],
    ['references', references, 'GET /0 …'],
  ])('are as many as the file has entries, not what its %s stand for', (_, text, first) => {
    const reading = readRequired(treeOf(text.join('\n') + schemes), () => undefined, new Steps(10_000));
    expect([requiredBy(reading), reading.problems]).toEqual([[`read:a ${first} 2:21`], []]);
  });

  test('are bounded, and one too many is a problem that names the bound', () => {
    const tree = treeOf(aliases.join('\n') + schemes);
    const { required, problems } = readRequired(tree, () => undefined, new Steps(1000));
    const message = 'To tell what the operations require takes over 3 million steps, all files together.';
    expect([required.size, problems]).toMatchObject([0, [{ line: 1, column: 1, severity: 'error', message }]]);
  });
});

test('a misspelt scheme is compared with a hundred known ones, and no more than are shown are compared', () => {
  const unknown = Array.from({ length: 1000 }, (_, index) => `{unknown${index}: [a]}`);
  const known = Array.from({ length: 20_000 }, (_, index) => `k${index}: {type: oauth2}`);
  const text = `openapi: 3.1.0\npaths: {/a: {get: {security: [${unknown}]}}}\ncomponents: {securitySchemes: {${known}}}`;
  const { problems } = readTexts({ 'openapi.yaml': text });
  expect([problems.length, problems[0]?.hint]).toEqual([100, expect.stringMatching(/^Known are `k0`.* and `k99`\.$/)]);
});
