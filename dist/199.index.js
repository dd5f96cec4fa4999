export const id = 199;
export const ids = [199];
export const modules = {

/***/ 1199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./lib/adapters/terminal/reporter.js
/** A person's terminal: plain text, what went wrong on standard error, and nothing for a runner. */
class TerminalReporter {
    secrets = [];
    inWords;
    /** @param inWords says a message in the words of the command line. */
    constructor(inWords) {
        this.inWords = inWords;
    }
    info(line) {
        process.stdout.write(`${this.masked(line)}\n`);
    }
    mask(secret) {
        this.secrets.push(secret);
    }
    warning(message) {
        this.complain('warning', message);
    }
    /** The log has every problem with its place already. */
    annotate() { }
    /** The log has what a summary has. */
    async summary() { }
    output() { }
    /** @throws Error always: no option asks for one. */
    async file(path) {
        throw new Error(`Nothing asked for ${path}.`);
    }
    fail(message) {
        process.exitCode = 1;
        this.complain('error', message);
    }
    complain(severity, message) {
        process.stderr.write(`${severity}: ${this.masked(this.inWords(message))}\n`);
    }
    /** A terminal's text is pasted into issues. */
    masked(text) {
        return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
    }
}

// EXTERNAL MODULE: ./lib/connect.js + 3 modules
var connect = __webpack_require__(5588);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/spelling.js
var spelling = __webpack_require__(8865);
// EXTERNAL MODULE: ./lib/inputs.js + 1 modules
var lib_inputs = __webpack_require__(4024);
// EXTERNAL MODULE: ./lib/run.js + 47 modules
var run = __webpack_require__(5534);
// EXTERNAL MODULE: ./lib/visibly.js
var visibly = __webpack_require__(4745);
;// CONCATENATED MODULE: ./lib/command-line.js
/** The import as a command for a terminal: before there is a workflow, a manifest has to come from somewhere. */








const options = {
    domain: { input: 'auth0-domain', value: 'HOST', help: 'the tenant, such as tenant.eu.auth0.com' },
    'client-id': { input: 'auth0-client-id', value: 'ID', help: 'of the machine-to-machine application' },
    audience: { input: 'auth0-audience', value: 'ID', help: 'of the Management API; for a custom domain' },
    manifest: {
        input: 'manifest',
        value: 'PATH',
        help: 'where the manifest is or goes; `permissions/*.yml` for one file an API. Default: .github/permissions.yml',
        multiple: true,
    },
    policy: { input: 'policy', value: 'PATH', help: 'what it is judged by. Default: .github/permissions-policy.yml' },
    environment: { input: 'environment', value: 'NAME', help: 'writes identifiers for this environment' },
    apis: { input: 'apis', value: 'ID', help: 'only these APIs; * stands for any text. Default: all', multiple: true },
};
/** Never on the command line, where every process of the machine can read it. */
const secrets = {
    AUTH0_CLIENT_SECRET: 'auth0-client-secret',
    AUTH0_PRIVATE_KEY: 'auth0-private-key',
    AUTH0_TOKEN: 'auth0-token',
};
const usage = `Usage: auth0-permissions import --domain HOST --client-id ID [options]

Writes what the tenant's APIs hold into the manifest, and where there is no policy yet and names need exceptions, a
policy with them. Nothing is written to the tenant, and nothing that the manifest says already is changed.

${Object.entries(options)
    .map(([name, { value, help }]) => `  --${`${name} ${value}`.padEnd(18)} ${help}`)
    .join('\n')}
  --help               shows this

Paths are from the current folder. ${'`--manifest`'} and ${'`--apis`'} may be given several times.
The secret comes from the environment alone: ${Object.keys(secrets).join(', ')}; with a token no client id is needed.
`;
/** Whether this Node.js has what the action is built for; GitHub brings its own. */
const oldestNode = 24;
/** @param given without the program and its file. */
async function runCommand(given, variables) {
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', unlessClosed);
    const reporter = (0,visibly/* visibly */.R)(new TerminalReporter(inOptions));
    const understood = understand(given, variables);
    if (understood.kind === 'help') {
        process.stdout.write(usage);
        return;
    }
    if (understood.kind === 'wrong') {
        reporter.fail(`${understood.why} See \`auth0-permissions --help\`.`);
        process.exitCode = 2;
        return;
    }
    const env = { GITHUB_WORKSPACE: process.cwd() };
    await (0,run/* run */.e)(reporter, () => {
        const inputs = inputsOf(understood.read);
        (0,connect/* maskCredentials */.Bs)(inputs, reporter);
        return (0,connect/* bind */.oI)(inputs, local(), { env, reporter });
    });
}
/** Who pipes it into `head` has read enough; what it writes to the disk is written all the same. */
function unlessClosed(thrown) {
    if (thrown.code !== 'EPIPE')
        throw thrown;
}
function understand(given, env) {
    const { tokens } = (0,external_node_util_.parseArgs)({ args: [...given], options: forParser(), strict: false, tokens: true });
    const named = tokens.filter((token) => token.kind === 'option');
    if (named.some(({ name }) => name === 'help' || name === 'h'))
        return { kind: 'help' };
    const words = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
    const wrongs = [wrongNode(), ...named.map(wrongOption), wrongCommand(words), wrongWords(words)];
    const why = wrongs.find((wrong) => wrong !== undefined);
    return why === undefined ? { kind: 'run', read: reading(named, env) } : { kind: 'wrong', why };
}
/** Options and variables as the inputs of a workflow. */
function reading(given, env) {
    const values = Map.groupBy(given, ({ name }) => optionOf(name)?.input);
    const fixed = new Map([
        ['mode', 'import'],
        ['comment', 'never'],
        ...Object.entries(secrets).map(([variable, input]) => [input, env[variable]?.trim() ?? '']),
    ]);
    return (name) => {
        const lines = values.get(name)?.map(({ value = '' }) => value) ?? [];
        return fixed.get(name) ?? lines.join('\n');
    };
}
/** Not what every object has, such as `constructor`. */
function optionOf(name) {
    return Object.hasOwn(options, name) ? options[name] : undefined;
}
function forParser() {
    const own = Object.entries(options).map(([name, { multiple = false }]) => [name, { type: 'string', multiple }]);
    return { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } };
}
function wrongCommand([command]) {
    if (command === undefined)
        return 'A command is missing; there is `import`.';
    if (command !== 'import')
        return `There is no command \`${command}\`. ${(0,spelling/* didYouMean */.au)(command, ['import'])}`;
    return undefined;
}
/** Not shown either: a word too many may be a secret. */
function wrongWords({ length }) {
    return length > 1 ? '`import` takes options alone, each with two dashes.' : undefined;
}
function wrongNode() {
    const own = Number(process.versions.node.split('.')[0]);
    return own < oldestNode ? `Node.js ${oldestNode} or newer is needed; this is ${process.versions.node}.` : undefined;
}
/** What follows an option that is not known may be a secret, and is not shown. */
function wrongOption({ name, rawName, value }) {
    if (optionOf(name))
        return value ? undefined : `\`${rawName}\` needs a value.`;
    const variable = Object.keys(secrets).find((one) => secretOptions(one).includes(name));
    if (variable !== undefined)
        return `A secret is not taken from the command line: set the variable \`${variable}\`.`;
    const known = Object.keys(options).map((one) => `--${one}`);
    return `There is no option \`${rawName}\`. ${(0,spelling/* didYouMean */.au)(rawName, known)}`;
}
/** As people would spell it: `client-secret`, `auth0-client-secret`. */
function secretOptions(variable) {
    const name = variable.toLowerCase().replaceAll('_', '-');
    return [name, name.replace('auth0-', '')];
}
/** What a message calls an input is an option or a variable here. */
function inOptions(message) {
    const ofOptions = Object.entries(options).map(([name, { input }]) => [input, `--${name}`]);
    const ofSecrets = Object.entries(secrets).map(([variable, input]) => [input, variable]);
    const words = new Map([...ofOptions, ...ofSecrets]);
    const said = message.replaceAll(/(Input |input )?`([a-z0-9-]+)`/g, (whole, _input, name) => {
        const word = words.get(name);
        return word === undefined ? whole : `\`${word}\``;
    });
    return said.replace(' from the secrets of the environment', '');
}
/** @throws ActionError input-invalid */
function inputsOf(read) {
    const inputs = (0,lib_inputs/* parseInputs */.T)(read);
    if (inputs.policy.kind === 'file')
        return inputs;
    const hint = 'Give the path of a copy: GitHub is not asked here.';
    throw new errors/* ActionError */.lZ('input-invalid', 'Input `policy`: another repository’s can’t be read here.', hint);
}
/** A run of nobody's workflow. */
function local() {
    return {
        event: { kind: 'other', name: 'terminal' },
        eventName: 'terminal',
        commit: '',
        branch: undefined,
        refProtected: false,
        repository: '',
        repositoryUrl: '',
        runUrl: '',
        actionUrl: '',
        today: new Date().toISOString().slice(0, 10),
        id: 'terminal',
    };
}


/***/ })

};
